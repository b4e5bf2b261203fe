//! What keeps an import from beginning. Pure.

use connect_model::Finding;
use connect_resources::{Allowance, KindId, Quotas};

use crate::{options::Share, scene::Scene};

/// How many there are, and would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    /// Users of the instance.
    pub(crate) users: usize,
    /// Users to be made.
    pub(crate) new_users: usize,
    /// Groups of the hierarchy.
    pub(crate) groups: usize,
    /// Groups to be made.
    pub(crate) new_groups: usize,
    /// Agents of the directory.
    pub(crate) agents: usize,
    /// Those of them whom the file does not name.
    pub(crate) leavers: usize,
}

/// Quotas that would be gone over: those that are certain, and those of which only the documented default
/// is known.
pub(crate) fn quota_findings(
    quotas: &Quotas,
    scene: &Scene,
    census: &Census,
) -> (Vec<Finding>, Vec<Finding>) {
    let all = [
        (KindId::User, census.users, census.new_users),
        (KindId::HierarchyGroup, census.groups, census.new_groups),
    ];
    let (mut certain, mut guessed) = (Vec::new(), Vec::new());
    for (kind, have, new) in all.into_iter().filter(|(_, _, new)| *new > 0) {
        let limit = &kind.kind().limits()[0];
        let Some(allowance) = quotas.allowance(limit, Some(&scene.instance.arn)) else {
            continue;
        };
        let would = (have + new) as u64;
        if would <= allowance.value {
            continue;
        }
        let finding = excess(kind, (have, new), limit.name, limit.code, allowance);
        if allowance.is_certain {
            certain.push(finding);
        } else {
            guessed.push(finding);
        }
    }
    (certain, guessed)
}

fn excess(
    kind: KindId,
    (have, new): (usize, usize),
    name: &str,
    code: Option<&str>,
    allowance: Allowance,
) -> Finding {
    let (would, code) = (have + new, code.unwrap_or_default());
    let how = if allowance.is_certain {
        "allows"
    } else {
        "by its documented default allows, the account's own value being unknown,"
    };
    let message = format!(
        "{would} of the kind {kind} ({have} there, {new} new) would be more than the quota {name} \
         ({code}) {how} {}",
        allowance.value
    );
    let remedy = format!(
        "import fewer, or ask for more: `aws service-quotas request-service-quota-increase \
         --service-code connect --quota-code {code} --desired-value {would}`"
    );
    Finding::of_the_world("quota-exceeded", message, remedy)
}

/// More leave than may leave at once.
pub(crate) fn share_findings(max: Share, census: &Census) -> Vec<Finding> {
    if max.holds(census.leavers, census.agents) {
        return Vec::new();
    }
    let message = format!(
        "{} of the {} agents of the directory are not in the file, and {} percent may leave at once",
        census.leavers, census.agents, max.0
    );
    let remedy = "look whether the file is whole; if it is, allow a larger share (leavers_max)";
    vec![Finding::of_the_world("too-many-leavers", message, remedy)]
}

/// Nobody can be told to have left by a file of which rows cannot be read.
pub(crate) fn unknown_leaving(rows: u64) -> Finding {
    let message =
        format!("{rows} rows have no login that can be read, so nobody is taken to have left");
    let remedy = "correct the rows, and import again";
    Finding::of_the_world("leavers-unknown", message, remedy)
}
