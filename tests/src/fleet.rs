//! Instances on the way of a release, each on a desk of its own: other accounts, Regions and names.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sim::Settings;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use connect_aws::Session;
use connect_model::{FlowId, InstanceId, ModuleId, Region, Tags};
use connect_resources::{Named, Ports, Scope, prompt::AUDIO_TAG};
use flow_language::bundle::Bundle;
use flow_port::{
    Calls, Deploy, Error, Overwrite, Released, Returned, Site, Stop, StopDraft, Subject, UndoStop,
    draft_release, release, roll_back_release,
};
use reconcile::{
    Cancel, Intent, Journal, JournalError, MemoryJournal, Note, Outcome, RunContext, StepId,
};
use tokio::sync::Mutex;

use crate::{
    Cellar, Desk,
    reliability::{Guillotine, Happening},
    spec,
};

/// Instances, in the order of a release.
pub struct Fleet {
    /// The instances.
    pub berths: Vec<Berth>,
    /// What releases kept.
    pub cellar: Cellar,
    /// The request to stop, of all jobs.
    pub cancel: Cancel,
}

/// One instance.
pub struct Berth {
    /// The name of its stop.
    pub name: String,
    /// Where it is.
    pub desk: Desk,
    /// How to deploy there.
    pub deploy: Deploy,
    scope: Scope,
    /// The Region of its replica.
    replica: Option<Scope>,
}

/// The calls to an instance and to its replica.
struct Moorings {
    near: (Ports, Calls),
    far: Option<(Ports, Calls)>,
}

/// A flow or module as AWS has it: description, what is published, what is saved, tags.
pub type Holding = (Option<String>, Option<String>, Option<String>, Tags);

/// A prompt as AWS has it: description, recording, tags.
pub type Recorded = (Option<String>, Vec<u8>, Tags);

// === impl Fleet ===

impl Fleet {
    /// Instances that are there.
    pub fn of(berths: Vec<Berth>) -> Self {
        Self {
            berths,
            cellar: Cellar::default(),
            cancel: Cancel::new(),
        }
    }

    /// What a release would do.
    pub async fn look(&self, bundle: &Bundle) -> Result<Vec<StopDraft>, Error> {
        let moorings = self.moorings(None).await;
        draft_release(bundle, &self.stops(0, &moorings)).await
    }

    /// Releases as one job, in a process that dies with `guillotine` if there is one.
    pub async fn release(
        &self,
        job: u128,
        bundle: &Bundle,
        journal: &dyn Journal,
        guillotine: Option<&Guillotine>,
    ) -> Result<Released, Error> {
        let moorings = self.moorings(guillotine).await;
        let stops = self.stops(job, &moorings);
        release(bundle, &stops, journal, &self.cellar).await
    }

