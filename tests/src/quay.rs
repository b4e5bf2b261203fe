//! An instance from which flows leave, or where they arrive.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use connect_model::FlowId;
use connect_resources::{Ports, Scope, flow::FlowChange};
use flow_language::bundle::{Bundle, Digest};
use flow_port::{
    Calls, ContactLog, Deploy, Error, ExportOptions, Exported, Keeper, LogOptions, LogWatch,
    Overwrite, Report, Undone, contact_log, deploy, draft, export, roll_back,
};
use reconcile::{Ended, Journal, JournalError, MemoryJournal};

use crate::{Desk, fleet::site};

/// An instance on a desk.
pub struct Quay<'d> {
    desk: &'d Desk,
    scope: Scope,
    /// What deploys kept.
    pub cellar: Cellar,
}

/// Keeps documents in memory.
#[derive(Debug, Default)]
pub struct Cellar(Mutex<BTreeMap<String, Vec<u8>>>);

/// Nobody wants to know how far a reading is.
struct Unwatched;

// === impl Quay ===

impl<'d> Quay<'d> {
    /// The instance of this alias.
    pub fn new(desk: &'d Desk, alias: &str) -> Self {
        Self {
            desk,
            scope: desk.scope_of(alias),
            cellar: Cellar::default(),
        }
    }

    /// Exports the flows.
    pub async fn export(&self, options: &ExportOptions) -> Exported {
        let moored = self.moored().await;
        let site = site(&self.scope, &moored);
        export(&self.desk.context(0), site, options).await.unwrap()
    }

    /// The steps of a deploy.
    pub async fn steps(&self, bundle: &Bundle, options: &Deploy) -> Result<Vec<String>, Error> {
        let moored = self.moored().await;
        let site = site(&self.scope, &moored);
        let draft = draft(&self.desk.context(0), site, bundle, options).await?;
        let steps = draft.plan.steps().iter();
        Ok(steps.map(|step| step.id.to_string()).collect())
    }

    /// Deploys as one job.
    pub async fn deploy(
        &self,
        job: u128,
        bundle: &Bundle,
        options: &Deploy,
    ) -> Result<Report, Error> {
        let journal = MemoryJournal::default();
        self.deploy_with(job, bundle, options, &journal).await
    }

    /// The same with a journal of the test's own.
    pub async fn deploy_with(
        &self,
        job: u128,
        bundle: &Bundle,
        options: &Deploy,
        journal: &dyn Journal,
    ) -> Result<Report, Error> {
        let moored = self.moored().await;
        let site = site(&self.scope, &moored);
        let cx = self.desk.context(job);
        deploy(&cx, site, bundle, options, journal, &self.cellar).await
    }

    /// Reads what a contact logged.
    pub async fn contact_log(&self, options: &LogOptions) -> ContactLog {
        let moored = self.moored().await;
        let site = site(&self.scope, &moored);
        let cx = self.desk.context(0);
        contact_log(&cx, site, options, &Unwatched).await.unwrap()
    }

    /// Writes the content of a flow, as a person in the console would.
    pub async fn edit(&self, name: &str, content: &str, saved: bool) {
        let ports = self.desk.ports().await;
        let instance = self.desk.instance(self.scope.alias.as_str()).await;
        let flows = ports.flow.list(&instance).await.unwrap();
        let flow = flows.iter().find(|named| named.name == name).unwrap();
        let content = content.to_owned();
        let change = FlowChange::Content { content, saved };
        let id = FlowId::new(&flow.known.id);
        ports.flow.update(&instance, &id, &change).await.unwrap();
    }

    /// Puts back what a deploy kept, and expects every step to be done.
    pub async fn rolled_back(&self, job: u128, before: &[u8]) -> Undone {
        let moored = self.moored().await;
        let site = site(&self.scope, &moored);
        let before = serde_json::from_slice(before).unwrap();
        let (cx, journal) = (self.desk.context(job), MemoryJournal::default());
        let undone = roll_back(&cx, site, &before, &Overwrite::Nothing, &journal).await;
        let undone = undone.unwrap();
        let setbacks: Vec<_> = undone.run.setbacks().collect();
        assert_eq!(undone.run.ended, Ended::Done, "{setbacks:#?}");
        undone
    }

    /// Deploys and expects every step to be done.
    pub async fn deployed(&self, job: u128, bundle: &Bundle, options: &Deploy) -> Report {
        let report = self.deploy(job, bundle, options).await.unwrap();
        let setbacks: Vec<_> = report.run.setbacks().collect();
        assert_eq!(report.run.ended, Ended::Done, "{setbacks:#?}");
        report
    }

    async fn moored(&self) -> (Ports, Calls) {
        let session = self.desk.session().await;
        (session.ports(), session.flow_calls())
    }
}

#[async_trait]
impl LogWatch for Unwatched {
    async fn looked(&self, _: usize, _: usize) {}
}

// === impl Cellar ===

impl Cellar {
    /// What was kept under a name.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(name).cloned()
    }
}

#[async_trait]
impl Keeper for Cellar {
    async fn keep(&self, content: Vec<u8>) -> Result<String, JournalError> {
        let name = Digest::of(&content).to_string();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(name.clone(), content);
        Ok(name)
    }
}
