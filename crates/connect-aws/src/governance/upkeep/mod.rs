//! What upkeep, cost and tags call: one file for each of their ports.

use std::sync::Arc;

use connect_governance::port::upkeep::UpkeepCalls;

use crate::aws::Aws;

#[cfg(feature = "costexplorer")]
mod allocation;
#[cfg(feature = "budgets")]
mod budget;
#[cfg(feature = "budgets")]
mod budget_shape;
#[cfg(feature = "costexplorer")]
mod cost;
#[cfg(feature = "kms")]
mod key;
#[cfg(feature = "s3")]
mod lifecycle;
#[cfg(feature = "sns")]
mod topic;

/// The ports of Amazon Connect, and those of each other service that is built in.
pub(crate) fn calls(aws: &Arc<Aws>) -> UpkeepCalls {
    let caller = &aws.caller;
    let (account, region) = (caller.account.clone(), caller.region.clone());
    UpkeepCalls {
        #[cfg(feature = "kms")]
        keys: Some(Arc::clone(aws) as _),
        #[cfg(feature = "s3")]
        lifecycles: Some(Arc::clone(aws) as _),
        #[cfg(feature = "budgets")]
        budgets: Some(Arc::clone(aws) as _),
        #[cfg(feature = "costexplorer")]
        costs: Some(Arc::clone(aws) as _),
        #[cfg(feature = "costexplorer")]
        allocation: Some(Arc::clone(aws) as _),
        #[cfg(feature = "sns")]
        topics: Some(Arc::clone(aws) as _),
        ..UpkeepCalls::of(account, region, crate::ports::of_kinds(aws))
    }
}
