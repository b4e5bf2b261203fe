//! The journal of one part of the work.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;

use crate::{Intent, Journal, JournalError, Note, Outcome, RunReport, StepId, StepReport};

/// What of a journal belongs to one part of the work: the name in each of its step ids has `@PART` behind
/// it. What is planned is told for the whole, and what is open is not told: a run of one part knows nothing
/// of the kinds that others have open. Work that has no parts is one that has the whole journal.
#[derive(Clone, Copy)]
pub struct Part<'j> {
    whole: &'j dyn Journal,
    name: Option<&'j str>,
}

// === impl Part ===

impl<'j> Part<'j> {
    /// The part of this name, which has no `/`, `%` and `@` in it.
    pub fn of(whole: &'j dyn Journal, name: &'j str) -> Self {
        Self {
            whole,
            name: Some(name),
        }
    }

    /// All of a journal.
    pub fn all(whole: &'j dyn Journal) -> Self {
        Self { whole, name: None }
    }

    /// The id that the whole journal has for a step of the part.
    pub fn outer(&self, step: &StepId) -> StepId {
        let Some(part) = self.name else {
            return step.clone();
        };
        let text = step.as_str();
        let at = text.rfind('/').unwrap_or(text.len());
        StepId::from(format!("{}@{part}{}", &text[..at], &text[at..]))
    }

    /// The id that the part has for a step of the whole journal, if it is one of its own.
    pub fn inner(&self, step: &StepId) -> Option<StepId> {
        let Some(part) = self.name else {
            return Some(step.clone());
        };
        let (named, aspect) = step.as_str().rsplit_once('/')?;
        let name = named.strip_suffix(part)?.strip_suffix('@')?;
        Some(StepId::from(format!("{name}/{aspect}")))
    }

    /// A report of the part with the ids that the whole journal has.
    #[must_use]
    pub fn report(&self, run: RunReport) -> RunReport {
        let outer = |(id, report): (StepId, StepReport)| {
            let report = match report {
                StepReport::Skipped(meant) => StepReport::Skipped(self.outer(&meant)),
                other => other,
            };
            (self.outer(&id), report)
        };
        RunReport {
            ended: run.ended,
            steps: run.steps.into_iter().map(outer).collect(),
        }
    }
}

#[async_trait]
impl Journal for Part<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        let all = self.whole.recall().await?.into_iter();
        let own = all.filter_map(|(step, intent)| Some((self.inner(&step)?, intent)));
        Ok(own.collect())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.whole.intend(&self.outer(step), intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.whole.conclude(&self.outer(step), outcome).await
    }

    async fn note(&self, note: &Note) {
        let note = match note.clone() {
            Note::Planned { .. } | Note::Open { .. } if self.name.is_some() => return,
            Note::Repeating {
                step,
                attempt,
                setback,
                wait_ms,
            } => Note::Repeating {
                step: self.outer(&step),
                attempt,
                setback,
                wait_ms,
            },
            Note::Waiting { step, what } => Note::Waiting {
                step: self.outer(&step),
                what,
            },
            whole => whole,
        };
        self.whole.note(&note).await;
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        let all = self.whole.left_out().await?;
        Ok(all.iter().filter_map(|step| self.inner(step)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Part;
    use crate::{MemoryJournal, StepId};

    #[test]
    fn ids_of_a_part_lead_there_and_back_and_to_no_other_part() {
        let journal = MemoryJournal::default();
        let (main, other) = (Part::of(&journal, "prod.a"), Part::of(&journal, "prod.ab"));
        let step = StepId::new("flow", "CONTACT_FLOW:A/b@prod.ab", "content");
        let outer = main.outer(&step);
        assert_eq!(
            outer.as_str(),
            "flow/CONTACT_FLOW:A%2Fb@prod.ab@prod.a/content"
        );
        assert_eq!(main.inner(&outer), Some(step.clone()));
        assert_eq!(other.inner(&outer), None);
        assert_eq!(main.inner(&other.outer(&step)), None);
        let all = Part::all(&journal);
        assert_eq!(
            (all.outer(&step), all.inner(&step)),
            (step.clone(), Some(step))
        );
    }
}
