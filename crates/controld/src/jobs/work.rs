//! The contract towards the work that jobs do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use async_trait::async_trait;
use connect_model::{Finding, Target, TargetName};
use flow_language::bundle;
use reconcile::{Cancel, Clock, Journal, JournalError};

use super::{
    Alert, BundleFiles, CallLog, Digest, Happening, Job, JobError, JobId, JobResult, Kind, LockKey,
    Order, Schedule, State, StoreDirectory, StoreMemory, Timetable, journal::StoreJournal,
};
use crate::{refusal::Violation, store::AgentPlace};

/// What jobs of one kind do.
///
/// Contract: `accept` is quick and pure. `run` may be called again for the same job after any
/// interruption, and goes on from what its journal and the world tell; it stops between two steps
/// once its [`cancel`](JobContext::cancel) is asked, and writes through its journal before and after
/// every effect.
#[async_trait]
pub trait Work: Send + Sync {
    /// Checks an order before it becomes a job.
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected>;

    /// Does it.
    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped>;
}

/// The work of each kind.
#[derive(Clone, Default)]
pub struct Works(BTreeMap<Kind, Arc<dyn Work>>);

/// The contents of the files that an order names.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<Digest, Vec<u8>>);

/// What is known of an order once it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What it works on: `targets/T/centers/A`.
    pub subject: String,
    /// What it holds against other jobs. Empty for work that only reads.
    pub locks: BTreeSet<LockKey>,
}

/// Why an order does not become a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// The spec is wrong.
    Findings(Vec<Finding>),
    /// Fields contradict the spec.
    Violations(Vec<Violation>),
}

/// Why work did not reach its end.
#[derive(Debug)]
pub enum Stopped {
    /// It comes to rest like this.
    AtRest(Box<Failure>),
    /// The journal failed: another run goes on, here or elsewhere.
    Interrupted(JournalError),
}

/// How work that did not succeed comes to rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// [`State::Failed`], [`State::Cancelled`] or [`State::NeedsAttention`].
    pub state: State,
    /// Why.
    pub error: JobError,
    /// As much as there is of the result.
    pub result: Option<JobResult>,
}

/// What a run of a job has at hand.
pub struct JobContext {
    /// The job. Also the key of its tokens and the name of its AWS sessions.
    pub id: JobId,
    /// What to do.
    pub order: Order,
    /// Where.
    pub target: TargetName,
    /// What it works on.
    pub subject: String,
    /// Who asked for it.
    pub requested_by: String,
    /// 1 when the job runs for the first time.
    pub run: u32,
    /// The request to stop.
    pub cancel: Cancel,
    /// Time.
    pub clock: Arc<dyn Clock>,
    pub(super) files: Files,
    pub(super) journal: StoreJournal,
    pub(super) calls: CallLog,
    pub(super) memory: StoreMemory,
}

// === impl Works ===

impl Works {
    /// The same with the work of one more kind.
    #[must_use]
    pub fn with(mut self, kind: Kind, work: Arc<dyn Work>) -> Self {
        self.0.insert(kind, work);
        self
    }

    /// The work of a kind.
    pub fn of(&self, kind: Kind) -> Option<&Arc<dyn Work>> {
        self.0.get(&kind)
    }
}

impl fmt::Debug for Works {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

// === impl Files ===

impl Files {
    /// Adds a content under its digest.
    pub fn insert(&mut self, digest: Digest, content: Vec<u8>) {
        self.0.insert(digest, content);
    }

    /// A content.
    pub fn get(&self, digest: Digest) -> Option<&[u8]> {
        self.0.get(&digest).map(Vec::as_slice)
    }
}

// === impl Stopped ===

impl Stopped {
    /// Given up.
    pub fn failed(error: JobError) -> Self {
        Self::at_rest(State::Failed, error, None)
    }

    /// At rest in `state`, with as much as there is of the result.
    pub fn at_rest(state: State, error: JobError, result: Option<JobResult>) -> Self {
        Self::AtRest(Box::new(Failure {
            state,
            error,
            result,
        }))
    }
}

impl From<JournalError> for Stopped {
    fn from(error: JournalError) -> Self {
        Self::Interrupted(error)
    }
}

// === impl JobContext ===

impl JobContext {
    /// The journal of the job.
    pub fn journal(&self) -> &dyn Journal {
        &self.journal
    }

    /// What earlier jobs saw and remember.
    pub fn memory(&self) -> &StoreMemory {
        &self.memory
    }

    /// Where its sessions are counted.
    pub fn calls(&self) -> &CallLog {
        &self.calls
    }

    /// The contents of the files that the order names.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The same for who writes a journal himself.
    pub async fn preserve(&self, content: Vec<u8>) -> Result<Digest, JournalError> {
        self.journal.keep(content).await
    }

    /// Notes a bundle of flows, so that another job can name it.
    pub async fn note_bundle(
        &self,
        digest: bundle::Digest,
        files: &BundleFiles,
    ) -> Result<(), Stopped> {
        let digest = Digest(digest.to_bytes());
        let files = BundleFiles {
            named: None,
            ..files.clone()
        };
        Ok(self.journal.note_bundle(digest, files).await?)
    }

    /// Keeps a document that comes of the job; its digest.
    pub async fn keep(&self, content: Vec<u8>) -> Result<Digest, Stopped> {
        Ok(self.preserve(content).await?)
    }

    /// The content of a document that a run of the job has kept.
    pub async fn kept(&self, digest: Digest) -> Result<Option<Vec<u8>>, Stopped> {
        Ok(self.journal.content(digest).await?)
    }

    /// What imports remember of the agents of a directory.
    pub fn agents(&self, place: AgentPlace) -> StoreDirectory {
        StoreDirectory::new(Arc::clone(&self.journal.store) as _, place)
    }

    /// Sets what the daemon is to start by itself for a subject, in place of what it had.
    pub async fn schedule(&self, table: Timetable) -> Result<(), Stopped> {
        Ok(self.journal.schedule(table).await?)
    }

    /// What the daemon starts by itself for a subject, by name.
    pub async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, Stopped> {
        Ok(self.journal.schedules(subject).await?)
    }

    /// What is not as it should be about a share that is looked after, oldest first.
    pub async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, Stopped> {
        Ok(self.journal.alerts(subject).await?)
    }

    /// Another job, unless it is forgotten.
    pub async fn other(&self, id: JobId) -> Result<Option<Job>, Stopped> {
        Ok(self.journal.job(id).await?)
    }

    /// Tells those who watch. Best effort.
    pub async fn say(&self, text: impl Into<String> + Send) {
        let text = text.into();
        self.journal.tell(Happening::Note { text }).await;
    }
}
