//! A release taken back, stop by stop, the last one first.

use reconcile::{Ended, Journal, RunContext};

use super::{
    Fate, StopReport,
    ahead::{Ahead, Lookout, Outlook},
    leg::{Came, Leg},
};
use crate::{
    before::Before,
    deploy::Overwrite,
    error::Error,
    pair::{Cargo, Pair},
    rollback::{roll_back, survey},
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
    pub stops: Vec<StopReport>,
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
    let ahead = check(stops, journal).await?;
    let mut done: Vec<StopReport> = Vec::with_capacity(stops.len());
    for (stop, ahead) in stops.iter().zip(ahead).rev() {
        let returned = match ahead.settled(&done, &stop.cx) {
            Some(settled) => settled,
            None => stop.carry(&ahead).await?,
        };
        done.push(returned);
    }
    Ok(Returned { stops: done })
}

async fn check<'j>(
    stops: &'j [UndoStop<'_>],
    journal: &'j dyn Journal,
) -> Result<Vec<Ahead<'j>>, Error> {
    let mut lookout = Lookout::over(journal).await?;
    for stop in stops {
        let leg = lookout.leg(&stop.name);
        let seen = stop.look(&leg).await;
        lookout.take(leg, seen)?;
    }
    lookout.end().await
}

// === impl UndoStop ===

impl UndoStop<'_> {
    async fn look(&self, leg: &Leg<'_>) -> Result<Outlook, Error> {
        let mut outlook = Outlook::default();
        if !leg.is_behind() {
            let (before, overwrite, begun) = (&self.before, &self.overwrite, leg.begun());
            outlook.steps = survey(&self.cx, self.site, before, overwrite, &begun).await?;
            let far = self.pair().map(|pair| pair.step_ids(&[]));
            outlook.steps.extend(far.into_iter().flatten());
        }
        Ok(outlook)
    }

    async fn carry(&self, ahead: &Ahead<'_>) -> Result<StopReport, Error> {
        let (cx, leg) = (self.cx.part(&self.name), &ahead.leg);
        let near = async {
            let undone =
                roll_back(&cx, self.site, &self.before, &self.overwrite, leg.part()).await?;
            Ok(Came {
                notes: undone.notes,
                ..Came::of(undone.run)
            })
        };
        ahead.carry(&cx, near, self.follow(&cx, leg)).await
    }

    /// Waits until the replica is back, too.
    async fn follow(&self, cx: &RunContext, leg: &Leg<'_>) -> Result<Came, Error> {
        let Some(pair) = self.pair() else {
            return Ok(Came::nothing());
        };
        let cargo = Cargo::bare(self.before.names());
        let outlook = pair.look(cx, &cargo).await?;
        if outlook.findings.is_empty() {
            let run = pair.follow(cx, &outlook, &cargo, leg.part()).await?;
            return Ok(Came::of(run));
        }
        let found = outlook.findings.iter();
        let notes = found.map(|finding| format!("the replica: {}", finding.message));
        Ok(Came {
            notes: notes.collect(),
            ..Came::nothing()
        })
    }

    fn pair(&self) -> Option<Pair<'_>> {
        Pair::of(self.site, self.replica)
    }
}

// === impl Returned ===

impl Returned {
    /// How the way back ended.
    pub fn ended(&self) -> Ended {
        Fate::all(self.stops.iter().map(|stop| &stop.fate))
    }
}
