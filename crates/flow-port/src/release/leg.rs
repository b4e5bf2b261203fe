//! The part of a journal that belongs to one stop.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use reconcile::{
    Ended, Intent, Journal, JournalError, Note, Outcome, RunContext, RunReport, Standing, StepId,
    StepReport,
};
use serde::{Deserialize, Serialize};

use super::{Fate, StopReport};
use crate::{before, plan, report::Told};

/// The part of a journal that belongs to one stop: the name in each of its step ids has `@STOP` behind
/// it. What is planned is told for the whole release, and what is open is not told: a run of one stop
/// knows nothing of the kinds that others have open.
pub(super) struct Leg<'j> {
    inner: &'j dyn Journal,
    stop: &'j str,
    /// What an earlier run of the same work wrote down.
    recalled: BTreeMap<StepId, Intent>,
}

/// What came of a stop. It is written down once the stop is behind.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Came {
    /// Not written down: they follow from the bundle.
    #[serde(skip)]
    pub(super) told: Vec<Told>,
    pub(super) run: RunReport,
    #[serde(default)]
    pub(super) before: Option<String>,
    #[serde(default)]
    pub(super) notes: Vec<String>,
}

// === impl Leg ===

impl<'j> Leg<'j> {
    pub(super) fn new(
        inner: &'j dyn Journal,
        stop: &'j str,
        recalled: &BTreeMap<StepId, Intent>,
    ) -> Self {
        let mut leg = Self {
            inner,
            stop,
            recalled: BTreeMap::new(),
        };
        let own = |(step, intent): (&StepId, &Intent)| Some((leg.inner(step)?, intent.clone()));
        leg.recalled = recalled.iter().filter_map(own).collect();
        leg
    }

    pub(super) fn stop(&self) -> &'j str {
        self.stop
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

    /// What is told of the stop.
    pub(super) fn told(&self, fate: Fate, came: Came) -> StopReport {
        StopReport {
            name: self.stop.to_owned(),
            fate,
            told: came.told,
            run: came.run,
            before: came.before,
            notes: came.notes,
        }
    }

    /// The steps that an earlier run began.
    pub(super) fn begun(&self) -> BTreeSet<StepId> {
        self.recalled.keys().cloned().collect()
    }

    /// Whether an earlier run may have written there.
    pub(super) fn has_begun(&self) -> bool {
        let remembering = plan::remembering_step();
        self.recalled.keys().any(|step| *step != remembering)
    }

    /// How a stop ends that this run does not get to.
    fn fate_untouched(&self) -> Fate {
        if self.has_begun() {
            Fate::Cancelled
        } else {
            Fate::NotBegun
        }
    }

    /// The document of what was there before an earlier run.
    pub(super) fn before(&self) -> Option<String> {
        before::remembered(&self.recalled)
    }

    pub(super) fn is_behind(&self) -> bool {
        let ended = self.recalled.get(&ending_step());
        ended.is_some_and(|intent| intent.standing == Standing::Done)
    }

    /// What an earlier run wrote down when the stop was behind it.
    pub(super) fn behind(&self) -> Option<Came> {
        let ended = self.recalled.get(&ending_step());
        let drawn = ended.filter(|_| self.is_behind())?.drawn.clone()?;
        serde_json::from_value(drawn).ok()
    }

    /// What is there without this run.
    pub(super) fn standing(&self) -> StopReport {
        if let Some(came) = self.behind() {
            return self.told(Fate::Done, came);
        }
        let came = Came {
            before: self.before(),
            ..Came::nothing()
        };
        self.told(self.fate_untouched(), came)
    }

    /// Writes down that the stop is behind us, so that a resumed release leaves it alone.
    pub(super) async fn end(&self, cx: &RunContext, came: &Came) -> Result<(), JournalError> {
        let step = ending_step();
        let drawn = serde_json::to_value(came).expect("names and reports can be written");
        let intent = Intent {
            drawn: Some(drawn),
            ..Intent::first(cx.key, &step)
        };
        self.intend(&step, &intent).await?;
        let done = Outcome::Done(serde_json::Value::Null);
        self.conclude(&step, &done).await
    }
}

// === impl Came ===

impl Came {
    /// Of a run.
    pub(super) fn of(run: RunReport) -> Self {
        Self {
            told: Vec::new(),
            run,
            before: None,
            notes: Vec::new(),
        }
    }

    /// Of a run without steps.
    pub(super) fn nothing() -> Self {
        Self::of(RunReport {
            ended: Ended::Done,
            steps: Vec::new(),
        })
    }

    /// Puts behind it what came next.
    pub(super) fn join(&mut self, next: Self) {
        self.run.ended = next.run.ended;
        self.run.steps.extend(next.run.steps);
        self.notes.extend(next.notes);
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
    use std::collections::BTreeMap;

    use reconcile::{MemoryJournal, StepId};

    use super::Leg;

    #[test]
    fn ids_of_a_stop_lead_there_and_back_and_to_no_other_stop() {
        let journal = MemoryJournal::default();
        let nothing = BTreeMap::new();
        let main = Leg::new(&journal, "prod.a", &nothing);
        let other = Leg::new(&journal, "prod.ab", &nothing);
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
