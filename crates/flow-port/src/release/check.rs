//! Every stop looked at before the first write of any.

use std::collections::BTreeSet;

use connect_model::Finding;
use flow_language::bundle::Bundle;
use reconcile::{Journal, StepId};

use super::{Leg, Stop, own, stop::Behind};
use crate::{
    deploy::draft_after,
    error::Error,
    pair::{Names, Pair},
    report::Told,
};

/// What a stop is going to take; nothing of one that is behind.
#[derive(Default)]
pub(super) struct Outlook {
    pub(super) told: Vec<Told>,
    pub(super) steps: Vec<String>,
}

/// Looks at every stop. What stands in the way anywhere is said at once, with the stop that it is about.
pub(super) async fn check(
    bundle: &Bundle,
    stops: &[Stop<'_>],
    journal: &dyn Journal,
) -> Result<Vec<(String, Outlook)>, Error> {
    let (mut seen, mut findings) = (Vec::with_capacity(stops.len()), Vec::new());
    for stop in stops {
        let leg = Leg::new(journal, &stop.name);
        match stop.look(bundle, &leg).await {
            Ok(outlook) => seen.push((stop.name.clone(), outlook)),
            Err(Error::Findings(found)) => {
                findings.extend(found.into_iter().map(|it| own(&stop.name, it)));
            }
            Err(error) => return Err(error),
        }
    }
    if findings.is_empty() {
        Ok(seen)
    } else {
        Err(Error::Findings(findings))
    }
}

// === impl Stop ===

impl Stop<'_> {
    async fn look(&self, bundle: &Bundle, leg: &Leg<'_>) -> Result<Outlook, Error> {
        if leg.ending::<Behind>().await?.is_some() {
            return Ok(Outlook::default());
        }
        let begun: BTreeSet<StepId> = leg.recall().await?.into_keys().collect();
        let draft = draft_after(&self.cx, self.site, bundle, &self.deploy, &begun).await;
        let (far, draft) = match (self.far_findings(bundle).await?, draft) {
            ((found, _), Err(Error::Findings(mut findings))) => {
                findings.extend(found);
                return Err(Error::Findings(findings));
            }
            (_, Err(error)) => return Err(error),
            ((found, _), Ok(_)) if !found.is_empty() => return Err(Error::Findings(found)),
            ((_, far), Ok(draft)) => (far, draft),
        };
        let near = draft.plan.steps().iter().map(|step| leg.outer(&step.id));
        let far = far.iter().map(|step| leg.outer(step));
        Ok(Outlook {
            steps: near.chain(far).map(|step| step.to_string()).collect(),
            told: draft.told,
        })
    }

    /// What stands in the way at the replica, and the steps there.
    async fn far_findings(&self, bundle: &Bundle) -> Result<(Vec<Finding>, Vec<StepId>), Error> {
        let Some(pair) = self.pair() else {
            return Ok((Vec::new(), Vec::new()));
        };
        let names = Names::of(&crate::wanted::Wanted::of(bundle, &self.deploy));
        let outlook = pair.look(&self.cx, &names).await?;
        let steps = pair.step_ids(&outlook);
        Ok((outlook.findings, steps))
    }

    pub(super) fn pair(&self) -> Option<Pair<'_>> {
        let far = self.replica?;
        Some(Pair {
            near: self.site,
            far,
        })
    }
}
