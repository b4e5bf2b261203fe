//! What all work stands on: targets, ways to AWS, the pace that all jobs share.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use connect_aws::{
    Buckets, CallEnded, CallWatch, Login, OsPasswords, Rates, Session, SessionConfig,
    SharedHttpClient, Told, http_client,
};
use connect_model::{Alias, Fault, Region, Target, TargetName};
use connect_provision::{Error, Site};
use connect_resources::{KindId, Ports, Scope};
use reconcile::{Cancel, Clock, RetryPolicy, RunContext, Setback, Urgency, persist};
use uuid::Uuid;

use super::{
    accounts::Accounts,
    quotas::{Entry, Ledger},
};
use crate::{
    jobs::{Accepted, JobContext, JobError, LockKey, State, Stopped, StoreMemory, target_there},
    reason,
    store::Postgres,
    telemetry,
};

/// Steps in flight at once. The pace bounds the calls; this bounds memory.
const WIDTH: usize = 64;

/// The table of DynamoDB that agent directories are kept in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentTable {
    /// The target in whose account and Region it is.
    pub target: TargetName,
    /// Its name.
    pub table: String,
}

/// How to reach a target.
#[derive(Clone, Debug)]
pub enum Way {
    /// Over the network, with the credentials of the machine.
    Network,
    /// To a simulator in this process.
    Simulated(SharedHttpClient),
}

/// What all work stands on.
pub struct Ground {
    targets: BTreeMap<TargetName, Target>,
    simulated: BTreeSet<TargetName>,
    ways: Mutex<BTreeMap<TargetName, SharedHttpClient>>,
    buckets: Arc<Buckets>,
    quotas: Ledger,
    accounts: Arc<Accounts>,
    agent_files: Option<PathBuf>,
    agent_table: Option<AgentTable>,
    agent_database: Option<Arc<Postgres>>,
    clock: Arc<dyn Clock>,
}

/// One job's footing: its session, and the place that it is about.
pub(super) struct Footing {
    target: Target,
    pub(super) session: Session,
    pub(super) ports: Ports,
    pub(super) scope: Scope,
    pub(super) cx: RunContext,
    memory: StoreMemory,
    accounts: Arc<Accounts>,
}

/// Tells the metrics of every call to AWS.
#[derive(Debug)]
struct Watch;

// === impl Ground ===

impl Ground {
    /// The targets of the configuration, some of them simulated.
    pub fn new(
        targets: BTreeMap<TargetName, Target>,
        ways: impl IntoIterator<Item = (TargetName, Way)>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let simulated = |(name, way)| match way {
            Way::Simulated(client) => Some((name, client)),
            Way::Network => None,
        };
        let ways: BTreeMap<_, _> = ways.into_iter().filter_map(simulated).collect();
        Self {
            targets,
            simulated: ways.keys().cloned().collect(),
            ways: Mutex::new(ways),
            buckets: Buckets::new(Arc::clone(&clock), Rates::documented()),
            quotas: Ledger::default(),
            accounts: Arc::default(),
            agent_files: None,
            agent_table: None,
            agent_database: None,
            clock,
        }
    }

    /// The same with a folder below which orders may name files of agents.
    #[must_use]
    pub fn with_agent_files(self, folder: Option<PathBuf>) -> Self {
        Self {
            agent_files: folder,
            ..self
        }
    }

    /// The same with a table that agent directories are kept in.
    #[must_use]
    pub fn with_agent_table(self, table: Option<AgentTable>) -> Self {
        Self {
            agent_table: table,
            ..self
        }
    }

    /// The same with a database that agent directories are kept in.
    #[must_use]
    pub fn with_agent_database(self, database: Option<Arc<Postgres>>) -> Self {
        Self {
            agent_database: database,
            ..self
        }
    }

    /// The database that agent directories are kept in, where they are kept in one.
    pub(super) fn agent_database(&self) -> Option<&Arc<Postgres>> {
        self.agent_database.as_ref()
    }

    /// The table that agent directories are kept in; none where the store has them.
    pub(super) fn agent_table(&self) -> Option<&AgentTable> {
        self.agent_table.as_ref()
    }

    /// The folder below which orders may name files of agents.
    pub(super) fn agent_files(&self) -> Option<&Path> {
        self.agent_files.as_deref()
    }

    /// The session, the ports and the place of a job.
    pub(super) async fn footing(
        &self,
        job: &JobContext,
        alias: &Alias,
    ) -> Result<Footing, Stopped> {
        let target = self.target(job)?.clone();
        self.footing_at(job, &target, alias).await
    }

    /// The same in another Region of the account.
    pub(super) async fn footing_in(
        &self,
        job: &JobContext,
        region: &Region,
        alias: &Alias,
    ) -> Result<Footing, Stopped> {
        let target = self.in_region(self.target(job)?, region);
        self.footing_at(job, &target, alias).await
    }