    /// A journal of somebody who asks to stop once a step that `is_it` is behind.
    pub fn waving<'j>(
        &self,
        inner: &'j MemoryJournal,
        is_it: impl Fn(&StepId) -> bool + Send + Sync + 'j,
    ) -> Waving<'j> {
        let cancel = self.cancel.clone();
        Waving {
            inner,
            is_it: Box::new(is_it),
            then: Mutex::new(Some(Box::pin(async move { cancel.ask() }))),
        }
    }

    /// A release during which something happens when its first stop is behind and the next one not begun.
    pub async fn interrupted(
        &self,
        job: u128,
        bundle: &Bundle,
        inner: &MemoryJournal,
        then: impl Future<Output = ()> + Send,
    ) -> Result<Released, Error> {
        let moorings = self.moorings(None).await;
        let way = self.stops(job, &moorings);
        let journal = Waving {
            inner,
            is_it: Box::new(|step| step.kind() == "release"),
            then: Mutex::new(Some(Box::pin(then))),
        };
        release(bundle, &way, &journal, &self.cellar).await
    }

    /// The same, and expects every stop to be done.
    pub async fn released(&self, job: u128, bundle: &Bundle) -> Released {
        let journal = MemoryJournal::default();
        let released = self.release(job, bundle, &journal, None).await.unwrap();
        let done = released.stops.iter().all(|stop| stop.fate.is_done());
        assert!(done, "{released:#?}");
        released
    }

    /// Puts back what each stop had before, as one job.
    pub async fn roll_back(
        &self,
        job: u128,
        released: &Released,
        journal: &dyn Journal,
        guillotine: Option<&Guillotine>,
    ) -> Result<Returned, Error> {
        let moorings = self.moorings(guillotine).await;
        let stops = self.stops(job, &moorings);
        let undo = stops.into_iter().filter_map(|stop| {
            let mut reports = released.stops.iter();
            let report = reports.find(|report| report.name == stop.name);
            // Where nothing was written nothing was kept.
            let before = report.expect("each stop is told of").before.as_deref()?;
            let kept = self.cellar.get(before).expect("what was kept is there");
            Some(UndoStop {
                name: stop.name,
                cx: stop.cx,
                site: stop.site,
                before: serde_json::from_slice(&kept).unwrap(),
                overwrite: Overwrite::Nothing,
                replica: stop.replica,
            })
        });
        roll_back_release(&undo.collect::<Vec<_>>(), journal).await
    }

    /// What each instance holds.
    pub async fn holdings(&self) -> Vec<BTreeMap<String, Holding>> {
        let mut all = Vec::new();
        for berth in &self.berths {
            all.push(berth.holdings().await);
        }
        all
    }

    /// The recordings of each instance.
    pub async fn recordings(&self) -> Vec<BTreeMap<String, Recorded>> {
        let mut all = Vec::new();
        for berth in &self.berths {
            all.push(berth.recordings().await);
        }
        all
    }

    async fn moorings(&self, guillotine: Option<&Guillotine>) -> Vec<Moorings> {
        let mut all = Vec::new();
        for berth in &self.berths {
            all.push(berth.moorings(guillotine).await);
        }
        all
    }

    fn stops<'f>(&'f self, job: u128, moorings: &'f [Moorings]) -> Vec<Stop<'f>> {
        let berths = self.berths.iter().zip(moorings);
        let stop = |(berth, moored): (&'f Berth, &'f Moorings)| Stop {
            name: berth.name.clone(),
            cx: RunContext {
                cancel: self.cancel.clone(),
                ..berth.desk.context(job)
            },
            site: site(&berth.scope, &moored.near),
            deploy: berth.deploy.clone(),
            replica: berth
                .replica
                .as_ref()
                .zip(moored.far.as_ref())
                .map(|(scope, far)| site(scope, far)),
        };
        berths.map(stop).collect()
    }
}

/// An instance with the calls to it.
pub(crate) fn site<'s>(scope: &'s Scope, (ports, calls): &'s (Ports, Calls)) -> Site<'s> {
    Site {
        scope,
        ports,
        calls,
    }
}

// === impl Berth ===

impl Berth {
    /// A new instance in an account and Region, as its spec says.
    pub async fn at(
        (account, region): (&str, &str),
        settings: Settings,
        center: &str,
        deploy: Deploy,
    ) -> Self {
        let (desk, center) = (Desk::at(account, region, settings), spec(center));
        desk.applied(1, &center).await;
        let scope = desk.scope_of(center.instance.alias.as_str());
        Self {
            name: format!("{}.{}", region, scope.alias),
            desk,
            deploy,
            scope,
            replica: None,
        }
    }

    /// The same with a replica in another Region, which is there.
    #[must_use]
    pub fn replicated_to(mut self, region: &str) -> Self {
        self.replica = Some(Scope {
            region: Region::new(region).unwrap(),
            ..self.scope.clone()
        });
        self
    }

    /// The ports of the Region of the instance, or of another one.
    pub async fn ports(&self, region: Option<&str>) -> Ports {
        let way = self.desk.simulator.http_client();
        match region {
            Some(region) => self.desk.ports_in(region, way).await,
            None => self.desk.ports().await,
        }
    }

    /// The instance.
    pub async fn instance(&self) -> InstanceId {
        self.desk.instance(self.scope.alias.as_str()).await
    }

    /// The versions that aliases stand for, by flow or module.
    pub async fn aliases(&self) -> BTreeMap<String, Vec<(String, u64)>> {
        let session = self.desk.session().await;
        let (ports, calls) = (session.ports(), session.flow_calls());
        let instance = self.instance().await;
        let mut subjects = Vec::new();
        for Named { name, known, .. } in ports.flow.list(&instance).await.unwrap() {
            subjects.push((name, Subject::Flow(FlowId::new(&known.id))));
        }
        for Named { name, known, .. } in ports.module.list(&instance).await.unwrap() {
            subjects.push((name, Subject::Module(ModuleId::new(&known.id))));
        }
        let mut aliases = BTreeMap::new();
        for (name, subject) in subjects {
            let listed = calls.versions.aliases(&instance, &subject).await.unwrap();
            let told = listed.into_iter().map(|alias| (alias.name, alias.version));
            let told: Vec<_> = told.collect();
            if !told.is_empty() {
                aliases.insert(name, told);
            }
        }
        aliases
    }

