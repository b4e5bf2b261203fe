//! What upkeep, cost and tags call: one file for each of their ports.

use std::sync::Arc;

use connect_governance::port::upkeep::UpkeepCalls;

use crate::aws::Aws;

mod allocation;
mod budget;
mod budget_shape;
pub(super) mod cost;
mod key;
mod lifecycle;
mod topic;

/// The ports of Amazon Connect, and those of each other service that is built in.
pub(crate) fn calls(aws: &Arc<Aws>) -> UpkeepCalls {
    let caller = &aws.caller;
    let (account, region) = (caller.account.clone(), caller.region.clone());
    UpkeepCalls {
        keys: Some(Arc::clone(aws) as _),
        lifecycles: Some(Arc::clone(aws) as _),
        budgets: Some(Arc::clone(aws) as _),
        costs: Some(Arc::clone(aws) as _),
        allocation: Some(Arc::clone(aws) as _),
        topics: Some(Arc::clone(aws) as _),
        ..UpkeepCalls::of(account, region, crate::ports::of_kinds(aws))
    }
}
