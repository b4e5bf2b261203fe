//! A journal that is asked once what an earlier run of the same work has done, and then batch by batch.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use connect_resources::KindId;
use reconcile::{Intent, Journal, JournalError, Note, Outcome, Standing, StepId};

/// What an earlier run of this work has left.
pub(crate) struct Resumed<'j> {
    journal: &'j dyn Journal,
    intents: BTreeMap<StepId, Intent>,
}

/// The same for one batch: a run asks for all that is known, of which a batch needs its own part.
pub(crate) struct Part<'j> {
    of: &'j Resumed<'j>,
    steps: BTreeSet<StepId>,
}

// === impl Resumed ===

impl<'j> Resumed<'j> {
    pub(crate) async fn of(journal: &'j dyn Journal) -> Result<Self, JournalError> {
        let intents = journal.recall().await?;
        Ok(Self { journal, intents })
    }

    /// Whether nothing was begun before. What else the work has in its journal does not count.
    pub(crate) fn is_new(&self) -> bool {
        let ours = [KindId::User.as_str(), KindId::HierarchyGroup.as_str()];
        !self.intents.keys().any(|id| ours.contains(&id.kind()))
    }

    /// The journal for these steps.
    pub(crate) fn part<'s>(&'j self, steps: impl IntoIterator<Item = &'s StepId>) -> Part<'j> {
        Part {
            of: self,
            steps: steps.into_iter().cloned().collect(),
        }
    }

    /// The aspects of a user that an earlier run has brought to what the file says, or may have.
    pub(crate) fn done(&self, username: &str) -> Vec<&str> {
        let start = StepId::new("user", username, "");
        let steps = self.intents.range(start.clone()..);
        let of_user = steps.take_while(|(id, _)| id.as_str().starts_with(start.as_str()));
        let done = of_user.filter(|(_, intent)| intent.standing != Standing::Refused);
        done.map(|(id, _)| &id.as_str()[start.as_str().len()..])
            .collect()
    }

    /// Whoever an earlier run has deleted, or may have.
    pub(crate) fn deleted(&self) -> impl Iterator<Item = &str> {
        let done = self
            .intents
            .iter()
            .filter(|(_, it)| it.standing != Standing::Refused);
        done.filter_map(|(id, _)| id.as_str().strip_prefix("user/")?.strip_suffix("/delete"))
    }
}

// === impl Part ===

#[async_trait]
impl Journal for Part<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        let known = self
            .steps
            .iter()
            .filter_map(|id| self.of.intents.get_key_value(id));
        Ok(known
            .map(|(id, intent)| (id.clone(), intent.clone()))
            .collect())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.of.journal.intend(step, intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.of.journal.conclude(step, outcome).await
    }

    /// How many steps there are, and of which kinds, is told of the whole and not of a batch.
    async fn note(&self, note: &Note) {
        if !matches!(note, Note::Planned { .. } | Note::Open { .. }) {
            self.of.journal.note(note).await;
        }
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        let out = self.of.journal.left_out().await?;
        Ok(out
            .into_iter()
            .filter(|id| self.steps.contains(id))
            .collect())
    }
}