    /// The same of a target that the order names, in its Region or another one of its account.
    pub(super) async fn footing_on(
        &self,
        job: &JobContext,
        target: &TargetName,
        region: Option<&Region>,
        alias: &Alias,
    ) -> Result<Footing, Stopped> {
        let target = self.named(target).ok_or_else(|| no_target(target))?;
        let target = region.map_or_else(|| target.clone(), |it| self.in_region(target, it));
        self.footing_at(job, &target, alias).await
    }

    /// A target by its name.
    pub(super) fn named(&self, target: &TargetName) -> Option<&Target> {
        self.targets.get(target)
    }

    /// The names of all targets.
    pub(super) fn names(&self) -> impl Iterator<Item = &TargetName> {
        self.targets.keys()
    }

    /// The Region of a job's target.
    pub(super) fn region(&self, job: &JobContext) -> Result<&Region, Stopped> {
        Ok(&self.target(job)?.region)
    }

    fn target(&self, job: &JobContext) -> Result<&Target, Stopped> {
        let target = self.targets.get(&job.target);
        target.ok_or_else(|| no_target(&job.target))
    }

    /// The target of the same account in another Region: one of the configuration, else this one moved
    /// there, with its role and its endpoint.
    pub(super) fn in_region(&self, target: &Target, region: &Region) -> Target {
        if target.region == *region {
            return target.clone();
        }
        let configured = target_there(&self.targets, target, region);
        configured.cloned().unwrap_or_else(|| Target {
            region: region.clone(),
            ..target.clone()
        })
    }

    async fn footing_at(
        &self,
        job: &JobContext,
        target: &Target,
        alias: &Alias,
    ) -> Result<Footing, Stopped> {
        let (session, cx) = self.open_for(job, target).await.map_err(Stopped::failed)?;
        Ok(Footing {
            target: target.clone(),
            ports: session.ports(),
            session,
            scope: Scope {
                account: target.account.clone(),
                region: target.region.clone(),
                alias: alias.clone(),
            },
            cx,
            memory: job.memory().clone(),
            accounts: Arc::clone(&self.accounts),
        })
    }

    /// A session of a job to a target. What it calls is noted with the job.
    pub(super) async fn open_for(
        &self,
        job: &JobContext,
        target: &Target,
    ) -> Result<(Session, RunContext), JobError> {
        let (session, cx) = self.open(target, job.id.0, &job.cancel).await?;
        let counted = session.clone();
        job.calls().join(move || {
            let tallies = counted.meter().tallies();
            let counts = tallies.iter();
            counts
                .map(|(name, tally)| (name.to_owned(), tally.calls))
                .collect()
        });
        Ok((session, cx))
    }

    /// A session to a target, under a name that is also the key of tokens.
    pub(super) async fn open(
        &self,
        target: &Target,
        name: Uuid,
        cancel: &Cancel,
    ) -> Result<(Session, RunContext), JobError> {
        let config = SessionConfig {
            target: target.clone(),
            name: name.to_string(),
            login: self.login(target),
            http_client: self.way(target)?,
            clock: Arc::clone(&self.clock),
            pace: self.buckets.party(),
            // Looking is for somebody who waits. Once it is known how much there is to do, the run
            // goes on as urgent as that.
            urgency: Urgency::Interactive,
            watch: Some(Arc::new(Watch)),
        };
        let session = Session::open(config).await;
        let cx = RunContext {
            key: name,
            clock: Arc::clone(&self.clock),
            cancel: cancel.clone(),
            width: WIDTH,
            retry: RetryPolicy::default(),
            haste: session.haste(),
        };
        Ok((session, cx))
    }

    /// Whose credentials targets have.
    pub(super) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// What is known of the quotas of a target. They are read once an hour for all jobs, and rates
    /// among them hold from then on.
    pub(super) async fn quotas(&self, footing: &Footing) -> Entry {
        let Footing {
            target, session, ..
        } = footing;
        let read = async || {
            let quotas = session.quotas().applied().await?;
            self.buckets.learn(&target.account, &target.region, &quotas);
            Ok(quotas)
        };
        self.quotas.entry(&target.name, &*self.clock, read).await
    }

    /// Rates of lanes that are not as documented.
    pub(super) fn told(&self, target: &Target) -> Vec<Told> {
        self.buckets.told(&target.account, &target.region)
    }

    fn login(&self, target: &Target) -> Login {
        if self.simulated.contains(&target.name) {
            Login::simulated(&target.account)
        } else {
            Login::Ambient
        }
    }

    /// The way to a target; one for all jobs, because it holds the connections.
    fn way(&self, target: &Target) -> Result<SharedHttpClient, JobError> {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = ways.get(&target.name) {
            return Ok(client.clone());
        }
        let client = http_client(target).map_err(|cause| {
            let error = JobError::new(reason::TARGET_UNUSABLE, cause.to_string());
            error.with("target", target.name.to_string())
        })?;
        ways.insert(target.name.clone(), client.clone());
        Ok(client)
    }
}

impl fmt::Debug for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.targets.keys()).finish()
    }
}

