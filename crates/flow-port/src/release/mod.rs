//! One bundle to several instances, one after another.
//!
//! A release is what a deploy is, stop by stop. Before the first write every stop is looked at, so that
//! what is missing on the last one is known before the first one is touched. It ends at the first stop
//! that fails; the later ones are not begun. The way back goes the other way round.

mod ahead;
mod leg;
mod stop;
mod undo;

use connect_model::Finding;
use flow_language::bundle::{Bundle, Digest};
use reconcile::{Cancel, Ended, Journal, JournalError, MemoryJournal, RunContext, RunReport};
use serde::Serialize;

pub use self::undo::{Returned, UndoStop, roll_back_release};
use self::{leg::Leg, stop::check};
use crate::{
    deploy::{Deploy, Keeper},
    error::Error,
    report::{Told, changes},
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

/// What became of one stop, of a release or of its way back.
#[derive(Debug)]
pub struct StopReport {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub fate: Fate,
    /// The references of each flow and module; none on the way back.
    pub told: Vec<Told>,
    /// What became of each step, by the ids that the journal of the whole has.
    pub run: RunReport,
    /// The document of what was there before; none if nothing was written, and on the way back.
    pub before: Option<String>,
    /// What cannot be put back, and why: for people. Only on the way back.
    pub notes: Vec<String>,
}

/// How a stop ended.
#[derive(Debug)]
pub enum Fate {
    /// It has the bundle.
    Done,
    /// What there is by now does not allow it; nothing was written there.
    Refused(Vec<Finding>),
    /// Part of it is there, and what there is by now does not allow the rest.
    HalfDone(Vec<Finding>),
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
    let ahead = check(bundle, stops, &journal).await?;
    let draft = |stop: ahead::Ahead<'_>| {
        let ids = stop
            .outlook
            .steps
            .iter()
            .map(|step| stop.leg.part().outer(step));
        StopDraft {
            name: stop.leg.stop().to_owned(),
            steps: ids.map(|id| id.to_string()).collect(),
            told: stop.outlook.told,
        }
    };
    Ok(ahead.into_iter().map(draft).collect())
}

/// Brings a bundle to each stop, in their order, until one fails.
///
/// Safe to repeat and to resume with the same journal: a stop that is behind is left alone, and the one
/// under way goes on as a deploy does. What was there before the first write at each stop goes to
/// `keeper`. An error means that nothing was written yet, by no run of this work, or that the journal failed.
pub async fn release(
    bundle: &Bundle,
    stops: &[Stop<'_>],
    journal: &dyn Journal,
    keeper: &dyn Keeper,
) -> Result<Released, Error> {
    let ahead = check(bundle, stops, journal).await?;
    let mut reports: Vec<StopReport> = Vec::with_capacity(stops.len());
    for (stop, ahead) in stops.iter().zip(ahead) {
        let report = match ahead.settled(&reports, &stop.cx) {
            Some(settled) => settled,
            None => stop.carry(bundle, &ahead, keeper).await?,
        };
        reports.push(report);
    }
    Ok(Released {
        bundle: bundle.digest(),
        stops: reports,
    })
}

/// What an earlier run of the same release left at each of these stops, by what it wrote down: also when
/// this run cannot look at any of them.
pub async fn standing(
    journal: &dyn Journal,
    stops: &[String],
) -> Result<Vec<StopReport>, JournalError> {
    let recalled = journal.recall().await?;
    let legs = stops.iter().map(|stop| Leg::new(journal, stop, &recalled));
    Ok(legs.map(|leg| leg.standing()).collect())
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
        changes(&self.run)
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

    /// Why it is as it is, where its steps do not say it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Refused(findings) | Self::HalfDone(findings) => findings,
            _ => &[],
        }
    }

    /// How a stop ended that an error cut short. `has_begun`: something may have been written there.
    fn cut_short(error: Error, cancel: &Cancel, has_begun: bool) -> Result<Self, JournalError> {
        Ok(match error {
            Error::Journal(error) => return Err(error),
            Error::Findings(findings) if has_begun => Self::HalfDone(findings),
            Error::Findings(findings) => Self::Refused(findings),
            Error::Observe(_) if cancel.is_asked() && has_begun => Self::Cancelled,
            Error::Observe(_) if cancel.is_asked() => Self::NotBegun,
            error @ Error::Observe(_) => Self::Unseen(error),
        })
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
