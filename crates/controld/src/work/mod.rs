//! What jobs do: the glue between orders and the capability crates. No decision is made here.

mod accounts;
mod agents;
mod apply;
mod between;
mod describe;
mod destroy;
mod drift;
mod export;
pub(crate) mod flows;
mod gate;
mod governance;
mod ground;
mod kinds;
mod options;
mod plan;
mod quotas;
mod replicate;
mod share;
mod spec;
mod telling;
mod traffic;

use std::sync::Arc;

pub use self::ground::{AgentTable, Ground, Way};
use crate::{
    inquiry::ShareReader,
    jobs::{Herald, Kind, Lookout, Works},
    roster::{Rosters, StoreRosters},
};

/// The work of every kind, on this ground.
pub fn works(ground: &Arc<Ground>) -> Works {
    governance(agents(shares(ground), ground), ground)
        .with(
            Kind::PlanCenter,
            Arc::new(plan::PlanCenter(Arc::clone(ground))),
        )
        .with(
            Kind::ApplyCenter,
            Arc::new(apply::ApplyCenter(Arc::clone(ground))),
        )
        .with(
            Kind::DestroyCenter,
            Arc::new(destroy::DestroyCenter(Arc::clone(ground))),
        )
        .with(
            Kind::DescribeCenter,
            Arc::new(describe::DescribeCenter(Arc::clone(ground))),
        )
        .with(
            Kind::ExportCenter,
            Arc::new(export::ExportCenter(Arc::clone(ground))),
        )
        .with(
            Kind::DetectDrift,
            Arc::new(drift::DetectDrift(Arc::clone(ground))),
        )
        .with(
            Kind::ReplicateCenter,
            Arc::new(replicate::ReplicateCenter(Arc::clone(ground))),
        )
        .with(
            Kind::GetTraffic,
            Arc::new(traffic::GetTraffic(Arc::clone(ground))),
        )
        .with(
            Kind::ShiftTraffic,
            Arc::new(traffic::ShiftTraffic(Arc::clone(ground))),
        )
        .with(
            Kind::ExportFlows,
            Arc::new(flows::ExportFlows(Arc::clone(ground))),
        )
        .with(
            Kind::DeployFlows,
            Arc::new(flows::DeployFlows(Arc::clone(ground))),
        )
        .with(
            Kind::RollBackFlows,
            Arc::new(flows::RollBackFlows(Arc::clone(ground))),
        )
        .with(
            Kind::ReleaseFlows,
            Arc::new(flows::ReleaseFlows(Arc::clone(ground))),
        )
        .with(
            Kind::RollBackRelease,
            Arc::new(flows::RollBackRelease(Arc::clone(ground))),
        )
        .with(
            Kind::ReadContactLog,
            Arc::new(flows::ReadContactLog(Arc::clone(ground))),
        )
}

/// The work of the kinds that are about shares.
fn shares(ground: &Arc<Ground>) -> Works {
    Works::default()
        .with(
            Kind::EnsureShare,
            Arc::new(share::EnsureShare(Arc::clone(ground))),
        )
        .with(
            Kind::RemoveShare,
            Arc::new(share::RemoveShare(Arc::clone(ground))),
        )
        .with(
            Kind::VerifyShare,
            Arc::new(share::VerifyShare(Arc::clone(ground))),
        )
        .with(
            Kind::GetShareStatus,
            Arc::new(share::GetShareStatus(Arc::clone(ground))),
        )
        .with(
            Kind::RunShareExport,
            Arc::new(share::RunShareExport(Arc::clone(ground))),
        )
}

/// The same with the work of the kinds that are about agents.
fn agents(works: Works, ground: &Arc<Ground>) -> Works {
    works
        .with(
            Kind::ImportAgents,
            Arc::new(agents::ImportAgents(Arc::clone(ground))),
        )
        .with(
            Kind::UpsertAgent,
            Arc::new(agents::UpsertAgent(Arc::clone(ground))),
        )
        .with(
            Kind::RemoveAgent,
            Arc::new(agents::RemoveAgent(Arc::clone(ground))),
        )
}

/// The same with the work of the kinds that are about governance.
fn governance(works: Works, ground: &Arc<Ground>) -> Works {
    works
        .with(
            Kind::AssessInstance,
            Arc::new(governance::AssessInstance(Arc::clone(ground))),
        )
        .with(
            Kind::MendFindings,
            Arc::new(governance::MendFindings(Arc::clone(ground))),
        )
        .with(
            Kind::GeneratePolicy,
            Arc::new(governance::GeneratePolicy(Arc::clone(ground))),
        )
        .with(
            Kind::AttachPolicy,
            Arc::new(governance::AttachPolicy(Arc::clone(ground))),
        )
        .with(
            Kind::EnsureGovernance,
            Arc::new(governance::EnsureGovernance(Arc::clone(ground))),
        )
        .with(
            Kind::GetCost,
            Arc::new(governance::GetCost(Arc::clone(ground))),
        )
        .with(
            Kind::ReviewTags,
            Arc::new(governance::ReviewTags(Arc::clone(ground))),
        )
}

/// Who tells of shares that are not as they should be, on this ground.
pub fn herald(ground: &Arc<Ground>) -> Arc<dyn Herald> {
    Arc::new(share::BusHerald(Arc::clone(ground)))
}

/// Agent directories, where this ground keeps them in a table or in a database.
pub fn rosters(ground: &Arc<Ground>) -> Option<Arc<dyn Rosters>> {
    if let Some(table) = ground.agent_table() {
        let table = table.clone();
        return Some(Arc::new(agents::TableRosters(Arc::clone(ground), table)));
    }
    let database = Arc::clone(ground.agent_database()?);
    Some(Arc::new(StoreRosters(database)))
}

/// Ways to where files of agents arrive, on this ground.
pub fn lookout(ground: &Arc<Ground>) -> Arc<dyn Lookout> {
    Arc::new(agents::TargetLookout(Arc::clone(ground)))
}

/// What reads shared analytics, on this ground.
pub fn reader(ground: &Arc<Ground>) -> Arc<dyn ShareReader> {
    Arc::new(share::ReadShare(Arc::clone(ground)))
}
