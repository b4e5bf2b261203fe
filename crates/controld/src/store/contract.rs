//! The contract of a store, in words that an implementer can check.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::SystemTime,
};

use async_trait::async_trait;
use connect_model::TargetName;
use connect_resources::Recollection;
use reconcile::{Intent, Outcome, StepId};
use uuid::Uuid;

use super::{AgentStore, AlertStore, ArrivalStore, PlanStore, ScheduleStore, StoreError};
use crate::jobs::{
    ArrivalEnd, Ask, Brief, BundleFiles, Calls, Digest, Event, Forbidden, Happening, Job, JobError,
    JobId, JobResult, Kind, LockKey, NewPlan, PlanForbidden, PlanId, Resolution, Sighting, State,
    Timetable,
};

/// The version of the form over which request hashes are made. Hashes of other versions cannot be
/// compared; then equal names count as equal requests.
pub const REQUEST_HASH_VERSION: i64 = 1;

/// Keeps jobs.
///
/// Every method takes effect whole or not at all, and what it changed is durable when it returns.
/// After [`StoreError::Unavailable`] from a write it is unknown whether it took effect. Events are
/// stored in the same moment as the change that they tell of, numbered from 1 without gaps.
///
/// Locks: a queued job may be claimed when no other unfinished job that was queued before it wants
/// one of its keys. So each key is first come, first served, nobody starves, and no ring can form. A
/// job at work may let go of keys ([`Record::Narrowed`]). When it is claimed again it wants all of
/// them again, and has to wait until no other job at work has one.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Stores a job with its documents, `QUEUED`, unless its request is known. Which of many equal
    /// requests comes first is decided by a constraint: exactly one is [`Submitted::Fresh`].
    async fn submit(&self, job: NewJob, request: RequestKey) -> Result<Submitted, StoreError>;

    /// Asks something of a job, once for each request. What becomes of it is
    /// [`machine::answer`](crate::jobs::machine::answer).
    async fn petition(&self, ask: Petition, request: RequestKey) -> Result<Petitioned, StoreError>;

    /// Takes the first job that may run: queued with its locks free, or running under a lease that
    /// is over, unless another job at work has one of its locks by now. The fence of its lease is higher than any before.
    async fn claim(&self, claim: Claim) -> Result<Option<Claimed>, StoreError>;

    /// Prolongs leases; returns those that are lost.
    async fn renew(&self, leases: Vec<Lease>, until: SystemTime) -> Result<Vec<Lease>, StoreError>;

    /// Records what a job at work did, in order, and returns the number of its newest event. Fails
    /// with [`StoreError::Lost`] and changes nothing unless `lease` is the newest of a job at work.
    /// Repeating an intent or a conclusion that stands tells no event.
    async fn record(
        &self,
        lease: Lease,
        records: Vec<Record>,
        at: SystemTime,
    ) -> Result<i64, StoreError>;

    /// Ends every lease at once, and returns all unfinished jobs, oldest first. For a process that
    /// knows to be the only one.
    async fn take_over(&self) -> Result<Vec<Job>, StoreError>;

    /// Removes up to `limit` jobs that came to rest before `before`, with their events, requests and
    /// journals, and documents that were last used before `before` and that no job uses. Returns
    /// how many jobs went.
    async fn sweep(&self, before: SystemTime, limit: u32) -> Result<u64, StoreError>;

    /// One job, whole.
    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError>;

    /// Jobs without their results and calls, newest first.
    async fn jobs(&self, query: JobQuery) -> Result<Vec<Job>, StoreError>;

    /// Up to `limit` events of a job with numbers above `after`, in order.
    async fn events(&self, id: JobId, after: i64, limit: u32) -> Result<Vec<Event>, StoreError>;

    /// The journal of a job, by step.
    async fn steps(&self, id: JobId) -> Result<Vec<StepRecord>, StoreError>;

    /// How many unfinished or attention-needing jobs there are of each kind and state.
    async fn tally(&self) -> Result<Vec<Tally>, StoreError>;
}

/// Keeps documents under the digest of their content.
#[async_trait]
pub trait DocumentStore: Send + Sync {
    /// Stores a document, or notes that one that is there was used again.
    async fn put(&self, document: NewDocument, at: SystemTime) -> Result<Document, StoreError>;

    /// Tells of a document.
    async fn document(&self, digest: Digest) -> Result<Option<Document>, StoreError>;

    /// The content of a document.
    async fn content(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Keeps which files a bundle of flows is made of, under the digest of what it says.
#[async_trait]
pub trait BundleStore: Send + Sync {
    /// Notes a bundle. One that is there stays as it is, since equal digests say the same. Its documents
    /// count as used now.
    /// [`JobStore::sweep`] removes those that were last noted before its time.
    async fn note_bundle(
        &self,
        digest: Digest,
        files: BundleFiles,
        at: SystemTime,
    ) -> Result<(), StoreError>;

    /// The files of a bundle.
    async fn bundle(&self, digest: Digest) -> Result<Option<BundleFiles>, StoreError>;
}

/// Keeps what observations remember of things in AWS, under their ARNs.
#[async_trait]
pub trait RecollectionStore: Send + Sync {
    /// What was last stored of the things with these ARNs; those that are not there are left out.
    async fn recall(&self, arns: &[String]) -> Result<Vec<Recollection>, StoreError>;

    /// Stores things in place of what was stored of them. [`JobStore::sweep`] removes those that
    /// were last stored before its time, up to its limit.
    async fn remember(&self, things: Vec<Recollection>, at: SystemTime) -> Result<(), StoreError>;
}

/// All of them.
pub trait Store:
    JobStore
    + DocumentStore
    + BundleStore
    + RecollectionStore
    + PlanStore
    + ScheduleStore
    + AlertStore
    + AgentStore
    + ArrivalStore
{
}

impl<S> Store for S where
    S: JobStore
        + DocumentStore
        + BundleStore
        + RecollectionStore
        + PlanStore
        + ScheduleStore
        + AlertStore
        + AgentStore
        + ArrivalStore
{
}

/// A job to be stored.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its name.
    pub id: JobId,
    /// What is asked for.
    pub brief: Brief,
    /// Documents that came with the request.
    pub documents: Vec<NewDocument>,
    /// Whether a plan that it applies must have been approved.
    pub approved_only: bool,
    /// Now.
    pub at: SystemTime,
}

/// A document to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    /// The digest of `content`.
    pub digest: Digest,
    /// The content.
    pub content: Vec<u8>,
}

