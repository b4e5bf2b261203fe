//! One bundle to several instances, one after another.
//!
//! A release is what a deploy is, stop by stop. Before the first write every stop is looked at, so that
//! what is missing on the last one is known before the first one is touched. It ends at the first stop
//! that fails; the later ones are not begun. The way back goes the other way round.

mod check;
mod leg;
mod stop;
mod undo;

use connect_model::Finding;
use flow_language::bundle::{Bundle, Digest};
use reconcile::{Ended, Journal, MemoryJournal, Note, RunContext, RunReport, StepId, StepReport};
use serde::Serialize;

pub use self::undo::{Return, Returned, UndoStop, roll_back_release};
use self::{check::check, leg::Leg};
use crate::{
    deploy::{Deploy, Keeper},
    error::Error,
    report::Told,
    site::Site,
};

/// An instance on the way of a release.
#[derive(Clone, Debug)]
pub struct Stop<'a> {
    /// What step ids call it: without `/`, `%` and `@`, and different for each stop.
    pub name: String,
    /// What a run there needs.
    pub cx: RunContext,
    /// The instance.
    pub site: Site<'a>,
    /// How to deploy there.
    pub deploy: Deploy,
    /// The same instance in the Region to which AWS replicates it. Nothing of a flow is written there.
    pub replica: Option<Site<'a>>,
}

/// What came of a release.
#[derive(Debug)]
pub struct Released {
    /// What was released.
    pub bundle: Digest,
    /// What became of each stop, in their order.
    pub stops: Vec<StopReport>,
}

/// What became of one stop.
#[derive(Debug)]
pub struct StopReport {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub fate: Fate,
    /// The references of each flow and module.
    pub told: Vec<Told>,
    /// What became of each step, by the ids that the journal of the release has.
    pub run: RunReport,
    /// The document of what was there before; none if nothing was written.
    pub before: Option<String>,
}

/// How a stop ended.
#[derive(Debug)]
pub enum Fate {
    /// It has the bundle.
    Done,
    /// What there is by now does not allow it; nothing was written there.
    Refused(Vec<Finding>),
    /// It could not be looked at; what was written there before stays.
    Unseen(Error),
    /// At least one step was given up.
    Failed,
    /// At least one step needs a person.
    NeedsAttention,
    /// The release was asked to stop before all steps had started.
    Cancelled,
    /// The release ended before.
    NotBegun,
}

/// What a stop would take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StopDraft {
    /// Its name.
    pub name: String,
    /// The references of each flow and module.
    pub told: Vec<Told>,
    /// The steps, by the ids that the journal of the release would have.
    pub steps: Vec<String>,
}

/// Finds out what a release would do at each stop. Reads only.
///
/// Everything that stands in the way, at whichever stop, is said at once.
pub async fn draft_release(bundle: &Bundle, stops: &[Stop<'_>]) -> Result<Vec<StopDraft>, Error> {
    let journal = MemoryJournal::default();
    let seen = check(bundle, stops, &journal).await?;
    Ok(seen
        .into_iter()
        .map(|(name, outlook)| StopDraft {
            name,
            told: outlook.told,
            steps: outlook.steps,
        })
        .collect())
}

/// Brings a bundle to each stop, in their order, until one fails.
///
/// Safe to repeat and to resume with the same journal: a stop that is behind is left alone, and the one
/// under way goes on as a deploy does. What was there before the first write at each stop goes to
/// `keeper`. An error means that nothing was written yet, or that the journal failed.
pub async fn release(
    bundle: &Bundle,
    stops: &[Stop<'_>],
    journal: &dyn Journal,
    keeper: &dyn Keeper,
) -> Result<Released, Error> {
    let ahead = check(bundle, stops, journal).await?;
    let planned = ahead.iter().map(|(_, outlook)| outlook.steps.len()).sum();
    journal.note(&Note::Planned { steps: planned }).await;
    let mut reports: Vec<StopReport> = Vec::with_capacity(stops.len());
    for stop in stops {
        let goes_on = reports.last().is_none_or(|last| last.fate.is_done());
        let report = if goes_on && !stop.cx.cancel.is_asked() {
            let leg = Leg::new(journal, &stop.name);
            stop.carry(bundle, &leg, keeper).await?
        } else {
            stop.not_begun()
        };
        reports.push(report);
    }
    Ok(Released {
        bundle: bundle.digest(),
        stops: reports,
    })
}

// === impl Released ===

impl Released {
    /// How the release ended.
    pub fn ended(&self) -> Ended {
        Fate::all(self.stops.iter().map(|stop| &stop.fate))
    }
}

// === impl StopReport ===

impl StopReport {
    /// How many steps changed something in AWS.
    pub fn changes(&self) -> usize {
        let changes = |(id, report): &&(StepId, StepReport)| {
            let waits = ["bundle", "replica"].contains(&id.kind());
            !waits && matches!(report, StepReport::Done(_))
        };
        self.run.steps.iter().filter(changes).count()
    }
}

// === impl Fate ===

impl Fate {
    /// Whether the stop has the bundle.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// What these come to: the first that is not done tells.
    fn all<'f>(mut fates: impl Iterator<Item = &'f Self>) -> Ended {
        match fates.find(|fate| !fate.is_done()) {
            None => Ended::Done,
            Some(Self::NeedsAttention) => Ended::NeedsAttention,
            Some(Self::Cancelled | Self::NotBegun) => Ended::Cancelled,
            Some(_) => Ended::Failed,
        }
    }

    /// Why nothing more was done at a stop.
    fn of(error: Error) -> Self {
        match error {
            Error::Findings(findings) => Self::Refused(findings),
            error => Self::Unseen(error),
        }
    }

    fn of_run(ended: Ended) -> Self {
        match ended {
            Ended::Done => Self::Done,
            Ended::Failed => Self::Failed,
            Ended::NeedsAttention => Self::NeedsAttention,
            Ended::Cancelled => Self::Cancelled,
        }
    }
}

/// A finding of one stop.
fn own(stop: &str, finding: Finding) -> Finding {
    Finding {
        message: format!("{stop}: {}", finding.message),
        ..finding
    }
}

/// One run after another.
fn joined(mut near: RunReport, far: RunReport) -> RunReport {
    near.steps.extend(far.steps);
    near.ended = far.ended;
    near
}

/// A run without steps.
fn nothing() -> RunReport {
    RunReport {
        ended: Ended::Done,
        steps: Vec::new(),
    }
}
