//! Schedules of EventBridge Scheduler that start a query by themselves.

use std::time::SystemTime;

use async_trait::async_trait;
use connect_model::Fault;

/// A schedule whose target is a call of AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleRecord {
    /// The name.
    pub name: String,
    /// What people read; it carries the mark of ours, since a schedule has no tags.
    pub description: String,
    /// `cron(…)`, `rate(…)` or `at(…)`.
    pub expression: String,
    /// The time zone of the expression.
    pub time_zone: Option<String>,
    /// The call: `arn:aws:scheduler:::aws-sdk:athena:startQueryExecution`.
    pub call: String,
    /// The role that makes it.
    pub role_arn: String,
    /// Its parameters, as JSON text.
    pub input: String,
    /// How often a call that failed is repeated.
    pub retries: u32,
    /// Whether it starts anything.
    pub is_enabled: bool,
}

/// A schedule that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSchedule {
    /// What it does.
    pub record: ScheduleRecord,
    /// Since when it is so.
    pub since: Option<SystemTime>,
}

/// The calls, in the default group.
#[async_trait]
pub trait SchedulePort: Send + Sync {
    /// `GetSchedule`.
    async fn schedule(&self, name: &str) -> Result<Option<KeptSchedule>, Fault>;

    /// `ListSchedules` whose names begin with this.
    async fn schedules(&self, prefix: &str) -> Result<Vec<String>, Fault>;

    /// `CreateSchedule`, by this token. A taken name is a fault of class `Duplicate`.
    async fn create(&self, draft: &ScheduleRecord, token: &str) -> Result<(), Fault>;

    /// `UpdateSchedule`.
    async fn update(&self, draft: &ScheduleRecord) -> Result<(), Fault>;

    /// `DeleteSchedule`. One that is gone already is no fault.
    async fn delete(&self, name: &str) -> Result<(), Fault>;
}
