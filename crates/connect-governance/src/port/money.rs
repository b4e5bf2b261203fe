//! Budgets, and what surrounds cost.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{AccountId, Date, Fault};

/// The tag by which a bill tells of single numbers, if it is active (facts/governance.md, 3).
pub const ENDPOINT_TAG: &str = "aws:connect:systemEndpoint";

/// The calls.
#[async_trait]
pub trait MoneySight: Send + Sync {
    /// `DescribeBudgets`.
    async fn budgets(&self, account: &AccountId) -> Result<Vec<BudgetRecord>, Fault>;

    /// `DescribeNotificationsForBudget`, and `DescribeSubscribersForNotification` of each.
    async fn alerts(&self, account: &AccountId, budget: &str) -> Result<Vec<AlertRecord>, Fault>;

    /// `GetTopicAttributes`: the policy of a topic, as JSON text; none where there is no such topic.
    async fn topic_policy(&self, arn: &str) -> Result<Option<String>, Fault>;

    /// `GetAnomalyMonitors`: how many there are.
    async fn anomaly_monitors(&self) -> Result<usize, Fault>;

    /// `ListCostAllocationTags`, those of AWS too: whether each is active.
    async fn allocation_tags(&self) -> Result<BTreeMap<String, bool>, Fault>;

    /// `GetCostAndUsage` of these days, the last not among them, by the tag
    /// [`ENDPOINT_TAG`]: minutes of calls by number, those with none too. The call is billed.
    async fn minutes(&self, start: &Date, end: &Date) -> Result<BTreeMap<String, u64>, Fault>;
}

/// A budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetRecord {
    /// Its name.
    pub name: String,
    /// Whether it is about cost.
    pub is_cost: bool,
    /// The services that it is limited to.
    pub services: Vec<String>,
    /// Whether it is limited by anything else.
    pub has_other_filters: bool,
    /// Whether credits or refunds make its spend look smaller.
    pub counts_credits: bool,
}

/// An alert of a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertRecord {
    /// Whether it is about what is expected to be spent.
    pub is_forecast: bool,
    /// From how much on, as AWS has it.
    pub threshold: String,
    /// Addresses of e-mail and ARNs of topics.
    pub subscribers: Vec<String>,
}
