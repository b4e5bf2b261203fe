//! What has to be done about findings. Pure.

use std::collections::{BTreeMap, BTreeSet};

use reconcile::{Lane, Plan, Step, StepId};

use crate::{Finding, Mend};

/// The kind of every step.
const STEP: &str = "mend";
/// For how many days a log group can keep lines (API reference, `PutRetentionPolicy`).
const RETENTIONS: &[u32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// What would be done about these findings: a step for each distinct mend, called `mend/KIND/SUBJECT`.
///
/// Findings that only a person can mend are left out. Mends that set the same thing become one step: of
/// two that say how long something is kept, the longer time stands, because what has gone does not come
/// back; of two that say anything else, that of the first finding stands, which is the worst one. Steps
/// that change one resource follow one another, because AWS takes one change of it at a time.
pub fn plan(findings: &[Finding]) -> Plan<Mend> {
    let mends = distinct(findings);
    let mut turns: BTreeMap<String, u16> = BTreeMap::new();
    let mut steps: Vec<Step<Mend>> = Vec::new();
    for mend in mends {
        let turn = turns.entry(mend.resource().to_owned()).or_default();
        steps.push(Step {
            id: StepId::new(STEP, mend.kind(), &mend.subject()),
            lane: Lane::new(mend.lane()),
            needs: needs(&mend, &steps),
            stage: *turn,
            action: mend,
        });
        *turn = turn.saturating_add(1);
    }
    Plan::new(steps).expect("ids are distinct, and a step needs none but earlier ones")
}

/// Each mend once: keys first, and among them those that give a key back, because the others need it.
fn distinct(findings: &[Finding]) -> Vec<Mend> {
    let mut distinct: Vec<Mend> = Vec::new();
    for mend in findings.iter().filter_map(|it| it.mend.as_ref()) {
        let is_same = |it: &&mut Mend| it.kind() == mend.kind() && it.subject() == mend.subject();
        match distinct.iter_mut().find(is_same) {
            Some(there) => there.absorb(mend),
            None => distinct.push(mend.clone()),
        }
    }
    distinct.iter_mut().for_each(fit);
    distinct.sort_by_key(Mend::rank);
    distinct
}

/// A log group keeps lines for the longest time that AWS knows and that is no longer than was asked for.
fn fit(mend: &mut Mend) {
    if let Mend::KeepLogs { days, .. } = mend {
        let fitting = RETENTIONS.iter().rev().find(|known| **known <= *days);
        *days = fitting.copied().unwrap_or(RETENTIONS[0]);
    }
}

/// A key can be rotated, and switched on, once it is not about to go.
fn needs(mend: &Mend, earlier: &[Step<Mend>]) -> BTreeSet<StepId> {
    let is_key = matches!(mend, Mend::RotateKey { .. } | Mend::EnableKey { .. });
    let gives_back = |step: &&Step<Mend>| {
        let it = &step.action;
        matches!(it, Mend::KeepKey { .. } | Mend::EnableKey { .. })
            && it.resource() == mend.resource()
    };
    let earlier = earlier.iter().filter(|_| is_key).filter(gives_back);
    earlier.map(|step| step.id.clone()).collect()
}

// === impl Mend ===

impl Mend {
    /// What comes first.
    fn rank(&self) -> u8 {
        match self {
            Self::KeepKey { .. } => 0,
            Self::EnableKey { .. } => 1,
            _ => 2,
        }
    }

    /// Takes in what another mend of the same thing says.
    fn absorb(&mut self, other: &Self) {
        match (self, other) {
            (Self::KeepLogs { days, .. }, Self::KeepLogs { days: theirs, .. }) => {
                *days = (*days).max(*theirs);
            }
            (
                Self::AddLifecycle {
                    expires_days,
                    old_versions_days,
                    uploads_days,
                    ..
                },
                Self::AddLifecycle {
                    expires_days: expires,
                    old_versions_days: old_versions,
                    uploads_days: uploads,
                    ..
                },
            ) => {
                // Nothing is less than any number of days.
                *expires_days = (*expires_days).max(*expires);
                *old_versions_days = (*old_versions_days).max(*old_versions);
                *uploads_days = (*uploads_days).max(*uploads);
            }
            (Self::ActivateTags { keys }, Self::ActivateTags { keys: theirs }) => {
                let new: Vec<String> = theirs
                    .iter()
                    .filter(|it| !keys.contains(it))
                    .cloned()
                    .collect();
                keys.extend(new);
            }
            _ => {}
        }
    }
}
