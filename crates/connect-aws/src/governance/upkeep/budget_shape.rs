//! Budgets in the types of the SDK.

#![expect(
    deprecated,
    reason = "that credits do not count is a switch of its own here alone; the newer form has a filter for it"
)]

use std::collections::BTreeSet;

use aws_sdk_budgets::{error::BuildError, types};
use connect_governance::port::upkeep::{AlertDraft, BudgetRecord, Subscriber};
use connect_model::Tags;

/// The filter of a budget by service.
const SERVICE: &str = "Service";

/// What is told of a budget.
pub(super) fn record(budget: types::Budget) -> BudgetRecord {
    let usual = || types::CostTypes::builder().build();
    let costs = budget.cost_types.clone().unwrap_or_else(usual);
    let filters = budget.cost_filters.clone().unwrap_or_default();
    let is_otherwise = is_otherwise(&budget, &costs);
    let (amount, unit) = budget
        .budget_limit
        .map_or_else(Default::default, |limit| (limit.amount, limit.unit));
    let services = filters.into_iter();
    let services = services.filter(|(key, _)| key == SERVICE);
    BudgetRecord {
        name: budget.budget_name,
        amount,
        unit,
        period: budget.time_unit.as_str().to_owned(),
        services: services.flat_map(|(_, values)| values).collect(),
        counts_credits: costs.include_credit.unwrap_or(true),
        counts_refunds: costs.include_refund.unwrap_or(true),
        is_otherwise,
    }
}

/// Whether anything else is said of it than a budget of ours says.
fn is_otherwise(budget: &types::Budget, costs: &types::CostTypes) -> bool {
    let filters = budget.cost_filters.iter().flatten();
    let is_limited_by_more = filters.into_iter().any(|(key, _)| key != SERVICE);
    let has_filters = budget
        .cost_filters
        .as_ref()
        .is_some_and(|it| !it.is_empty());
    let left_out = [
        costs.include_tax,
        costs.include_subscription,
        costs.include_upfront,
        costs.include_recurring,
        costs.include_other_subscription,
        costs.include_support,
        costs.include_discount,
    ];
    let is_on = |switch: Option<bool>| switch.unwrap_or_default();
    budget.budget_type != types::BudgetType::Cost
        || is_limited_by_more
        || (!has_filters && budget.filter_expression.is_some())
        || budget.auto_adjust_data.is_some()
        || budget.planned_budget_limits.is_some()
        || is_on(costs.use_blended)
        || is_on(costs.use_amortized)
        || left_out.contains(&Some(false))
}

/// A budget as the API takes it.
pub(super) fn budget(record: &BudgetRecord) -> Result<types::Budget, BuildError> {
    let limit = types::Spend::builder()
        .amount(&record.amount)
        .unit(&record.unit);
    let costs = types::CostTypes::builder()
        .include_credit(record.counts_credits)
        .include_refund(record.counts_refunds);
    let services: Vec<String> = record.services.iter().cloned().collect();
    let budget = types::Budget::builder()
        .budget_name(&record.name)
        .budget_type(types::BudgetType::Cost)
        .time_unit(record.period.as_str().into())
        .budget_limit(limit.build()?)
        .cost_types(costs.build());
    if services.is_empty() {
        return budget.build();
    }
    budget.cost_filters(SERVICE, services).build()
}

/// An alert with those who are told.
pub(super) fn with_subscribers(
    alert: &AlertDraft,
    subscribers: &BTreeSet<Subscriber>,
) -> Result<types::NotificationWithSubscribers, BuildError> {
    let who: Result<Vec<_>, _> = subscribers.iter().map(subscriber).collect();
    types::NotificationWithSubscribers::builder()
        .notification(notification(alert)?)
        .set_subscribers(Some(who?))
        .build()
}

/// An alert as the API takes it.
pub(super) fn notification(alert: &AlertDraft) -> Result<types::Notification, BuildError> {
    let kind = if alert.is_forecast {
        types::NotificationType::Forecasted
    } else {
        types::NotificationType::Actual
    };
    types::Notification::builder()
        .notification_type(kind)
        .comparison_operator(types::ComparisonOperator::GreaterThan)
        .threshold(f64::from(alert.percent))
        .threshold_type(types::ThresholdType::Percentage)
        .build()
}

/// An alert, if it is one as ours are.
pub(super) fn alert(told: &types::Notification) -> Option<AlertDraft> {
    let is_forecast = match told.notification_type {
        types::NotificationType::Actual => false,
        types::NotificationType::Forecasted => true,
        _ => return None,
    };
    let is_share = threshold_type(told) == types::ThresholdType::Percentage;
    let is_more = told.comparison_operator == types::ComparisonOperator::GreaterThan;
    // A whole number is told without a point.
    let percent = told.threshold.to_string().parse().ok()?;
    (is_share && is_more).then_some(AlertDraft {
        is_forecast,
        percent,
    })
}

/// All that makes an alert another than the next, in words that [`read`] takes.
pub(super) fn told(notification: &types::Notification) -> String {
    let (kind, operator) = (
        &notification.notification_type,
        &notification.comparison_operator,
    );
    let (threshold, of) = (notification.threshold, threshold_type(notification));
    format!("{kind} {operator} {threshold} {of}")
}

/// The alert that was told so.
pub(super) fn read(told: &str) -> Option<types::Notification> {
    let words: Vec<&str> = told.split(' ').collect();
    let [kind, operator, threshold, of] = words[..] else {
        return None;
    };
    let notification = types::Notification::builder()
        .notification_type(kind.into())
        .comparison_operator(operator.into())
        .threshold(threshold.parse().ok()?)
        .threshold_type(of.into());
    notification.build().ok()
}

fn threshold_type(notification: &types::Notification) -> types::ThresholdType {
    let given = notification.threshold_type.clone();
    given.unwrap_or(types::ThresholdType::Percentage)
}

/// One who is told, as the API takes it.
pub(super) fn subscriber(subscriber: &Subscriber) -> Result<types::Subscriber, BuildError> {
    let (kind, address) = match subscriber {
        Subscriber::Email(address) => (types::SubscriptionType::Email, address),
        Subscriber::Topic(arn) => (types::SubscriptionType::Sns, arn),
    };
    types::Subscriber::builder()
        .subscription_type(kind)
        .address(address)
        .build()
}

/// One who is told.
pub(super) fn who(told: types::Subscriber) -> Subscriber {
    match told.subscription_type {
        types::SubscriptionType::Sns => Subscriber::Topic(told.address),
        _ => Subscriber::Email(told.address),
    }
}

/// Tags as the API takes them.
pub(super) fn tags(tags: &Tags) -> Result<Vec<types::ResourceTag>, BuildError> {
    let tag = |(key, value): (&str, &str)| {
        let tag = types::ResourceTag::builder().key(key).value(value);
        tag.build()
    };
    tags.iter().map(tag).collect()
}
