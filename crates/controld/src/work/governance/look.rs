//! An instance looked at and judged.

use connect_governance::{
    AssessOptions, Assessment, Baseline, Found, judge, observe, parts, rules,
};
use connect_model::{Alias, InstanceId, governance::Governance};

use super::{desk::Desk, stopped_governance};
use crate::jobs::{GovernanceFinding, Held, Stopped};

/// What was seen of an instance, by the rules that were asked for.
pub(super) struct Looked {
    pub(super) instance: InstanceId,
    pub(super) assessment: Assessment,
}

/// Looks at an instance, and judges what is seen.
pub(super) async fn look(
    desk: &Desk<'_>,
    alias: &Alias,
    options: &AssessOptions,
) -> Result<Looked, Stopped> {
    let stopped = |error| stopped_governance(error, &desk.cx.cancel);
    options.check(rules()).map_err(stopped)?;
    let calls = desk.session.governance_calls();
    let place = (&desk.target.account, &desk.target.region);
    let needs = parts(rules(), options);
    let world = observe(&desk.cx, (&calls, &desk.memory), place, alias, &needs).await;
    let world = world.map_err(stopped)?;
    if let Some(baseline) = &options.baseline {
        baseline.check(&world.instance.arn).map_err(stopped)?;
    }
    Ok(Looked {
        instance: InstanceId::new(&world.instance.id),
        assessment: judge(&world, rules(), options),
    })
}

/// How an instance is judged by what is declared, where something is.
pub(super) fn options(
    held: &Held,
    governance: Option<Governance>,
    baseline: Option<Baseline>,
) -> AssessOptions {
    let (settings, exceptions) = match governance {
        Some(governance) => (governance.assess, governance.exceptions),
        None => Default::default(),
    };
    AssessOptions {
        settings,
        exceptions,
        baseline,
        only: held.rules.clone(),
    }
}

/// A finding as it is kept.
pub(super) fn finding(found: &Found) -> GovernanceFinding {
    GovernanceFinding::new(&found.finding, found.fingerprint.clone(), found.known)
}
