//! What an account has cost. Every page is billed.

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{Date, Fault};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostQuery {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// How long the periods are.
    pub grain: Grain,
    /// The services that are asked about.
    pub services: BTreeSet<String>,
    /// What to group by.
    pub group: Dimension,
}

/// How long periods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A day.
    Day,
    /// A month of the calendar.
    Month,
}

/// What cost is grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// `SERVICE`.
    Service,
    /// `USAGE_TYPE`.
    UsageType,
    /// `LINKED_ACCOUNT`.
    Account,
    /// The values of a tag, by its key.
    Tag(String),
}

/// What a group cost in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The first day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// The group; empty for what has no value of the tag.
    pub group: String,
    /// The amount, as text.
    pub amount: String,
    /// The currency.
    pub unit: String,
    /// Whether it is not final yet.
    pub is_estimated: bool,
}

/// What is expected of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastLine {
    /// The first day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// The amount, as text.
    pub amount: String,
}

/// The calls.
#[async_trait]
pub trait CostPort: Send + Sync {
    /// `GetDimensionValues` of `SERVICE`: names of services that cost something between two days.
    async fn services(&self, start: &Date, end: &Date) -> Result<Vec<String>, Fault>;

    /// `GetCostAndUsage`, unblended, all pages.
    async fn cost(&self, query: &CostQuery) -> Result<Vec<CostLine>, Fault>;

    /// `GetCostForecast` of the same services; its group does not matter.
    async fn forecast(&self, query: &CostQuery) -> Result<Vec<ForecastLine>, Fault>;
}
