//! Budgets, their topics, and what surrounds cost, looked at.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use aws_sdk_budgets::types;
use aws_sdk_costexplorer::types as cost;
use aws_sdk_sns as sns;
use connect_governance::port::{AlertRecord, BudgetRecord, ENDPOINT_TAG, MoneySight};
use connect_model::{AccountId, Date, Fault, FaultClass};

use super::upkeep::cost::{between, too_often};
use crate::{aws::Aws, call::Operation};

const BUDGETS: Operation = operation("budgets", "DescribeBudgets");
const NOTIFICATIONS: Operation = operation("budgets", "DescribeNotificationsForBudget");
const SUBSCRIBERS: Operation = operation("budgets", "DescribeSubscribersForNotification");
const MONITORS: Operation = operation("ce", "GetAnomalyMonitors");
const ALLOCATION: Operation = operation("ce", "ListCostAllocationTags");
const USAGE: Operation = operation("ce", "GetCostAndUsage");
const TOPIC: Operation = operation("sns", "GetTopicAttributes");
/// The largest pages.
const BUDGET_PAGE: i32 = 100;
const PAGE: i32 = 100;
const SERVICE: &str = "Service";
const QUANTITY: &str = "UsageQuantity";

const fn operation(service: &'static str, name: &'static str) -> Operation {
    Operation { service, name }
}

#[async_trait]
impl MoneySight for Aws {
    async fn budgets(&self, account: &AccountId) -> Result<Vec<BudgetRecord>, Fault> {
        let request = self.budgets.describe_budgets();
        let request = request
            .account_id(account.as_str())
            .show_filter_expression(true)
            .max_results(BUDGET_PAGE);
        let listed = self.caller.pages(
            BUDGETS,
            |token| request.clone().set_next_token(token).send(),
            |page| (Some(page.budgets().to_vec()), page.next_token),
        );
        Ok(listed.await?.into_iter().map(budget).collect())
    }

    async fn alerts(&self, account: &AccountId, budget: &str) -> Result<Vec<AlertRecord>, Fault> {
        let request = self.budgets.describe_notifications_for_budget();
        let request = request
            .account_id(account.as_str())
            .budget_name(budget)
            .max_results(PAGE);
        let listed = self.caller.pages(
            NOTIFICATIONS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.notifications, page.next_token),
        );
        let mut alerts = Vec::new();
        for notification in listed.await? {
            alerts.push(AlertRecord {
                is_forecast: notification.notification_type == types::NotificationType::Forecasted,
                threshold: notification.threshold.to_string(),
                subscribers: self.told_by(account, budget, notification).await?,
            });
        }
        Ok(alerts)
    }

    async fn topic_policy(&self, arn: &str) -> Result<Option<String>, Fault> {
        let (sdk, caller) = self.where_it_is(arn);
        let client = sns::Client::new(&sdk);
        let request = client.get_topic_attributes().topic_arn(arn);
        let answer = match caller.send(TOPIC, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(None),
            answer => answer?,
        };
        let mut attributes = answer.attributes.unwrap_or_default();
        Ok(Some(attributes.remove("Policy").unwrap_or_default()))
    }

    async fn anomaly_monitors(&self) -> Result<usize, Fault> {
        let request = self.cost_explorer.get_anomaly_monitors();
        let request = request.max_results(PAGE);
        let listed = self.caller.pages(
            MONITORS,
            |token| request.clone().set_next_page_token(token).send(),
            |page| (Some(page.anomaly_monitors), page.next_page_token),
        );
        Ok(listed.await?.len())
    }

    async fn minutes(&self, start: &Date, end: &Date) -> Result<BTreeMap<String, u64>, Fault> {
        let by = |kind: cost::GroupDefinitionType, key: &str| {
            let group = cost::GroupDefinition::builder();
            group.r#type(kind).key(key).build()
        };
        let request = self.cost_explorer.get_cost_and_usage();
        let request = request
            .time_period(between(USAGE, start, end)?)
            .granularity(cost::Granularity::Monthly)
            .metrics(QUANTITY)
            .group_by(by(cost::GroupDefinitionType::Tag, ENDPOINT_TAG))
            .group_by(by(cost::GroupDefinitionType::Dimension, "USAGE_TYPE"));
        let listed = self.caller.pages(
            USAGE,
            |token| request.clone().set_next_page_token(token).send(),
            |page| (page.results_by_time, page.next_page_token),
        );
        let listed = listed.await.map_err(too_often)?;
        let groups = listed
            .into_iter()
            .flat_map(|it| it.groups.unwrap_or_default());
        Ok(minutes(groups))
    }

    async fn allocation_tags(&self) -> Result<BTreeMap<String, bool>, Fault> {
        let request = self.cost_explorer.list_cost_allocation_tags();
        let request = request.max_results(PAGE);
        let listed = self.caller.pages(
            ALLOCATION,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.cost_allocation_tags, page.next_token),
        );
        let tag = |it: cost::CostAllocationTag| {
            let is_active = it.status == cost::CostAllocationTagStatus::Active;
            (it.tag_key, is_active)
        };
        Ok(listed.await?.into_iter().map(tag).collect())
    }
}

