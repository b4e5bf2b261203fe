//! A journal that holds every lock to the end.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use reconcile::{Intent, Journal, JournalError, Note, Outcome, StepId};

/// The journal of a job whose steps are about other kinds of things than its locks: which kinds are done
/// with says nothing of what may be let go.
pub(super) struct Steady<'j>(pub(super) &'j dyn Journal);

// === impl Steady ===

#[async_trait]
impl Journal for Steady<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        self.0.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.0.intend(step, intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.0.conclude(step, outcome).await
    }

    async fn note(&self, note: &Note) {
        if !matches!(note, Note::Open { .. }) {
            self.0.note(note).await;
        }
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        self.0.left_out().await
    }
}
