//! A simulator with one account and Region, and what an engine needs to work on it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, SystemTime},
};

use aws_sim::{Calls, Rule, Settings, Simulator, Time, TokioClock as SimClock};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use connect_aws::{Buckets, Login, Rates, SeededPasswords, Session, SessionConfig};
use connect_model::{
    AccountId, Alias, Arn, InstanceId, Region, Target, TargetName, spec::ContactCenter,
};
use connect_provision::{
    ApplyOptions, Blueprint, DestroyOptions, Drift, DriftOptions, Error, Export, PlanOptions,
    Report, Site, apply, destroy, detect, draft, export,
};
use connect_resources::{Depth, Ports, Scope, VolatileMemory};
use reconcile::{
    Cancel, Clock, Ended, Haste, Journal, MemoryJournal, RetryPolicy, RunContext, TokioClock,
    Urgency,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{calls::writes, listed::assert_listed};

/// A morning in September 2026, in microseconds.
pub const EPOCH: Time = Time::from_micros(1_790_000_000_000_000);

/// A simulator in virtual time, and an engine that works on it through the real SDK.
pub struct Desk {
    /// The simulator.
    pub simulator: Simulator,
    /// The engine's clock: the same as the simulator's.
    pub clock: Arc<dyn Clock>,
    pub(crate) target: Target,
    buckets: Arc<Buckets>,
    sessions: AtomicUsize,
    passwords: SeededPasswords,
    memory: VolatileMemory,
    /// How often somebody else than the product called what, since the last reset.
    pub(crate) strange: Mutex<BTreeMap<String, u64>>,
}

// === impl Desk ===

impl Desk {
    /// A fresh simulator.
    pub fn new(settings: Settings) -> Self {
        Self::at("111111111111", "eu-west-2", settings)
    }

    /// The same for another account or Region.
    pub fn at(account: &str, region: &str, settings: Settings) -> Self {
        let epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
        let clock: Arc<dyn Clock> = Arc::new(TokioClock::starting_at(epoch));
        let builder = Simulator::builder().settings(settings);
        Self {
            simulator: builder.clock(SimClock::starting_at(EPOCH)).build(),
            sessions: AtomicUsize::new(0),
            buckets: Buckets::new(Arc::clone(&clock), Rates::documented()),
            clock,
            target: target(account, region),
            passwords: SeededPasswords::new(7),
            memory: VolatileMemory::default(),
            strange: Mutex::default(),
        }
    }

    /// What a run needs. Equal jobs have equal tokens.
    pub fn context(&self, job: u128) -> RunContext {
        RunContext {
            key: Uuid::from_u128(job),
            clock: Arc::clone(&self.clock),
            cancel: Cancel::new(),
            width: 32,
            retry: RetryPolicy::default(),
            haste: Haste::default(),
        }
    }

    /// The ports to the simulator, through the real SDK.
    pub async fn ports(&self) -> Ports {
        self.ports_through(self.simulator.http_client()).await
    }

    /// The same through another way to it.
    pub async fn ports_through(&self, way: impl HttpClient + 'static) -> Ports {
        self.session_at(self.target.region.clone(), way)
            .await
            .ports()
    }

    /// The same of another Region.
    pub async fn ports_in(&self, region: &str, way: impl HttpClient + 'static) -> Ports {
        let region = Region::new(region).unwrap();
        self.session_at(region, way).await.ports()
    }

    /// A session on the simulator.
    pub async fn session(&self) -> Session {
        self.session_at(self.target.region.clone(), self.simulator.http_client())
            .await
    }

    /// A session in a Region through a way of the caller's own.
    pub async fn session_in(&self, region: &str, way: impl HttpClient + 'static) -> Session {
        self.session_at(Region::new(region).unwrap(), way).await
    }

    /// A session in an account, by a role of it or as its root user.
    pub async fn session_as(
        &self,
        account: &AccountId,
        region: &Region,
        role_arn: Option<Arn>,
        way: impl HttpClient + 'static,
    ) -> Session {
        let target = Target {
            account: account.clone(),
            region: region.clone(),
            role_arn,
            ..self.target.clone()
        };
        self.session_on(target, way).await
    }

    async fn session_at(&self, region: Region, way: impl HttpClient + 'static) -> Session {
        let target = Target {
            region,
            ..self.target.clone()
        };
        self.session_on(target, way).await
    }

    async fn session_on(&self, target: Target, way: impl HttpClient + 'static) -> Session {
        let config = SessionConfig {
            // Virtual time stands still between two processes; the names of their sessions do not.
            name: format!("session-{}", self.sessions.fetch_add(1, Ordering::Relaxed)),
            login: Login::simulated(&target.account),
            target,
            http_client: SharedHttpClient::new(way),
            clock: Arc::clone(&self.clock),
            pace: self.buckets.party(),
            urgency: Urgency::Bulk,
            watch: None,
        };
        Session::open(config).await
    }

    /// What `center` would change.
    pub async fn plan(&self, center: &ContactCenter) -> Result<Blueprint, Error> {
        self.plan_with(center, &PlanOptions::default()).await
    }

    /// The same, looked at so deep. Plans of one desk share a memory.
    pub async fn plan_at(&self, depth: Depth, center: &ContactCenter) -> Result<Blueprint, Error> {
        let options = PlanOptions {
            depth,
            ..PlanOptions::default()
        };
        self.plan_with(center, &options).await
    }

    /// The same with options.
    pub async fn plan_with(
        &self,
        center: &ContactCenter,
        options: &PlanOptions,
    ) -> Result<Blueprint, Error> {
        self.plan_through(center, options, &self.ports().await)
            .await
    }

    /// The same with ports of the caller's own.
    pub async fn plan_through(
        &self,
        center: &ContactCenter,
        options: &PlanOptions,
        ports: &Ports,
    ) -> Result<Blueprint, Error> {
        let scope = self.scope(center);
        let site = self.site(&scope, ports);
        Ok(draft(&self.context(0), site, center, options).await?.1)
    }

    /// What plans and assessments of this desk share.
    pub(crate) fn memory(&self) -> &VolatileMemory {
        &self.memory
    }

    /// Applies `center` as one job.
    pub async fn apply(&self, job: u128, center: &ContactCenter) -> Result<Report, Error> {
        let ports = self.ports().await;
        self.apply_through(job, center, &ports, &MemoryJournal::default())
            .await
    }

    /// The same, looked at so deep before.
    pub async fn apply_at(
        &self,
        depth: Depth,
        job: u128,
        center: &ContactCenter,
    ) -> Result<Report, Error> {
        let (ports, journal) = (self.ports().await, MemoryJournal::default());
        let plan = PlanOptions {
            depth,
            ..PlanOptions::default()
        };
        let options = ApplyOptions { plan, digest: None };
        self.apply_with(job, center, &options, &ports, &journal)
            .await
    }

    /// The same with ports and a journal of the test's own.
    pub async fn apply_through(
        &self,
        job: u128,
        center: &ContactCenter,
        ports: &Ports,
        journal: &dyn Journal,
    ) -> Result<Report, Error> {
        let options = ApplyOptions::default();
        self.apply_with(job, center, &options, ports, journal).await
    }

    async fn apply_with(
        &self,
        job: u128,
        center: &ContactCenter,
        options: &ApplyOptions,
        ports: &Ports,
        journal: &dyn Journal,
    ) -> Result<Report, Error> {
        let scope = self.scope(center);
        let site = self.site(&scope, ports);
        apply(&self.context(job), site, center, options, journal).await
    }

    /// Applies `center` and expects every step to be done.
    pub async fn applied(&self, job: u128, center: &ContactCenter) -> Report {
        self.applied_with(job, center, PlanOptions::default()).await
    }

    /// The same with options.
    pub async fn applied_with(
        &self,
        job: u128,
        center: &ContactCenter,
        plan: PlanOptions,
    ) -> Report {
        let (ports, journal) = (self.ports().await, MemoryJournal::default());
        let options = ApplyOptions { plan, digest: None };
        let report = self.apply_with(job, center, &options, &ports, &journal);
        let report = report.await.unwrap();
        let setbacks: Vec<_> = report.run.setbacks().collect();
        assert_eq!(report.run.ended, Ended::Done, "{setbacks:#?}");
        report
    }

    /// Writes the instance of this alias as a spec.
    pub async fn export(&self, alias: &str) -> Result<Export, Error> {
        let (ports, scope) = (self.ports().await, self.scope_of(alias));
        let site = self.site(&scope, &ports);
        export(&self.context(0), site).await
    }

    /// What differs between `center` and what there is.
    pub async fn drift(&self, center: &ContactCenter, options: DriftOptions) -> Drift {
        let (ports, scope) = (self.ports().await, self.scope(center));
        let site = self.site(&scope, &ports);
        let cx = self.context(0);
        detect(&cx, site, center, options).await.unwrap()
    }

    fn scope(&self, center: &ContactCenter) -> Scope {
        self.scope_of(center.instance.alias.as_str())
    }

    /// The instance of this alias, which is there.
    pub async fn instance(&self, alias: &str) -> InstanceId {
        let listed = self.ports().await.instance.list().await.unwrap();
        let found = listed.iter().find(|named| named.name == alias).unwrap();
        InstanceId::new(&found.known.id)
    }

    /// The instance of this alias in the account and Region of the desk.
    pub fn scope_of(&self, alias: &str) -> Scope {
        Scope {
            account: self.target.account.clone(),
            region: self.target.region.clone(),
            alias: Alias::new(alias).unwrap(),
        }
    }

    /// A place, by these ports and with what the desk has at hand.
    fn site<'s>(&'s self, scope: &'s Scope, ports: &'s Ports) -> Site<'s> {
        Site {
            scope,
            ports,
            passwords: &self.passwords,
            memory: &self.memory,
        }
    }

    /// Destroys `center`.
    pub async fn destroy(
        &self,
        center: &ContactCenter,
        options: DestroyOptions,
    ) -> Result<Report, Error> {
        let (ports, journal) = (self.ports().await, MemoryJournal::default());
        self.destroy_through(99, center, options, &ports, &journal)
            .await
    }

    /// The same as one job, with ports and a journal of the test's own.
    pub async fn destroy_through(
        &self,
        job: u128,
        center: &ContactCenter,
        options: DestroyOptions,
        ports: &Ports,
        journal: &dyn Journal,
    ) -> Result<Report, Error> {
        let scope = self.scope(center);
        let site = self.site(&scope, ports);
        let cx = self.context(job);
        destroy(&cx, site, Some(center), options, journal).await
    }

    /// Destroys what is ours of the centre with this alias, as one job with this journal.
    pub async fn destroy_alias(&self, alias: &str, journal: &dyn Journal) -> Result<Report, Error> {
        let (ports, scope) = (self.ports().await, self.scope_of(alias));
        let site = self.site(&scope, &ports);
        let options = DestroyOptions::default();
        destroy(&self.context(98), site, None, options, journal).await
    }

    /// The same, and expects every step to be done.
    pub async fn destroyed(&self, center: &ContactCenter, options: DestroyOptions) -> Report {
        let report = self.destroy(center, options).await.unwrap();
        let setbacks: Vec<_> = report.run.setbacks().collect();
        assert_eq!(report.run.ended, Ended::Done, "{setbacks:#?}");
        report
    }

    /// Scripts trouble.
    pub fn faults(&self, rules: Vec<Rule>) {
        self.simulator.faults(rules);
    }

    /// Calls since the last reset, by `service.Operation`.
    pub fn calls(&self) -> BTreeMap<String, Calls> {
        self.simulator.calls()
    }

    /// Those of them that changed something or tried to.
    pub fn writes(&self) -> BTreeMap<String, u64> {
        writes(&self.simulator)
    }

    /// Counts calls from now on.
    pub fn reset_calls(&self) {
        self.assert_calls_listed();
        self.strange.lock().unwrap().clear();
        self.simulator.reset_calls();
    }

    fn assert_calls_listed(&self) {
        let strange = self.strange.lock().unwrap();
        let mut calls = self.calls();
        calls.retain(|operation, of| strange.get(operation).is_none_or(|by| of.calls > *by));
        assert_listed(calls.keys().map(String::as_str));
    }

    /// Everything that the simulator holds.
    pub fn state(&self) -> Value {
        self.simulator.state()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.assert_calls_listed();
        }
    }
}

fn target(account: &str, region: &str) -> Target {
    Target {
        name: TargetName::new("local").unwrap(),
        account: AccountId::new(account).unwrap(),
        region: Region::new(region).unwrap(),
        aws_profile: None,
        role_arn: None,
        external_id: None,
        endpoint: None,
        ca_file: None,
        labels: BTreeMap::new(),
    }
}
