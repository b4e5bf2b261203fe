//! Money.

use serde_json::json;

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    sound::policy,
    wire::{json, query},
};

const ACCOUNT: &str = "111111111111";
const BUDGET: &str = "connect";

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    done("anomalies-unwatched", |estate| Box::pin(unwatched(estate))),
    declared("budget-half", &[("    alerts:", "    services: [\"Amazon Connect\"]\n    alerts:")]),
    done("budget-hides-credits", |estate| Box::pin(credits(estate))),
    done("budget-missing", |estate| Box::pin(gone(estate))),
    done("budget-silent", |estate| Box::pin(silent(estate))),
    done("budget-topic-closed", |estate| Box::pin(closed(estate))),
];

async fn unwatched(estate: &Estate) {
    let listed = json(&estate.desk, "ce", "GetAnomalyMonitors", json!({})).await;
    let arn = json!({ "MonitorArn": listed["AnomalyMonitors"][0]["MonitorArn"] });
    json(&estate.desk, "ce", "DeleteAnomalyMonitor", arn).await;
}

async fn credits(estate: &Estate) {
    let named = json!({ "AccountId": ACCOUNT, "BudgetName": BUDGET });
    let described = json(&estate.desk, "budgets", "DescribeBudget", named).await;
    let mut budget = described["Budget"].clone();
    budget["CostTypes"]["IncludeCredit"] = true.into();
    budget["CostTypes"]["IncludeRefund"] = true.into();
    budget.as_object_mut().unwrap().retain(|name, _| {
        [
            "BudgetName",
            "BudgetLimit",
            "BudgetType",
            "TimeUnit",
            "CostTypes",
            "CostFilters",
        ]
        .contains(&name.as_str())
    });
    let body = json!({ "AccountId": ACCOUNT, "NewBudget": budget });
    json(&estate.desk, "budgets", "UpdateBudget", body).await;
}

async fn gone(estate: &Estate) {
    let named = json!({ "AccountId": ACCOUNT, "BudgetName": BUDGET });
    json(&estate.desk, "budgets", "DeleteBudget", named).await;
}

async fn silent(estate: &Estate) {
    let named = json!({ "AccountId": ACCOUNT, "BudgetName": BUDGET });
    let listed = json(
        &estate.desk,
        "budgets",
        "DescribeNotificationsForBudget",
        named.clone(),
    )
    .await;
    for notification in listed["Notifications"].as_array().unwrap() {
        let mut notification = notification.clone();
        notification
            .as_object_mut()
            .unwrap()
            .remove("NotificationState");
        let mut body = named.clone();
        body["Notification"] = notification;
        json(&estate.desk, "budgets", "DeleteNotification", body).await;
    }
}

async fn closed(estate: &Estate) {
    let closed = policy(&["events.amazonaws.com"], "sns:Publish");
    let set = [
        ("TopicArn", "arn:aws:sns:us-east-1:111111111111:budgets"),
        ("AttributeName", "Policy"),
        ("AttributeValue", closed.as_str()),
    ];
    query(&estate.desk, "sns", "SetTopicAttributes", &set).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_budgets_is_found() {
    all_are_found(WRONGS).await;
}
