//! Budgets and who is told of them.

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// A budget for cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRecord {
    /// The name.
    pub name: String,
    /// How much, as text.
    pub amount: String,
    /// The currency, such as `USD`.
    pub unit: String,
    /// How long a period is, in the words of the API: `MONTHLY`.
    pub period: String,
    /// The services that it is limited to; none where it is about all of them.
    pub services: BTreeSet<String>,
    /// Whether credits make its spend look smaller.
    pub counts_credits: bool,
    /// Whether refunds do.
    pub counts_refunds: bool,
    /// Whether anything else is said of it that a budget of ours does not say: another type, other filters,
    /// a limit that moves.
    pub is_otherwise: bool,
}

/// When somebody is told of a budget.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlertDraft {
    /// Whether it is about what is expected to be spent.
    pub is_forecast: bool,
    /// From how many percent of the amount on.
    pub percent: u32,
}

/// A notification that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRecord {
    /// When, if it is one as ours are: more than so many percent.
    pub alert: Option<AlertDraft>,
    /// The same as AWS tells it, to name it by.
    pub told: String,
    /// Who is told.
    pub subscribers: BTreeSet<Subscriber>,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subscriber {
    /// An address of e-mail.
    Email(String),
    /// A topic, by its ARN.
    Topic(String),
}

/// What is sent to make a budget: with all of its alerts at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetDraft {
    /// What it is.
    pub budget: BudgetRecord,
    /// Its alerts, each with those who are told.
    pub alerts: Vec<(AlertDraft, BTreeSet<Subscriber>)>,
    /// Its tags.
    pub tags: Tags,
}

/// The calls, for budgets of the account of the session.
#[async_trait]
pub trait BudgetPort: Send + Sync {
    /// `DescribeBudget`.
    async fn budget(&self, name: &str) -> Result<Option<BudgetRecord>, Fault>;

    /// `ListTagsForResource`.
    async fn tags(&self, name: &str) -> Result<Tags, Fault>;

    /// `DescribeNotificationsForBudget` and `DescribeSubscribersForNotification`.
    async fn alerts(&self, name: &str) -> Result<Vec<AlertRecord>, Fault>;

    /// `CreateBudget`. A taken name is a fault of class `Duplicate`.
    async fn create(&self, draft: &BudgetDraft) -> Result<(), Fault>;

    /// `UpdateBudget`. Alerts stay.
    async fn update(&self, budget: &BudgetRecord) -> Result<(), Fault>;

    /// `CreateNotification`. One that is there is a fault of class `Duplicate`.
    async fn add_alert(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscribers: &BTreeSet<Subscriber>,
    ) -> Result<(), Fault>;

    /// `DeleteNotification`, by what it was told as. One that is gone already is no fault.
    async fn remove_alert(&self, budget: &str, told: &str) -> Result<(), Fault>;

    /// `CreateSubscriber`. One that is there already is no fault.
    async fn subscribe(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscriber: &Subscriber,
    ) -> Result<(), Fault>;

    /// `UpdateSubscriber`: one in place of another of the same sort.
    async fn replace(
        &self,
        budget: &str,
        alert: &AlertDraft,
        (old, new): (&Subscriber, &Subscriber),
    ) -> Result<(), Fault>;

    /// `DeleteSubscriber`. One that is gone already is no fault; the last one cannot go.
    async fn unsubscribe(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscriber: &Subscriber,
    ) -> Result<(), Fault>;
}
