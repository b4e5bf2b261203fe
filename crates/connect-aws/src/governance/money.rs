//! Budgets, their topics, and what surrounds cost, looked at.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use aws_sdk_budgets::types;
use aws_sdk_costexplorer::types as cost;
use aws_sdk_sns as sns;
use connect_governance::port::{AlertRecord, BudgetRecord, MoneySight};
use connect_model::{AccountId, Fault, FaultClass};

use crate::{aws::Aws, call::Operation};

const BUDGETS: Operation = operation("budgets", "DescribeBudgets");
const NOTIFICATIONS: Operation = operation("budgets", "DescribeNotificationsForBudget");
const SUBSCRIBERS: Operation = operation("budgets", "DescribeSubscribersForNotification");
const MONITORS: Operation = operation("ce", "GetAnomalyMonitors");
const ALLOCATION: Operation = operation("ce", "ListCostAllocationTags");
const TOPIC: Operation = operation("sns", "GetTopicAttributes");
/// The largest pages.
const BUDGET_PAGE: i32 = 100;
const PAGE: i32 = 100;
const SERVICE: &str = "Service";

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

    async fn allocation_tags(&self) -> Result<BTreeMap<String, bool>, Fault> {
        let request = self.cost_explorer.list_cost_allocation_tags();
        let request = request
            .r#type(cost::CostAllocationTagType::UserDefined)
            .max_results(PAGE);
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