// === impl Footing ===

impl Footing {
    pub(super) fn site(&self) -> Site<'_> {
        Site {
            scope: &self.scope,
            ports: &self.ports,
            passwords: &OsPasswords,
            memory: &self.memory,
        }
    }

    /// The credentials must be for the target's account before anything is written.
    pub(super) async fn verify(&self) -> Result<(), Stopped> {
        let at = (&self.target.name, &*self.accounts);
        verify(&self.session, &self.cx, at).await
    }

    /// For who only reads it is enough that they were so a while ago.
    pub(super) async fn verify_to_read(&self) -> Result<(), Stopped> {
        if self
            .accounts
            .are_known(&self.target.name, self.cx.clock.now())
        {
            return Ok(());
        }
        self.verify().await
    }

    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    pub(super) fn stopped(&self, error: Error) -> Stopped {
        stopped(error, &self.cx.cancel)
    }

    /// The Region of this footing, for work between Regions.
    pub(super) fn regional(&self) -> connect_resiliency::Site<'_> {
        connect_resiliency::Site {
            region: &self.scope.region,
            ports: &self.ports,
        }
    }

    pub(super) fn reads(&self) -> u32 {
        u32::try_from(self.session.meter().tallies().reads()).unwrap_or(u32::MAX)
    }
}

/// Asks STS whose credentials a session has, and notes that they are for the account of its target.
pub(super) async fn verify(
    session: &Session,
    cx: &RunContext,
    (target, accounts): (&TargetName, &Accounts),
) -> Result<(), Stopped> {
    let judge = |fault: &Fault| connect_resources::setback(fault).verdict;
    let call = || session.verify_account();
    let verified = persist(&*cx.clock, cx.retry, &cx.cancel, "verify", judge, call).await;
    verified.map_err(|fault| stopped(Error::Observe(Box::new(fault)), &cx.cancel))?;
    accounts.note(target, cx.clock.now());
    Ok(())
}

// === impl Watch ===

impl CallWatch for Watch {
    fn ended(&self, call: &CallEnded) {
        telemetry::metrics::aws_called(call);
    }
}

/// A job on a centre that waits for nobody.
pub(super) fn reading(target: &Target, alias: &Alias) -> Accepted {
    Accepted {
        subject: format!("targets/{}/centers/{alias}", target.name),
        locks: BTreeSet::new(),
    }
}

/// A job that writes, and holds the things of these kinds until it has no step left about them.
pub(super) fn writing(
    target: &Target,
    alias: &Alias,
    kinds: impl IntoIterator<Item = KindId>,
) -> Accepted {
    let scope = Scope {
        account: target.account.clone(),
        region: target.region.clone(),
        alias: alias.clone(),
    };
    let locks = kinds.into_iter();
    Accepted {
        locks: locks.map(|kind| LockKey::of_kind(&scope, kind)).collect(),
        ..reading(target, alias)
    }
}

/// What the capability's error means for the job. Reads that were cut short by the request to stop
/// are no failure.
pub(super) fn stopped(error: Error, cancel: &Cancel) -> Stopped {
    match error {
        Error::Journal(cause) => Stopped::from(cause),
        Error::Observe(_) if cancel.is_asked() => {
            let error = JobError::new(reason::CANCELLED, "the job was asked to stop");
            Stopped::at_rest(State::Cancelled, error, None)
        }
        Error::Observe(fault) => Stopped::failed(of_fault(&fault)),
        Error::Findings(findings) => {
            let message = "what is declared cannot be reached from what there is";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::SPEC_INVALID, message)
            })
        }
        Error::Quota(findings) => {
            let message =
                "more would be made than quotas of the account allow; nothing was changed";
            let error = JobError::new(reason::QUOTA_EXCEEDED, message)
                .with("findings", findings.len().to_string());
            Stopped::failed(JobError { findings, ..error })
        }
        Error::Stale { approved, found } => {
            let message = "the world has moved since the plan was made; look at a new plan";
            let error = JobError::new(reason::PLAN_STALE, message);
            Stopped::failed(error.with("expected", approved).with("actual", found))
        }
        Error::NoInstance { alias, hint } => {
            let message = format!("there is no instance with the alias {alias}: {hint}");
            let error = JobError::new(reason::CENTER_NOT_FOUND, message);
            Stopped::failed(error.with("alias", alias).with("hint", hint))
        }
    }
}

/// A setback says what a fault means, and so does its reason.
pub(super) fn of_fault(fault: &Fault) -> JobError {
    let setback: Setback = connect_resources::setback(fault);
    JobError {
        detail: setback.detail,
        ..JobError::new(setback.reason, setback.message)
    }
}

pub(super) fn no_target(name: &TargetName) -> Stopped {
    let message = format!("there is no target {name} in the configuration any more");
    let error = JobError::new(reason::TARGET_UNKNOWN, message).with("target", name.to_string());
    Stopped::at_rest(State::Failed, error, None)
}
