//! Journals of processes that die, and of one that comes late.

use std::{collections::BTreeMap, pin::Pin};

use async_trait::async_trait;
use reconcile::{Intent, Journal, JournalError, MemoryJournal, Note, Outcome, StepId};
use tokio::sync::Mutex;

use super::guillotine::{Guillotine, Moment};

/// A journal that dies with the guillotine, before or after a write took effect.
#[derive(Debug)]
pub struct MortalJournal<'j> {
    /// What survives.
    pub inner: &'j MemoryJournal,
    /// When to die.
    pub guillotine: Guillotine,
    /// Whether intents are recorded; without them the suite must see twins.
    pub records_intents: bool,
}

/// Something that happens once.
pub(crate) type Happening<'j> = Pin<Box<dyn Future<Output = ()> + Send + 'j>>;

/// The journal of a process that made its plan, and then let others do the work before it began.
/// So it carries out what is done already.
pub(crate) struct BelatedJournal<'j> {
    inner: &'j MemoryJournal,
    /// What the others do.
    before: Mutex<Option<Happening<'j>>>,
}

// === impl MortalJournal ===

#[async_trait]
impl Journal for MortalJournal<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        self.inner.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.guillotine.pass(Moment::BeforeIntent).await;
        if self.records_intents {
            self.inner.intend(step, intent).await?;
        }
        self.guillotine.pass(Moment::AfterIntent).await;
        Ok(())
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.guillotine.pass(Moment::BeforeOutcome).await;
        self.inner.conclude(step, outcome).await?;
        self.guillotine.pass(Moment::AfterOutcome).await;
        Ok(())
    }

    async fn note(&self, _: &Note) {}
}

// === impl BelatedJournal ===

impl<'j> BelatedJournal<'j> {
    /// The journal of one that begins once `before` has ended.
    pub(crate) fn new(
        inner: &'j MemoryJournal,
        before: impl Future<Output = ()> + Send + 'j,
    ) -> Self {
        Self {
            inner,
            before: Mutex::new(Some(Box::pin(before))),
        }
    }
}

#[async_trait]
impl Journal for BelatedJournal<'_> {
    /// A run asks this after its plan is made and before its first step.
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        if let Some(before) = self.before.lock().await.take() {
            before.await;
        }
        self.inner.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.inner.intend(step, intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.inner.conclude(step, outcome).await
    }

    async fn note(&self, _: &Note) {}
}
