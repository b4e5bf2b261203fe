//! Targets where nothing is written but by a plan that somebody else approved.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Region, Target, TargetName};

use super::{Demand, Jobs, Order};
use crate::refusal::Refusal;

// === impl Jobs ===

impl Jobs {
    /// Whether a target asks for approval.
    pub fn is_guarded(&self, target: &TargetName) -> bool {
        self.shared.equipment.guarded.contains(target)
    }

    /// Where a target asks for approval, nothing is written but by an approved plan.
    pub(super) fn refuse_unplanned(&self, demand: &Demand) -> Result<(), Refusal> {
        let order = &demand.order;
        if order.only_reads() || order.plan().is_some() {
            return Ok(());
        }
        let mut named = order.targets();
        named.insert(&demand.target);
        named.extend(self.of_replicas(demand));
        match named.into_iter().find(|target| self.is_guarded(target)) {
            Some(target) => Err(Refusal::ApprovalRequired(target.clone())),
            None => Ok(()),
        }
    }

    /// The targets of the configuration by which an order comes to replicas.
    fn of_replicas(&self, demand: &Demand) -> BTreeSet<&TargetName> {
        let targets = self.targets();
        let there = |(target, region): (&TargetName, &Region)| {
            let there = target_there(targets, targets.get(target)?, region)?;
            Some(&there.name)
        };
        let replicas = demand.order.replicas(&demand.target);
        replicas.into_iter().filter_map(there).collect()
    }
}

// === impl Order ===

impl Order {
    /// Whether it changes nothing: since all of its kind do not, or since it was asked to look alone.
    pub fn only_reads(&self) -> bool {
        match self {
            Self::DeployFlows { look: true, .. }
            | Self::ReleaseFlows { look: true, .. }
            | Self::Agents { look: true, .. } => true,
            Self::Governance { ask } if ask.looks() => true,
            other => other.kind().only_reads(),
        }
    }

    /// The other Regions in which it writes, or into which AWS replicates what it writes, each with the
    /// target of the source.
    fn replicas<'o>(&'o self, target: &'o TargetName) -> Vec<(&'o TargetName, &'o Region)> {
        let named: Vec<(&TargetName, Option<&Region>)> = match self {
            Self::ReplicateCenter(order) => vec![(target, Some(&order.to))],
            Self::ShiftTraffic { via, .. } => vec![(target, via.as_ref())],
            Self::ReleaseFlows { stops, .. } => {
                let stops = stops.iter();
                stops
                    .map(|stop| (&stop.target, stop.replicated_to.as_ref()))
                    .collect()
            }
            Self::RollBackRelease { stops, .. } => {
                let stops = stops.iter();
                stops
                    .map(|stop| (&stop.target, stop.replicated_to.as_ref()))
                    .collect()
            }
            _ => Vec::new(),
        };
        let replicated = named.into_iter();
        replicated
            .filter_map(|(target, region)| Some((target, region?)))
            .collect()
    }
}

/// The target of the configuration by which work on another one comes to a Region: the first of the same
/// account.
pub(crate) fn target_there<'t>(
    targets: &'t BTreeMap<TargetName, Target>,
    target: &Target,
    region: &Region,
) -> Option<&'t Target> {
    let is_there = |other: &&Target| other.account == target.account && other.region == *region;
    targets.values().find(is_there)
}
