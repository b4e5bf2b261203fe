//! The part of a journal that belongs to one stop.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use reconcile::{
    Intent, Journal, JournalError, Note, Outcome, RunContext, RunReport, Standing, StepId,
    StepReport,
};
use serde::{Serialize, de::DeserializeOwned};

/// The part of a journal that belongs to one stop: the name in each of its step ids has `@STOP` behind
/// it. What is planned and open is told for the whole release, so not from here.
pub(super) struct Leg<'j> {
    inner: &'j dyn Journal,
    stop: &'j str,
}

// === impl Leg ===

impl<'j> Leg<'j> {
    pub(super) fn new(inner: &'j dyn Journal, stop: &'j str) -> Self {
        Self { inner, stop }
    }

    /// The id that the whole journal has for a step of the stop.
    pub(super) fn outer(&self, step: &StepId) -> StepId {
        let text = step.as_str();
        let at = text.rfind('/').unwrap_or(text.len());
        StepId::from(format!("{}@{}{}", &text[..at], self.stop, &text[at..]))
    }

    /// The id that the stop has for a step of the whole journal, if it is one of its own.
    fn inner(&self, step: &StepId) -> Option<StepId> {
        let (named, aspect) = step.as_str().rsplit_once('/')?;
        let name = named.strip_suffix(self.stop)?.strip_suffix('@')?;
        Some(StepId::from(format!("{name}/{aspect}")))
    }

    /// A report of the stop with the ids that the whole journal has.
    pub(super) fn report(&self, run: RunReport) -> RunReport {
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

    /// What was written down when the stop was behind us.
    pub(super) async fn ending<T: DeserializeOwned>(&self) -> Result<Option<T>, JournalError> {
        let recalled = self.recall().await?;
        let ended = recalled.get(&ending_step());
        let ended = ended.filter(|intent| intent.standing == Standing::Done);
        let drawn = ended.and_then(|intent| intent.drawn.clone());
        Ok(drawn.and_then(|drawn| serde_json::from_value(drawn).ok()))
    }

    /// Writes down that the stop is behind us, so that a resumed release leaves it alone.
    pub(super) async fn end<T: Serialize>(
        &self,
        cx: &RunContext,
        what: &T,
    ) -> Result<(), JournalError> {
        let step = ending_step();
        let intent = Intent {
            drawn: serde_json::to_value(what).ok(),
            ..Intent::first(cx.key, &step)
        };
        self.intend(&step, &intent).await?;
        let done = Outcome::Done(serde_json::Value::Null);
        self.conclude(&step, &done).await
    }
}

#[async_trait]
impl Journal for Leg<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        let all = self.inner.recall().await?.into_iter();
        Ok(all
            .filter_map(|(step, intent)| Some((self.inner(&step)?, intent)))
            .collect())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.inner.intend(&self.outer(step), intent).await
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.inner.conclude(&self.outer(step), outcome).await
    }

    async fn note(&self, note: &Note) {
        let note = match note.clone() {
            Note::Planned { .. } | Note::Open { .. } => return,
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
        };
        self.inner.note(&note).await;
    }

    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        let all = self.inner.left_out().await?;
        Ok(all.iter().filter_map(|step| self.inner(step)).collect())
    }
}

/// The step that says that a stop is behind us.
fn ending_step() -> StepId {
    StepId::new("release", "stop", "behind")
}

#[cfg(test)]
mod tests {
    use reconcile::{MemoryJournal, StepId};

    use super::Leg;

    #[test]
    fn ids_of_a_stop_lead_there_and_back_and_to_no_other_stop() {
        let journal = MemoryJournal::default();
        let (main, other) = (Leg::new(&journal, "prod.a"), Leg::new(&journal, "prod.ab"));
        let step = StepId::new("flow", "CONTACT_FLOW:A/b@prod.ab", "content");
        let outer = main.outer(&step);
        assert_eq!(
            outer.as_str(),
            "flow/CONTACT_FLOW:A%2Fb@prod.ab@prod.a/content"
        );
        assert_eq!(main.inner(&outer), Some(step.clone()));
        assert_eq!(other.inner(&outer), None);
        assert_eq!(main.inner(&other.outer(&step)), None);
    }
}
