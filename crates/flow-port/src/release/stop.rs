//! One stop: looked at, and carried out.

use flow_language::bundle::Bundle;
use reconcile::{Journal, RunContext};

use super::{
    Stop, StopReport,
    ahead::{Ahead, Lookout, Outlook},
    leg::{Came, Leg},
};
use crate::{
    deploy::{Keeper, deploy, draft_after},
    error::{Error, refuse},
    pair::{Cargo, Pair},
    report::Told,
    wanted::Wanted,
};

/// Looks at every stop. What stands in the way anywhere is said at once, with the stop that it is about.
pub(super) async fn check<'j>(
    bundle: &Bundle,
    stops: &'j [Stop<'_>],
    journal: &'j dyn Journal,
) -> Result<Vec<Ahead<'j>>, Error> {
    let mut lookout = Lookout::over(journal).await?;
    for stop in stops {
        let leg = lookout.leg(&stop.name);
        let seen = stop.look(bundle, &leg).await;
        lookout.take(leg, seen)?;
    }
    lookout.end().await
}

// === impl Stop ===

impl Stop<'_> {
    async fn look(&self, bundle: &Bundle, leg: &Leg<'_>) -> Result<Outlook, Error> {
        if leg.is_behind() {
            return Ok(Outlook {
                told: Told::all(&Wanted::of(bundle, &self.deploy)),
                ..Outlook::default()
            });
        }
        let begun = leg.begun();
        let draft = draft_after(&self.cx, self.site, bundle, &self.deploy, &begun).await;
        let mut findings = match &draft {
            Err(Error::Findings(findings)) => findings.clone(),
            _ => Vec::new(),
        };
        let (mut far, mut cargo) = (Vec::new(), None);
        if let Some(pair) = self.pair() {
            let named = match &draft {
                Ok(draft) => Cargo::of(&draft.wanted),
                Err(_) => self.cargo(bundle),
            };
            let outlook = pair.look(&self.cx, &named).await?;
            far = pair.step_ids(&outlook.ties);
            findings.extend(outlook.findings);
            cargo = Some(named);
        }
        refuse(findings)?;
        let draft = draft?;
        let near = draft.plan.steps().iter().map(|step| step.id.clone());
        Ok(Outlook {
            steps: near.chain(far).collect(),
            told: draft.told,
            cargo,
        })
    }

    /// Brings the bundle to the stop.
    pub(super) async fn carry(
        &self,
        bundle: &Bundle,
        ahead: &Ahead<'_>,
        keeper: &dyn Keeper,
    ) -> Result<StopReport, Error> {
        let (cx, leg) = (self.cx.part(&self.name), &ahead.leg);
        let near = async {
            let near = deploy(&cx, self.site, bundle, &self.deploy, leg.part(), keeper).await?;
            Ok(Came {
                told: near.told,
                before: near.before,
                ..Came::of(near.run)
            })
        };
        let far = self.follow(&cx, bundle, ahead);
        ahead.carry(&cx, near, far).await
    }

    /// Brings the replica after the side that was written.
    async fn follow(
        &self,
        cx: &RunContext,
        bundle: &Bundle,
        ahead: &Ahead<'_>,
    ) -> Result<Came, Error> {
        let Some(pair) = self.pair() else {
            return Ok(Came::nothing());
        };
        let cargo = ahead.outlook.cargo.clone();
        let cargo = cargo.unwrap_or_else(|| self.cargo(bundle));
        let outlook = pair.look(cx, &cargo).await?;
        refuse(outlook.findings.clone())?;
        let run = pair.follow(cx, &outlook, &cargo, ahead.leg.part()).await?;
        Ok(Came::of(run))
    }

    fn cargo(&self, bundle: &Bundle) -> Cargo {
        Cargo::of(&Wanted::of(bundle, &self.deploy))
    }

    fn pair(&self) -> Option<Pair<'_>> {
        Pair::of(self.site, self.replica)
    }
}
