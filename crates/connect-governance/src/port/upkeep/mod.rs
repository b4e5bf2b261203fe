//! What upkeep, cost and tags call.

mod allocation;
mod budget;
mod cost;
mod key;
mod lifecycle;
mod topic;

use std::{fmt, sync::Arc};

use connect_model::{AccountId, Fault, FaultClass, Region};
use connect_resources::Ports;

pub use self::{
    allocation::{AllocationPort, AllocationTag, Unactivated},
    budget::{AlertDraft, AlertRecord, BudgetDraft, BudgetPort, BudgetRecord, Subscriber},
    cost::{CostLine, CostPort, CostQuery, Dimension, ForecastLine, Grain},
    key::{GrantRecord, KeyDraft, KeyPort, KeyRecord},
    lifecycle::{ExpiryRule, LifecyclePort},
    topic::{TopicPort, TopicRecord},
};

/// The calls of one account in one Region. What a program is built without is absent.
#[derive(Clone)]
pub struct UpkeepCalls {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    /// What the kinds of things call.
    pub ports: Ports,
    /// Keys.
    pub keys: Option<Arc<dyn KeyPort>>,
    /// Rules by which objects go.
    pub lifecycles: Option<Arc<dyn LifecyclePort>>,
    /// Budgets.
    pub budgets: Option<Arc<dyn BudgetPort>>,
    /// What the account has cost.
    pub costs: Option<Arc<dyn CostPort>>,
    /// Tags by which cost is allocated.
    pub allocation: Option<Arc<dyn AllocationPort>>,
    /// Topics.
    pub topics: Option<Arc<dyn TopicPort>>,
}

/// A service that is asked for and not built in, by the feature of `connect-aws` that brings it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacking(pub &'static str);

// === impl UpkeepCalls ===

impl UpkeepCalls {
    /// Those of Amazon Connect and its kinds alone.
    pub fn of(account: AccountId, region: Region, ports: Ports) -> Self {
        Self {
            account,
            region,
            ports,
            keys: None,
            lifecycles: None,
            budgets: None,
            costs: None,
            allocation: None,
            topics: None,
        }
    }

    /// Keys, or why there are none.
    pub fn keys(&self) -> Result<&dyn KeyPort, Lacking> {
        self.keys.as_deref().ok_or(Lacking("kms"))
    }

    /// Rules by which objects go, or why there are none.
    pub fn lifecycles(&self) -> Result<&dyn LifecyclePort, Lacking> {
        self.lifecycles.as_deref().ok_or(Lacking("s3"))
    }

    /// Budgets, or why there are none.
    pub fn budgets(&self) -> Result<&dyn BudgetPort, Lacking> {
        self.budgets.as_deref().ok_or(Lacking("budgets"))
    }

    /// What the account has cost, or why nobody can tell.
    pub fn costs(&self) -> Result<&dyn CostPort, Lacking> {
        self.costs.as_deref().ok_or(Lacking("costexplorer"))
    }

    /// Tags by which cost is allocated, or why there are none.
    pub fn allocation(&self) -> Result<&dyn AllocationPort, Lacking> {
        self.allocation.as_deref().ok_or(Lacking("costexplorer"))
    }
}

impl fmt::Debug for UpkeepCalls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UpkeepCalls({} in {})", self.account, self.region)
    }
}

// === impl Lacking ===

impl From<Lacking> for Fault {
    fn from(Lacking(feature): Lacking) -> Self {
        Self {
            class: FaultClass::Other,
            service: feature.to_owned(),
            operation: "nothing was called".to_owned(),
            code: connect_resources::NotBuiltIn::CODE.to_owned(),
            message: format!(
                "this program is built without it; enable the feature `{feature}` of connect-aws"
            ),
            request_id: None,
            problems: Vec::new(),
        }
    }
}
