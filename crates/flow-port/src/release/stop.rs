//! One stop, carried out.

use std::collections::BTreeSet;

use flow_language::bundle::{Bundle, ItemName};
use reconcile::{Ended, RunReport};
use serde::{Deserialize, Serialize};

use super::{Fate, Leg, Stop, StopReport, joined, nothing};
use crate::{
    before::kept,
    deploy::{Keeper, deploy},
    error::Error,
    pair::Names,
    report::Told,
    wanted::Wanted,
};

/// What is written down of a stop that is behind.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Behind {
    run: RunReport,
    before: Option<String>,
}

// === impl Stop ===

impl Stop<'_> {
    /// Brings the bundle to the stop, unless an earlier run of the same release did. Of a stop that has the
    /// bundle that is written down before the next one begins.
    pub(super) async fn carry(
        &self,
        bundle: &Bundle,
        leg: &Leg<'_>,
        keeper: &dyn Keeper,
    ) -> Result<StopReport, Error> {
        let wanted = Wanted::of(bundle, &self.deploy);
        let told = wanted.items.iter().map(|(name, item)| Told::of(name, item));
        let told: Vec<_> = told.collect();
        if let Some(Behind { run, before }) = leg.ending().await? {
            return Ok(self.report(Fate::Done, told, run, before));
        }
        let cx = self.cx.part(&self.name);
        let done = deploy(&cx, self.site, bundle, &self.deploy, leg, keeper).await;
        let near = match done {
            Ok(near) => near,
            Err(error) => return self.unreached(error, told, leg).await,
        };
        let mut run = near.run;
        if run.ended == Ended::Done {
            match self.follow(&wanted, leg).await {
                Ok(far) => run = joined(run, far),
                Err(Error::Journal(error)) => return Err(error.into()),
                Err(error) => {
                    let fate = Fate::of(error);
                    return Ok(self.report(fate, told, leg.report(run), near.before));
                }
            }
        }
        let (fate, run) = (Fate::of_run(run.ended), leg.report(run));
        let behind = Behind {
            run,
            before: near.before,
        };
        if fate.is_done() {
            leg.end(&cx, &behind).await?;
        }
        Ok(self.report(fate, told, behind.run, behind.before))
    }

    pub(super) fn not_begun(&self) -> StopReport {
        self.report(Fate::NotBegun, Vec::new(), nothing(), None)
    }

    /// Brings the replica after the side that was written.
    async fn follow(&self, wanted: &Wanted<'_>, leg: &Leg<'_>) -> Result<RunReport, Error> {
        let Some(pair) = self.pair() else {
            return Ok(nothing());
        };
        let cx = self.cx.part(&self.name);
        let outlook = pair.look(&cx, &Names::of(wanted)).await?;
        if !outlook.findings.is_empty() {
            return Err(Error::Findings(outlook.findings));
        }
        let names: BTreeSet<ItemName> = wanted.items.keys().cloned().collect();
        pair.follow(&cx, &outlook, &names, leg).await
    }

    /// What there is to tell when the deploy could not look around. Only the journal ends the whole
    /// release.
    async fn unreached(
        &self,
        error: Error,
        told: Vec<Told>,
        leg: &Leg<'_>,
    ) -> Result<StopReport, Error> {
        if let Error::Journal(error) = error {
            return Err(error.into());
        }
        let before = kept(leg, &nothing()).await?;
        let is_cut_short = self.cx.cancel.is_asked() && matches!(error, Error::Observe(_));
        let fate = match before {
            None if is_cut_short => Fate::NotBegun,
            Some(_) if is_cut_short => Fate::Cancelled,
            _ => Fate::of(error),
        };
        Ok(self.report(fate, told, nothing(), before))
    }

    fn report(
        &self,
        fate: Fate,
        told: Vec<Told>,
        run: RunReport,
        before: Option<String>,
    ) -> StopReport {
        StopReport {
            name: self.name.clone(),
            fate,
            told,
            run,
            before,
        }
    }
}