    /// Removes the aliases of a flow, as a person would.
    pub async fn remove_aliases(&self, flow: &str) {
        let calls = self.desk.session().await.flow_calls();
        let (ports, instance) = (self.desk.ports().await, self.instance().await);
        let listed = ports.flow.list(&instance).await.unwrap();
        let found = listed.iter().find(|named| named.name == flow).unwrap();
        let of = Subject::Flow(FlowId::new(&found.known.id));
        for alias in calls.versions.aliases(&instance, &of).await.unwrap() {
            let removed = calls.versions.remove_alias(&instance, &of, &alias.id);
            removed.await.unwrap();
        }
    }

    /// What is there, by name, but for what every new instance has.
    pub async fn holdings(&self) -> BTreeMap<String, Holding> {
        let (ports, instance) = (self.desk.ports().await, self.instance().await);
        let mut holdings = BTreeMap::new();
        for Named { name, known, .. } in ports.flow.list(&instance).await.unwrap() {
            let id = FlowId::new(&known.id);
            let published = ports.flow.describe(&instance, &id, false).await.unwrap();
            let draft = ports.flow.describe(&instance, &id, true).await.unwrap();
            let Some(held) = draft.content else { continue };
            let holding = (
                published.description,
                published.content,
                Some(held),
                published.tags,
            );
            holdings.insert(format!("flow {name}"), holding);
        }
        for Named { name, known, .. } in ports.module.list(&instance).await.unwrap() {
            let id = ModuleId::new(&known.id);
            let module = ports.module.describe(&instance, &id, false).await.unwrap();
            let holding = (
                module.description,
                module.content,
                module.settings,
                module.tags,
            );
            holdings.insert(format!("module {name}"), holding);
        }
        holdings
    }

    /// The recordings of all prompts, by name.
    pub async fn recordings(&self) -> BTreeMap<String, Recorded> {
        let session = self.desk.session().await;
        let (ports, calls) = (session.ports(), session.flow_calls());
        let instance = self.instance().await;
        let mut recordings = BTreeMap::new();
        for record in ports.prompt.search(&instance).await.unwrap() {
            let audio = calls
                .audio()
                .unwrap()
                .audio(&instance, &record.id)
                .await
                .unwrap();
            recordings.insert(record.name, (record.description, audio, record.tags));
        }
        recordings
    }

    /// Takes the tag off all prompts that says which recording they have.
    pub async fn unmark_recordings(&self) {
        let (ports, instance) = (self.desk.ports().await, self.instance().await);
        for Named { known, .. } in ports.prompt.list(&instance).await.unwrap() {
            let mark = [AUDIO_TAG.to_owned()];
            ports.tags.untag(&known.arn, &mark).await.unwrap();
        }
    }

    async fn moorings(&self, guillotine: Option<&Guillotine>) -> Moorings {
        let way = || {
            let way = self.desk.simulator.http_client();
            match guillotine {
                Some(guillotine) => SharedHttpClient::new(guillotine.around(way)),
                None => SharedHttpClient::new(way),
            }
        };
        let calls = |session: Session| (session.ports(), session.flow_calls());
        let far = match &self.replica {
            Some(scope) => Some(calls(
                self.desk.session_in(scope.region.as_str(), way()).await,
            )),
            None => None,
        };
        let region = self.scope.region.as_str();
        Moorings {
            near: calls(self.desk.session_in(region, way()).await),
            far,
        }
    }
}

/// The journal of a job during which something happens when a step is behind.
pub struct Waving<'j> {
    inner: &'j MemoryJournal,
    is_it: Box<dyn Fn(&StepId) -> bool + Send + Sync + 'j>,
    then: Mutex<Option<Happening<'j>>>,
}

#[async_trait]
impl Journal for Waving<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        self.inner.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.inner.intend(step, intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.inner.conclude(step, outcome).await?;
        if (self.is_it)(step)
            && let Some(then) = self.then.lock().await.take()
        {
            then.await;
        }
        Ok(())
    }

    async fn note(&self, _: &Note) {}
}