impl Aws {
    async fn told_by(
        &self,
        account: &AccountId,
        budget: &str,
        notification: types::Notification,
    ) -> Result<Vec<String>, Fault> {
        let request = self.budgets.describe_subscribers_for_notification();
        let request = request
            .account_id(account.as_str())
            .budget_name(budget)
            .notification(notification)
            .max_results(PAGE);
        let listed = self.caller.pages(
            SUBSCRIBERS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.subscribers, page.next_token),
        );
        let addresses = listed.await?.into_iter();
        Ok(addresses.map(|it| it.address).collect())
    }
}

/// Minutes of calls by number. The key of a tag stands before its value; what else a number is billed for
/// counts as none.
fn minutes(groups: impl Iterator<Item = cost::Group>) -> BTreeMap<String, u64> {
    let mut by_number = BTreeMap::new();
    for group in groups {
        let keys = group.keys.unwrap_or_default();
        let [tag, usage] = keys.as_slice() else {
            continue;
        };
        let Some((_, number)) = tag.split_once('$').filter(|(_, value)| !value.is_empty()) else {
            continue;
        };
        let quantity = group.metrics.and_then(|mut it| it.remove(QUANTITY));
        let quantity = quantity.and_then(|it| it.amount?.parse::<f64>().ok());
        let is_calls = usage.to_ascii_lowercase().contains("min");
        let minutes = quantity.filter(|_| is_calls).unwrap_or_default();
        *by_number.entry(number.to_owned()).or_default() += whole(minutes);
    }
    by_number
}

/// A part of a minute is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "nobody talks for so long, and what is below none is none"
)]
fn whole(minutes: f64) -> u64 {
    minutes.ceil() as u64
}

/// A budget has its filter in the new form, or in the old one.
#[expect(deprecated, reason = "most budgets are of the old form")]
fn budget(told: types::Budget) -> BudgetRecord {
    let mut services = BTreeSet::new();
    let mut has_other_filters = false;
    if let Some(expression) = &told.filter_expression {
        has_other_filters |= !services_of(expression, &mut services);
    }
    for (key, values) in told.cost_filters.unwrap_or_default() {
        if key == SERVICE {
            services.extend(values);
        } else {
            has_other_filters = true;
        }
    }
    let types = told.cost_types;
    let counts = types
        .as_ref()
        .is_none_or(|it| it.include_credit != Some(false) || it.include_refund != Some(false));
    BudgetRecord {
        name: told.budget_name,
        is_cost: told.budget_type == types::BudgetType::Cost,
        services: services.into_iter().collect(),
        has_other_filters,
        // In the new form the metric says what counts, and net ones leave credits out.
        counts_credits: counts && told.filter_expression.is_none(),
    }
}

/// Collects services; false if there is anything else in an expression.
fn services_of(expression: &types::Expression, services: &mut BTreeSet<String>) -> bool {
    let mut is_plain = expression.not.is_none()
        && expression.tags.is_none()
        && expression.cost_categories.is_none();
    if let Some(dimension) = &expression.dimensions {
        if dimension.key == types::Dimension::Service {
            services.extend(dimension.values.iter().cloned());
        } else {
            is_plain = false;
        }
    }
    for inner in expression.or().iter().chain(expression.and()) {
        is_plain &= services_of(inner, services);
    }
    is_plain
}
