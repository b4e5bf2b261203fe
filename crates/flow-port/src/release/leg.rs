//! The part of a journal that belongs to one stop.

use std::collections::{BTreeMap, BTreeSet};

use reconcile::{
    Ended, Intent, Journal, JournalError, Outcome, Part, RunContext, RunReport, Standing, StepId,
};
use serde::{Deserialize, Serialize};

use super::{Fate, StopReport};
use crate::{before, plan, report::Told};

/// The part of a journal that belongs to one stop, with what an earlier run of the same work wrote there.
pub(super) struct Leg<'j> {
    part: Part<'j>,
    stop: &'j str,
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
        let part = Part::of(inner, stop);
        let own = |(step, intent): (&StepId, &Intent)| Some((part.inner(step)?, intent.clone()));
        Self {
            part,
            stop,
            recalled: recalled.iter().filter_map(own).collect(),
        }
    }

    /// The journal of the stop.
    pub(super) fn part(&self) -> &Part<'j> {
        &self.part
    }

    pub(super) fn stop(&self) -> &'j str {
        self.stop
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
        self.part.intend(&step, &intent).await?;
        let done = Outcome::Done(serde_json::Value::Null);
        self.part.conclude(&step, &done).await
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

/// The step that says that a stop is behind us.
fn ending_step() -> StepId {
    StepId::new("release", "stop", "behind")
}
