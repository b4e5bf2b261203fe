//! The store in one file: SQLite with a write-ahead log, synchronous in full.
//!
//! One task writes and commits for all who wait ([`writer`]); readers have connections of their own
//! and never wait for it.

mod agent;
mod alert;
mod arrival;
mod bundle;
mod calls;
mod claim;
mod document;
mod migration;
mod petition;
mod plan;
mod plan_fate;
mod read;
mod recollection;
mod record;
mod row;
mod schedule;
mod submit;
mod sweep;
mod writer;

use std::{collections::BTreeSet, path::Path, time::SystemTime};

use async_trait::async_trait;
use connect_model::TargetName;
use connect_resources::Recollection;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

use self::writer::Writer;
use super::{
    AlertStore, BundleStore, Claim, Claimed, Document, DocumentStore, Fired, Firing, JobQuery,
    JobStore, Lease, NewDocument, NewJob, Petition, Petitioned, PlanPetition, PlanPetitioned,
    PlanQuery, PlanStore, RecollectionStore, Record, RequestKey, ScheduleStore, StepRecord,
    StoreError, Submitted, Tally,
};
use crate::jobs::{
    Alert, AlertKind, BundleFiles, Digest, Event, Job, JobError, JobId, Notice, PlanForbidden,
    PlanId, SavedPlan, Schedule,
};

/// Reads are short; each connection has a thread and a cache of its own, which every write empties.
const READERS_MAX: u32 = 2;

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    writer: Writer,
    readers: SqlitePool,
}

// === impl Sqlite ===

impl Sqlite {
    /// Opens the file at `path`, making it if needed, and brings it to this version's form.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        let mut connection = sqlx::ConnectOptions::connect(&options).await?;
        migration::run(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS_MAX)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self {
            writer: Writer::start(connection),
            readers,
        })
    }

    /// Writes what is waiting, and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

#[async_trait]
impl JobStore for Sqlite {
    async fn submit(&self, job: NewJob, request: RequestKey) -> Result<Submitted, StoreError> {
        self.writer
            .write(move |db| Box::pin(submit::submit(db, job, request)))
            .await
    }

    async fn petition(&self, ask: Petition, request: RequestKey) -> Result<Petitioned, StoreError> {
        self.writer
            .write(move |db| Box::pin(petition::petition(db, ask, request)))
            .await
    }

    async fn claim(&self, claim: Claim) -> Result<Option<Claimed>, StoreError> {
        self.writer
            .write(move |db| Box::pin(claim::claim(db, claim)))
            .await
    }

    async fn renew(&self, leases: Vec<Lease>, until: SystemTime) -> Result<Vec<Lease>, StoreError> {
        self.writer
            .write(move |db| Box::pin(claim::renew(db, leases, until)))
            .await
    }

    async fn record(
        &self,
        lease: Lease,
        records: Vec<Record>,
        at: SystemTime,
    ) -> Result<i64, StoreError> {
        self.writer
            .write(move |db| Box::pin(record::record(db, lease, records, at)))
            .await
    }

    async fn take_over(&self) -> Result<Vec<Job>, StoreError> {
        self.writer.write(|db| Box::pin(claim::take_over(db))).await
    }

    async fn sweep(&self, before: SystemTime, limit: u32) -> Result<u64, StoreError> {
        self.writer
            .write(move |db| Box::pin(sweep::sweep(db, before, limit)))
            .await
    }

    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        read::job(&mut *self.readers.acquire().await?, id).await
    }

    async fn jobs(&self, query: JobQuery) -> Result<Vec<Job>, StoreError> {
        read::jobs(&mut *self.readers.acquire().await?, &query).await
    }

    async fn events(&self, id: JobId, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        read::events(&mut *self.readers.acquire().await?, id, after, limit).await
    }

    async fn steps(&self, id: JobId) -> Result<Vec<StepRecord>, StoreError> {
        read::steps(&mut *self.readers.acquire().await?, id).await
    }

    async fn tally(&self) -> Result<Vec<Tally>, StoreError> {
        read::tally(&mut *self.readers.acquire().await?).await
    }
}

#[async_trait]
impl DocumentStore for Sqlite {
    async fn put(&self, document: NewDocument, at: SystemTime) -> Result<Document, StoreError> {
        self.writer
            .write(move |db| Box::pin(document::put(db, document, at)))
            .await
    }

