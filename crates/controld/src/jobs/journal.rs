//! The journal of a job, in the store, under the fence of its lease.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use async_trait::async_trait;
use reconcile::{
    Clock, Intent, Journal, JournalError, Note, Outcome, Setback, Standing, StepId, Verdict,
};

use super::{
    Alert, BundleFiles, CallLog, Digest, Happening, Job, JobId, Kind, LockKey, Resolution,
    Schedule, Timetable, hub::Hub,
};
use crate::{
    store::{Lease, NewDocument, Record, StepRecord, Store, StoreError},
    telemetry::metrics,
};

/// Writes what a run does, and wakes those who watch.
pub(super) struct StoreJournal {
    pub(super) store: Arc<dyn Store>,
    pub(super) hub: Arc<Hub>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) lease: Lease,
    pub(super) kind: Kind,
    /// What the job held when it was claimed.
    pub(super) locks: BTreeSet<LockKey>,
    /// What the run calls.
    pub(super) calls: CallLog,
}

// === impl StoreJournal ===

impl StoreJournal {
    /// Tells those who watch. Best effort.
    pub(super) async fn tell(&self, what: Happening) {
        if let Err(cause) = self.write(Record::Told(what)).await {
            tracing::warn!(job = %self.lease.job, %cause, "an event was lost");
        }
    }

    /// Writes what happened, and with it which operations were called for the first time: a run that breaks
    /// off loses how often at most.
    async fn write(&self, record: Record) -> Result<(), JournalError> {
        let called = self.calls.take_new();
        let records = called.iter().cloned().map(Record::Called);
        let records = records.chain([record]).collect();
        let written = self
            .store
            .record(self.lease, records, self.clock.now())
            .await;
        written.map_err(|cause| {
            if matches!(cause, StoreError::Lost) {
                metrics::fence_rejected();
            }
            self.calls.put_back(&called.unwrap_or_default());
            journal_error(cause)
        })?;
        self.hub.changed(self.lease.job);
        Ok(())
    }

    /// Lets go of the locks of kinds that are done with. Best effort: they are held too long then.
    async fn narrow(&self, kinds: &BTreeSet<String>) {
        let is_needed = |key: &&LockKey| key.kind().is_none_or(|kind| kinds.contains(kind));
        let keys: BTreeSet<_> = self.locks.iter().filter(is_needed).cloned().collect();
        if keys.len() == self.locks.len() {
            return;
        }
        match self.write(Record::Narrowed(keys)).await {
            Ok(()) => self.hub.queue_changed(),
            Err(cause) => {
                tracing::warn!(job = %self.lease.job, %cause, "locks are held longer than needed");
            }
        }
    }

    /// Keeps a document that comes of the job, as long as one that was uploaded now.
    pub(super) async fn keep(&self, content: Vec<u8>) -> Result<Digest, JournalError> {
        let digest = Digest::of(&content);
        let document = NewDocument { digest, content };
        let kept = self.store.put(document, self.clock.now()).await;
        kept.map(|_| digest).map_err(journal_error)
    }

    /// The content of a document.
    pub(super) async fn content(&self, digest: Digest) -> Result<Option<Vec<u8>>, JournalError> {
        self.store.content(digest).await.map_err(journal_error)
    }

    /// Notes a bundle, for as long as its documents.
    pub(super) async fn note_bundle(
        &self,
        digest: Digest,
        files: BundleFiles,
    ) -> Result<(), JournalError> {
        let noted = self.store.note_bundle(digest, files, self.clock.now());
        noted.await.map_err(journal_error)
    }

    /// Sets what the daemon is to start by itself for a subject.
    pub(super) async fn schedule(&self, table: Timetable) -> Result<(), JournalError> {
        self.write(Record::Scheduled(Box::new(table))).await?;
        self.hub.schedules_changed();
        Ok(())
    }

    /// What it starts for a subject.
    pub(super) async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, JournalError> {
        let schedules = self.store.schedules(subject).await;
        schedules.map_err(journal_error)
    }

    /// What is not as it should be about a share.
    pub(super) async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, JournalError> {
        self.store.alerts(subject).await.map_err(journal_error)
    }

    /// A job, whole.
    pub(super) async fn job(&self, id: JobId) -> Result<Option<Job>, JournalError> {
        self.store.job(id).await.map_err(journal_error)
    }

    async fn steps(&self) -> Result<Vec<StepRecord>, JournalError> {
        self.store
            .steps(self.lease.job)
            .await
            .map_err(journal_error)
    }

    fn count(&self, step: &StepId, outcome: &'static str) {
        metrics::step_tried(self.kind, step.kind(), outcome);
    }

    fn count_outcome(&self, step: &StepId, outcome: &Outcome) {
        self.count(step, word(outcome));
        let needs_person =
            |setback: &Setback| matches!(setback.verdict, Verdict::Attention | Verdict::Unknown);
        if matches!(outcome, Outcome::Failed(setback) if needs_person(setback)) {
            metrics::step_ambiguous(self.kind, step.kind());
        }
    }
}

#[async_trait]
impl Journal for StoreJournal {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        let steps = self.steps().await?;
        Ok(steps.into_iter().filter_map(recalled).collect())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.write(Record::Intended(step.clone(), intent.clone()))
            .await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.count_outcome(step, outcome);
        self.write(Record::Concluded(step.clone(), outcome.clone()))
            .await
    }

    async fn note(&self, note: &Note) {
        let what = match note.clone() {
            Note::Planned { steps } => {
                let steps = u32::try_from(steps).unwrap_or(u32::MAX);
                if let Err(cause) = self.write(Record::Planned(steps)).await {
                    tracing::warn!(job = %self.lease.job, %cause, "a plan was not told");
                }
                return;
            }
            Note::Open { kinds } => return self.narrow(&kinds).await,
            Note::Repeating {
                step,
                attempt,
                setback,
                wait_ms,
            } => {
                self.count(&step, verdict_word(setback.verdict));
                Happening::Repeating {
                    step,
                    attempt,
                    setback,
                    wait_ms,
                }
            }
            Note::Waiting { step, what } => Happening::Waiting { step, what },
        };
        self.tell(what).await;
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        let steps = self.steps().await?.into_iter();
        let skipped = steps.filter(|record| record.resolution == Some(Resolution::Skip));
        Ok(skipped.map(|record| record.step).collect())
    }
}

/// The intent of a step, in the light of what a person decided about it.
fn recalled(record: StepRecord) -> Option<(StepId, Intent)> {
    let mut intent = record.intent?;
    match record.resolution {
        Some(Resolution::Adopt) => intent.standing = Standing::Open,
        Some(Resolution::Retry) => intent.standing = Standing::Refused,
        Some(Resolution::Skip) | None => {}
    }
    Some((record.step, intent))
}

pub(super) fn journal_error(cause: StoreError) -> JournalError {
    match cause {
        StoreError::Lost => JournalError::Lost,
        other => JournalError::Unavailable(Box::new(other)),
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) => "done",
        Outcome::Failed(setback) => verdict_word(setback.verdict),
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Throttled => "throttled",
        Verdict::Again => "again",
        Verdict::Unknown => "unknown",
        Verdict::Redraw => "redraw",
        Verdict::Final => "failed",
        Verdict::Attention => "attention",
    }
}