/// A document that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub digest: Digest,
    /// When it was first stored.
    pub created: SystemTime,
    /// When it was last stored or named by a new job.
    pub used: SystemTime,
    /// The size of its content.
    pub size: u64,
}

/// The identity of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestKey {
    /// The method that it calls.
    pub method: &'static str,
    /// The name that the caller gave it.
    pub id: Uuid,
    /// The hash of its canonical form, of version [`REQUEST_HASH_VERSION`].
    pub hash: Digest,
}

/// What became of a submission.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// The job is new.
    Fresh(Box<Job>),
    /// The same request was there before; this is its job.
    Known(Box<Job>),
    /// Another request has that name; this is its job.
    Reused(JobId),
    /// There is no plan as it is to apply.
    PlanMissing(PlanId),
    /// The plan that it is to apply cannot be applied.
    PlanForbids(PlanId, PlanForbidden),
}

/// Something asked of a job.
#[derive(Clone, Debug)]
pub struct Petition {
    /// Which job.
    pub job: JobId,
    /// What.
    pub ask: Ask,
    /// Who asks.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Now.
    pub at: SystemTime,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Petitioned {
    /// The job as it is now.
    Done(Box<Job>),
    /// The same request was there before; the job as it is now.
    Known(Box<Job>),
    /// Another request has that name; this is its job.
    Reused(JobId),
    /// There is no such job.
    Missing,
    /// The state of the job does not allow it.
    Forbidden(Forbidden),
}

/// A wish for work.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Whose.
    pub worker: Uuid,
    /// Whether for a job that only reads, or for one that writes.
    pub reading: bool,
    /// Now.
    pub now: SystemTime,
    /// When the lease ends unless it is renewed.
    pub until: SystemTime,
}

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The right to write about it.
    pub lease: Lease,
    /// The job, with what earlier runs left.
    pub job: Job,
}

/// The right to write about a job at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// Which job.
    pub job: JobId,
    /// Grows with every claim.
    pub fence: i64,
}

/// Something that a job at work did.
#[derive(Clone, Debug)]
pub enum Record {
    /// It planned so many steps. What is known of steps so far is history from now on.
    Planned(u32),
    /// A step is about to be made so. Uses up the decision that a person made about it, except to
    /// skip it.
    Intended(StepId, Intent),
    /// A step was made so or given up.
    Concluded(StepId, Outcome),
    /// Of its locks it holds only these from now on.
    Narrowed(BTreeSet<LockKey>),
    /// Something worth telling.
    Told(Happening),
    /// It called these operations, in addition to what it called before.
    Called(Calls),
    /// This is what the daemon is to start by itself for a subject from now on.
    Scheduled(Box<Timetable>),
    /// It looked at a share, and this is how it is.
    Sighted(Box<Sighting>),
    /// A file that arrived ended so.
    Arrived(Box<ArrivalEnd>),
    /// It made a plan that is to be kept.
    PlanMade(Box<NewPlan>),
    /// It came to rest.
    Ended {
        /// How.
        state: State,
        /// Why, unless it succeeded.
        error: Option<JobError>,
        /// What came of it.
        result: Option<Box<JobResult>>,
    },
    /// Its worker stops; the lease is over now.
    Released,
}

/// What is known of a step of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRecord {
    /// Which.
    pub step: StepId,
    /// Where it stands.
    pub status: StepStatus,
    /// What was meant, with the standing that its conclusion gave.
    pub intent: Option<Intent>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// What a person decided.
    pub resolution: Option<Resolution>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepStatus {
    /// Started.
    Running,
    /// Done.
    Done,
    /// Given up.
    Failed,
    /// Left for a person.
    Attention,
    /// Part of an earlier plan only.
    Past,
}

/// Which jobs to list. What is empty does not limit.
#[derive(Clone, Debug, Default)]
pub struct JobQuery {
    /// Only with smaller serials.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
    /// Only in these states.
    pub states: BTreeSet<State>,
    /// Only of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// Only of this target.
    pub target: Option<TargetName>,
    /// Only on this.
    pub subject: Option<String>,
    /// Only with all these labels.
    pub labels: BTreeMap<String, String>,
}

/// How many jobs there are of one kind and state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The kind.
    pub kind: Kind,
    /// The state.
    pub state: State,
    /// How many.
    pub jobs: u64,
    /// When the oldest of them was asked for.
    pub oldest: SystemTime,
}

// === impl StepStatus ===

impl StepStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Attention,
        Self::Past,
    ];

    /// The word for it in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Attention => "attention",
            Self::Past => "past",
        }
    }

    /// The status that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

// === impl StepRecord ===

impl StepRecord {
    /// Whether it waits for a person's decision.
    pub fn is_open(&self) -> bool {
        self.status == StepStatus::Attention && self.resolution.is_none()
    }
}
