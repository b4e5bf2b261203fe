//! When somebody is told.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Budget, budget, errors, page, subscriber::Subscriber};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Serialize)]
pub(super) struct Notification {
    pub(super) rule: Rule,
    pub(super) subscribers: Vec<Subscriber>,
}

/// What makes one notification another than the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Rule {
    notification_type: String,
    comparison_operator: String,
    threshold: f64,
    #[serde(default = "percentage")]
    threshold_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Given {
    notification: Rule,
    subscribers: Vec<Subscriber>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    account_id: String,
    budget_name: String,
    #[serde(flatten)]
    given: Given,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    account_id: String,
    budget_name: String,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    account_id: String,
    budget_name: String,
    old_notification: Rule,
    new_notification: Rule,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    account_id: String,
    budget_name: String,
    notification: Rule,
}

/// Notifications of one budget (facts of the service quotas page).
const MOST: usize = 5;

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    budget(ctx, &input.account_id, &input.budget_name)?.add(input.given)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    let rows: Vec<(String, Value)> = budget
        .notifications
        .iter()
        .enumerate()
        .map(|(at, notification)| {
            let mut shown = json!(notification.rule);
            shown["NotificationState"] = json!("OK");
            (format!("{at:04}"), shown)
        })
        .collect();
    let page = page(ctx, input.max_results, input.next_token, rows)?;
    Ok(json!({ "Notifications": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    let taken = budget.notification(&input.new_notification).is_ok();
    let notification = budget.notification(&input.old_notification)?;
    if taken && input.new_notification != input.old_notification {
        return Err(errors::duplicate("notification"));
    }
    notification.rule = input.new_notification;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    budget.notification(&input.notification)?;
    budget
        .notifications
        .retain(|notification| notification.rule != input.notification);
    Ok(())
}

fn percentage() -> String {
    "PERCENTAGE".to_owned()
}

// === impl Budget ===

impl Budget {
    pub(super) fn add(&mut self, given: Given) -> Result<(), AwsError> {
        if self.notification(&given.notification).is_ok() {
            return Err(errors::duplicate("notification"));
        }
        if self.notifications.len() >= MOST {
            return Err(errors::too_many("5 notifications per budget"));
        }
        let mut notification = Notification {
            rule: given.notification,
            subscribers: Vec::new(),
        };
        for subscriber in given.subscribers {
            notification.add(subscriber)?;
        }
        self.notifications.push(notification);
        Ok(())
    }

    pub(super) fn notification(&mut self, rule: &Rule) -> Result<&mut Notification, AwsError> {
        let mut all = self.notifications.iter_mut();
        all.find(|notification| notification.rule == *rule)
            .ok_or_else(|| errors::missing("the notification"))
    }
}
