//! Every stop looked at before the first write of any, then carried out.

use std::{collections::BTreeMap, future::Future};

use connect_model::Finding;
use reconcile::{Intent, Journal, JournalError, Note, RunContext, StepId};

use super::{
    Fate, StopReport,
    leg::{Came, Leg},
};
use crate::{
    error::{Error, refuse},
    pair::Cargo,
    report::Told,
};

/// What a stop is going to take; no steps of one that is behind.
#[derive(Default)]
pub(super) struct Outlook {
    pub(super) told: Vec<Told>,
    pub(super) steps: Vec<StepId>,
    /// What its replica is looked at for, if it has one.
    pub(super) cargo: Option<Cargo>,
}

/// A stop that was looked at.
pub(super) struct Ahead<'j> {
    pub(super) leg: Leg<'j>,
    pub(super) outlook: Outlook,
}

/// A look at every stop of a way.
pub(super) struct Lookout<'j> {
    journal: &'j dyn Journal,
    recalled: BTreeMap<StepId, Intent>,
    ahead: Vec<Ahead<'j>>,
    findings: Vec<Finding>,
}

// === impl Lookout ===

impl<'j> Lookout<'j> {
    pub(super) async fn over(journal: &'j dyn Journal) -> Result<Self, JournalError> {
        Ok(Self {
            journal,
            recalled: journal.recall().await?,
            ahead: Vec::new(),
            findings: Vec::new(),
        })
    }

    /// The part of the journal that belongs to a stop.
    pub(super) fn leg(&self, stop: &'j str) -> Leg<'j> {
        Leg::new(self.journal, stop, &self.recalled)
    }

    /// Takes what was seen at a stop. What stands in the way there is said with that of all the others.
    /// Of work that was begun before, it waits for the turn of the stop: what was done has to be told.
    pub(super) fn take(&mut self, leg: Leg<'j>, seen: Result<Outlook, Error>) -> Result<(), Error> {
        let outlook = match seen {
            Ok(outlook) => outlook,
            Err(Error::Journal(error)) => return Err(error.into()),
            Err(_) if !self.recalled.is_empty() => Outlook::default(),
            Err(Error::Findings(found)) => {
                let own = found.into_iter().map(|finding| own(leg.stop(), finding));
                self.findings.extend(own);
                Outlook::default()
            }
            Err(error) => return Err(error),
        };
        self.ahead.push(Ahead { leg, outlook });
        Ok(())
    }

    /// The stops, if nothing stands in the way. It is told how many steps there are: those of each stop
    /// that is not behind, and one that says that it is by then.
    pub(super) async fn end(self) -> Result<Vec<Ahead<'j>>, Error> {
        refuse(self.findings)?;
        let left = self.ahead.iter().filter(|stop| !stop.leg.is_behind());
        let steps = left.map(|stop| stop.outlook.steps.len() + 1).sum();
        self.journal.note(&Note::Planned { steps }).await;
        Ok(self.ahead)
    }
}

// === impl Ahead ===

impl Ahead<'_> {
    /// What there is to tell of a stop that an earlier run left behind, or that the way does not reach;
    /// nothing of one that it is the turn of.
    pub(super) fn settled(&self, before: &[StopReport], cx: &RunContext) -> Option<StopReport> {
        let is_reached = before.last().is_none_or(|last| last.fate.is_done());
        let is_settled = self.leg.behind().is_some() || !is_reached || cx.cancel.is_asked();
        is_settled.then(|| StopReport {
            told: self.outlook.told.clone(),
            ..self.leg.standing()
        })
    }

    /// Carries the stop out: the side that is written, then what follows at the replica. Of a stop that
    /// has what it is to have that is written down before the next one begins. Only the journal ends the
    /// whole way.
    pub(super) async fn carry(
        &self,
        cx: &RunContext,
        near: impl Future<Output = Result<Came, Error>> + Send,
        far: impl Future<Output = Result<Came, Error>> + Send,
    ) -> Result<StopReport, Error> {
        let leg = &self.leg;
        let mut came = match near.await {
            Ok(came) => came,
            // It ended before its first write, so what an earlier run did is all there is.
            Err(error) => {
                let fate = Fate::cut_short(error, &cx.cancel, leg.has_begun())?;
                return Ok(self.untouched(fate));
            }
        };
        let mut fate = Fate::of_run(came.run.ended);
        if fate.is_done() {
            match far.await {
                Ok(far) => {
                    fate = Fate::of_run(far.run.ended);
                    came.join(far);
                }
                Err(error) => fate = Fate::cut_short(error, &cx.cancel, true)?,
            }
        }
        came.run = leg.part().report(came.run);
        if fate.is_done() {
            leg.end(cx, &came).await?;
        }
        Ok(leg.told(fate, came))
    }

    /// Of a stop at which this run did nothing.
    fn untouched(&self, fate: Fate) -> StopReport {
        let came = Came {
            told: self.outlook.told.clone(),
            before: self.leg.before(),
            ..Came::nothing()
        };
        self.leg.told(fate, came)
    }
}

/// A finding of one stop.
fn own(stop: &str, finding: Finding) -> Finding {
    Finding {
        message: format!("{stop}: {}", finding.message),
        ..finding
    }
}
