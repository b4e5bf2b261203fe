//! A release taken back, stop by stop, the last one first.

use std::collections::BTreeSet;

use reconcile::{Ended, Journal, Note, RunContext, RunReport, StepId, StepReport};
use serde::{Deserialize, Serialize};

use super::{Fate, Leg, joined, nothing, own};
use crate::{
    before::Before,
    deploy::Overwrite,
    error::Error,
    pair::{Names, Pair},
    rollback::{Undone, roll_back, survey},
    site::Site,
};

/// A stop that a release wrote to.
#[derive(Clone, Debug)]
pub struct UndoStop<'a> {
    /// What step ids call it.
    pub name: String,
    /// What a run there needs.
    pub cx: RunContext,
    /// The instance.
    pub site: Site<'a>,
    /// What was there before.
    pub before: Before,
    /// What may be written over although it was changed since.
    pub overwrite: Overwrite,
    /// The same instance in the Region to which AWS replicates it.
    pub replica: Option<Site<'a>>,
}

/// What came of a way back.
#[derive(Debug)]
pub struct Returned {
    /// What became of each stop, in the order in which they were put back.
    pub stops: Vec<Return>,
}

/// What became of one stop.
#[derive(Debug)]
pub struct Return {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub fate: Fate,
    /// What became of each step, by the ids that the journal of the whole has.
    pub run: RunReport,
    /// What cannot be put back, and why: for people.
    pub notes: Vec<String>,
}

/// What is written down of a stop that is behind.
#[derive(Debug, Serialize, Deserialize)]
struct Behind {
    run: RunReport,
    notes: Vec<String>,
}

/// Puts back what was there before a release, the last stop first. `stops` are in the order of the release.
///
/// Every stop is looked at before the first write: what was changed anywhere since the release is said at
/// once. Ends at the first stop that fails. Ties to functions and bots that were made at a replica stay.
/// Safe to repeat and to resume with the same journal.
pub async fn roll_back_release(
    stops: &[UndoStop<'_>],
    journal: &dyn Journal,
) -> Result<Returned, Error> {
    let planned = check(stops, journal).await?;
    journal.note(&Note::Planned { steps: planned }).await;
    let mut done: Vec<Return> = Vec::with_capacity(stops.len());
    for stop in stops.iter().rev() {
        let goes_on = done.last().is_none_or(|last| last.fate.is_done());
        let returned = if goes_on && !stop.cx.cancel.is_asked() {
            stop.carry(&Leg::new(journal, &stop.name)).await?
        } else {
            stop.end(Fate::NotBegun, nothing(), Vec::new())
        };
        done.push(returned);
    }
    Ok(Returned { stops: done })
}

/// How many steps there are. What stands in the way at any stop is said at once.
async fn check(stops: &[UndoStop<'_>], journal: &dyn Journal) -> Result<usize, Error> {
    let (mut planned, mut findings) = (0, Vec::new());
    for stop in stops {
        let leg = Leg::new(journal, &stop.name);
        if leg.ending::<Behind>().await?.is_some() {
            continue;
        }
        let begun: BTreeSet<StepId> = leg.recall().await?.into_keys().collect();
        let (before, overwrite) = (&stop.before, &stop.overwrite);
        let seen = survey(&stop.cx, stop.site, before, overwrite, &begun).await;
        match seen {
            Ok((found, count)) => {
                planned += count;
                findings.extend(found.into_iter().map(|it| own(&stop.name, it)));
            }
            Err(Error::Findings(found)) => {
                findings.extend(found.into_iter().map(|it| own(&stop.name, it)));
            }
            Err(error) => return Err(error),
        }
    }
    if findings.is_empty() {
        Ok(planned)
    } else {
        Err(Error::Findings(findings))
    }
}

// === impl UndoStop ===

impl UndoStop<'_> {
    async fn carry(&self, leg: &Leg<'_>) -> Result<Return, Error> {
        if let Some(Behind { run, notes }) = leg.ending().await? {
            return Ok(self.end(Fate::Done, run, notes));
        }
        let cx = self.cx.part(&self.name);
        let undone = roll_back(&cx, self.site, &self.before, &self.overwrite, leg).await;
        let Undone { mut run, mut notes } = match undone {
            Ok(undone) => undone,
            Err(Error::Journal(error)) => return Err(error.into()),
            Err(_) if cx.cancel.is_asked() => {
                return Ok(self.end(Fate::NotBegun, nothing(), Vec::new()));
            }
            Err(error) => return Ok(self.end(Fate::of(error), nothing(), Vec::new())),
        };
        if run.ended == Ended::Done {
            match self.follow(&cx, leg, &mut notes).await {
                Ok(far) => run = joined(run, far),
                Err(Error::Journal(error)) => return Err(error.into()),
                Err(error) => return Ok(self.end(Fate::of(error), leg.report(run), notes)),
            }
        }
        let (fate, run) = (Fate::of_run(run.ended), leg.report(run));
        let behind = Behind { run, notes };
        if fate.is_done() {
            leg.end(&cx, &behind).await?;
        }
        Ok(self.end(fate, behind.run, behind.notes))
    }

    /// Waits until the replica is back, too.
    async fn follow(
        &self,
        cx: &RunContext,
        leg: &Leg<'_>,
        notes: &mut Vec<String>,
    ) -> Result<RunReport, Error> {
        let Some(far) = self.replica else {
            return Ok(nothing());
        };
        let pair = Pair {
            near: self.site,
            far,
        };
        let outlook = pair.look(cx, &Names::default()).await?;
        if !outlook.findings.is_empty() {
            let found = outlook.findings.iter();
            notes.extend(found.map(|finding| format!("the replica: {}", finding.message)));
            return Ok(nothing());
        }
        let names = self.before.names().collect();
        pair.follow(cx, &outlook, &names, leg).await
    }

    fn end(&self, fate: Fate, run: RunReport, notes: Vec<String>) -> Return {
        Return {
            name: self.name.clone(),
            fate,
            run,
            notes,
        }
    }
}

// === impl Returned ===

impl Returned {
    /// How the way back ended.
    pub fn ended(&self) -> Ended {
        Fate::all(self.stops.iter().map(|stop| &stop.fate))
    }
}

// === impl Return ===

impl Return {
    /// How many steps changed something in AWS.
    pub fn changes(&self) -> usize {
        let done = |(id, report): &&(StepId, StepReport)| {
            id.kind() != "replica" && matches!(report, StepReport::Done(_))
        };
        self.run.steps.iter().filter(done).count()
    }
}
