//! What surrounds an instance in its account.

use std::collections::BTreeSet;

/// A trail of CloudTrail that records the Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whether it records now.
    pub is_logging: bool,
    /// Whether it records every Region.
    pub is_multi_region: bool,
    /// Whether it records what changes things.
    pub records_writes: bool,
    /// Whether it records what only reads them.
    pub records_reads: bool,
    /// Whether it leaves calls of KMS out.
    pub leaves_out_kms: bool,
    /// Whether its files can be proved unchanged.
    pub validates_files: bool,
    /// The key that encrypts its files.
    pub key: Option<String>,
}

/// A budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Its name.
    pub name: String,
    /// Whether it is about cost.
    pub is_cost: bool,
    /// The services that it is limited to; none where it is about all of them.
    pub services: BTreeSet<String>,
    /// Whether it is limited by anything else, such as tags or Regions.
    pub has_other_filters: bool,
    /// Whether credits or refunds make its spend look smaller.
    pub counts_credits: bool,
    /// Its alerts.
    pub alerts: Vec<BudgetAlert>,
}

/// An alert of a budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetAlert {
    /// Whether it is about what is expected to be spent.
    pub is_forecast: bool,
    /// From how much on.
    pub threshold: String,
    /// Addresses of e-mail and ARNs of topics.
    pub subscribers: Vec<String>,
}

/// A topic that alerts go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its ARN.
    pub arn: String,
    /// Whether what AWS Budgets sends arrives.
    pub access: TopicAccess,
}

/// Whether what AWS Budgets sends to a topic arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopicAccess {
    /// It does.
    #[default]
    Open,
    /// The policy of the topic does not let it in.
    Closed,
    /// There is no such topic.
    Missing,
}

/// A quota, and how much of it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotaUse {
    /// Its name.
    pub name: String,
    /// Its code in Service Quotas, where it has one.
    pub code: Option<String>,
    /// How much it allows.
    pub limit: u64,
    /// How much is used.
    pub used: u64,
    /// Whether more can be asked for.
    pub is_adjustable: bool,
}

/// A data set of analytics that is given to an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataShare {
    /// The data set.
    pub data_set: String,
    /// The account that may read it.
    pub account: String,
}

/// A role that may act on the instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleRights {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// When it was made, in seconds since 1970, where that is known.
    pub created_s: Option<i64>,
    /// Patterns of actions that its policies allow, such as `connect:*`.
    pub allows: BTreeSet<String>,
    /// Whether one of them is allowed on every resource.
    pub allows_everywhere: bool,
    /// Whether anybody outside the account may take it without a condition.
    pub is_open: bool,
    /// What of its rights was used, where that is known.
    pub used: Option<Vec<ServiceUse>>,
}

/// When a role used a service last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceUse {
    /// The service as in actions, such as `connect`.
    pub service: String,
    /// When, in seconds since 1970; never within what AWS remembers without it.
    pub last_s: Option<i64>,
}