    async fn document(&self, digest: Digest) -> Result<Option<Document>, StoreError> {
        document::find(&mut *self.readers.acquire().await?, digest).await
    }

    async fn content(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        document::content(&mut *self.readers.acquire().await?, digest).await
    }
}

#[async_trait]
impl BundleStore for Sqlite {
    async fn note_bundle(
        &self,
        digest: Digest,
        files: BundleFiles,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |db| Box::pin(bundle::note(db, digest, files, at)))
            .await
    }

    async fn bundle(&self, digest: Digest) -> Result<Option<BundleFiles>, StoreError> {
        bundle::find(&mut *self.readers.acquire().await?, digest).await
    }
}

#[async_trait]
impl PlanStore for Sqlite {
    async fn plan(&self, id: PlanId) -> Result<Option<SavedPlan>, StoreError> {
        plan::find(&mut *self.readers.acquire().await?, id).await
    }

    async fn plans(&self, query: PlanQuery) -> Result<Vec<SavedPlan>, StoreError> {
        plan::list(&mut *self.readers.acquire().await?, &query).await
    }

    async fn petition_plan(
        &self,
        petition: PlanPetition,
        request: RequestKey,
    ) -> Result<PlanPetitioned, StoreError> {
        self.writer
            .write(move |db| Box::pin(plan_fate::petition(db, petition, request)))
            .await
    }

    async fn take_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        at: SystemTime,
    ) -> Result<Result<(), PlanForbidden>, StoreError> {
        self.writer
            .write(move |db| Box::pin(plan_fate::take(db, lease, plan, at)))
            .await
    }

    async fn outdate_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        why: JobError,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |db| Box::pin(plan_fate::outdate(db, lease, plan, why, at)))
            .await
    }
}

#[async_trait]
impl ScheduleStore for Sqlite {
    async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, StoreError> {
        schedule::of(&mut *self.readers.acquire().await?, subject).await
    }

    async fn due(&self, now: SystemTime, limit: u32) -> Result<Vec<Schedule>, StoreError> {
        schedule::due(&mut *self.readers.acquire().await?, now, limit).await
    }

    async fn next_due(&self) -> Result<Option<SystemTime>, StoreError> {
        schedule::next_due(&mut *self.readers.acquire().await?).await
    }

    async fn fire(&self, firing: Firing) -> Result<Fired, StoreError> {
        self.writer
            .write(move |db| Box::pin(schedule::fire(db, firing)))
            .await
    }

    async fn unschedule(&self, targets: &BTreeSet<TargetName>) -> Result<(), StoreError> {
        let targets = targets.clone();
        self.writer
            .write(move |db| Box::pin(async move { schedule::unschedule(db, &targets).await }))
            .await
    }
}

#[async_trait]
impl AlertStore for Sqlite {
    async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, StoreError> {
        alert::of(&mut *self.readers.acquire().await?, subject).await
    }

    async fn notices(&self, now: SystemTime, limit: u32) -> Result<Vec<Notice>, StoreError> {
        alert::notices(&mut *self.readers.acquire().await?, now, limit).await
    }

    async fn next_notice(&self) -> Result<Option<SystemTime>, StoreError> {
        alert::next_notice(&mut *self.readers.acquire().await?).await
    }

    async fn notice_told(&self, notice: Uuid) -> Result<(), StoreError> {
        self.writer
            .write(move |db| Box::pin(alert::told(db, notice)))
            .await
    }

    async fn notice_untold(&self, notice: Uuid, next: SystemTime) -> Result<(), StoreError> {
        self.writer
            .write(move |db| Box::pin(alert::untold(db, notice, next)))
            .await
    }

    async fn alert_tally(&self) -> Result<Vec<(AlertKind, u64)>, StoreError> {
        alert::tally(&mut *self.readers.acquire().await?).await
    }
}

#[async_trait]
impl RecollectionStore for Sqlite {
    async fn recall(&self, arns: &[String]) -> Result<Vec<Recollection>, StoreError> {
        recollection::recall(&mut *self.readers.acquire().await?, arns).await
    }

    async fn remember(&self, things: Vec<Recollection>, at: SystemTime) -> Result<(), StoreError> {
        self.writer
            .write(move |db| Box::pin(recollection::remember(db, things, at)))
            .await
    }
}
