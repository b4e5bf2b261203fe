//! Kepts of costs, and who hears of what they find. They are kept, and find nothing.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Kept, date, invalid, page};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateMonitor {
    anomaly_monitor: Map<String, Value>,
    #[serde(default)]
    resource_tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateSubscription {
    anomaly_subscription: Map<String, Value>,
    #[serde(default)]
    resource_tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Monitor {
    monitor_arn: String,
    /// What an update changes.
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Subscription {
    subscription_arn: String,
    /// What an update changes.
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetMonitors {
    monitor_arn_list: Option<Vec<String>>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetSubscriptions {
    subscription_arn_list: Option<Vec<String>>,
    monitor_arn: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn create_monitor(ctx: &mut Ctx<'_>, input: CreateMonitor) -> Result<Value, AwsError> {
    let mut told = input.anomaly_monitor;
    let arn = arn(ctx, "anomalymonitor");
    told.insert("MonitorArn".to_owned(), json!(arn));
    told.insert("CreationDate".to_owned(), json!(date(ctx.now)[..10]));
    let tags = input.resource_tags.into_iter().map(Tag::pair);
    let monitor = Kept {
        told,
        tags: tags.collect(),
    };
    let state = ctx.world.ce.at(ctx.account);
    state.monitors.insert(arn.clone(), monitor);
    Ok(json!({ "MonitorArn": arn }))
}

pub(super) fn get_monitors(ctx: &mut Ctx<'_>, input: GetMonitors) -> Result<Value, AwsError> {
    let monitors = &ctx.world.ce.at(ctx.account).monitors;
    let wanted = input.monitor_arn_list;
    if let Some(gone) = unknown(wanted.as_ref(), |arn| monitors.contains_key(arn)) {
        return Err(no_monitor(gone));
    }
    let asked = monitors
        .iter()
        .filter(|(arn, _)| wanted.as_ref().is_none_or(|wanted| wanted.contains(arn)));
    let rows: Vec<_> = asked.map(|(arn, kept)| kept.row(arn)).collect();
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "AnomalyMonitors": page.items, "NextPageToken": page.next_token }))
}

pub(super) fn update_monitor(ctx: &mut Ctx<'_>, input: Monitor) -> Result<Value, AwsError> {
    let monitors = &mut ctx.world.ce.at(ctx.account).monitors;
    let monitor = monitors.get_mut(&input.monitor_arn);
    let monitor = monitor.ok_or_else(|| no_monitor(&input.monitor_arn))?;
    monitor.told.extend(input.told);
    Ok(json!({ "MonitorArn": input.monitor_arn }))
}

/// Subscriptions to it lose it.
pub(super) fn delete_monitor(ctx: &mut Ctx<'_>, input: Monitor) -> Result<Value, AwsError> {
    let monitors = &mut ctx.world.ce.at(ctx.account).monitors;
    let gone = monitors.remove(&input.monitor_arn);
    gone.ok_or_else(|| no_monitor(&input.monitor_arn))?;
    Ok(json!({}))
}

pub(super) fn create_subscription(
    ctx: &mut Ctx<'_>,
    input: CreateSubscription,
) -> Result<Value, AwsError> {
    let mut told = input.anomaly_subscription;
    check(ctx, &told)?;
    let arn = arn(ctx, "anomalysubscription");
    told.insert("SubscriptionArn".to_owned(), json!(arn));
    told.insert("AccountId".to_owned(), json!(ctx.account));
    let tags = input.resource_tags.into_iter().map(Tag::pair);
    let subscription = Kept {
        told,
        tags: tags.collect(),
    };
    let state = ctx.world.ce.at(ctx.account);
    state.subscriptions.insert(arn.clone(), subscription);
    Ok(json!({ "SubscriptionArn": arn }))
}

pub(super) fn get_subscriptions(
    ctx: &mut Ctx<'_>,
    input: GetSubscriptions,
) -> Result<Value, AwsError> {
    let subscriptions = &ctx.world.ce.at(ctx.account).subscriptions;
    let wanted = input.subscription_arn_list;
    if let Some(gone) = unknown(wanted.as_ref(), |arn| subscriptions.contains_key(arn)) {
        return Err(no_subscription(gone));
    }
    let of = |subscription: &Kept| {
        input.monitor_arn.as_ref().is_none_or(|monitor| {
            let monitors = subscription.told.get("MonitorArnList");
            let monitors = monitors.and_then(Value::as_array);
            monitors.is_some_and(|all| all.iter().any(|one| one == monitor.as_str()))
        })
    };
    let asked = subscriptions.iter().filter(|(arn, subscription)| {
        wanted.as_ref().is_none_or(|wanted| wanted.contains(arn)) && of(subscription)
    });
    let rows: Vec<_> = asked.map(|(arn, kept)| kept.row(arn)).collect();
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "AnomalySubscriptions": page.items, "NextPageToken": page.next_token }))
}

pub(super) fn update_subscription(
    ctx: &mut Ctx<'_>,
    input: Subscription,
) -> Result<Value, AwsError> {
    check(ctx, &input.told)?;
    let subscriptions = &mut ctx.world.ce.at(ctx.account).subscriptions;
    let subscription = subscriptions.get_mut(&input.subscription_arn);
    let subscription = subscription.ok_or_else(|| no_subscription(&input.subscription_arn))?;
    subscription.told.extend(input.told);
    Ok(json!({ "SubscriptionArn": input.subscription_arn }))
}

pub(super) fn delete_subscription(
    ctx: &mut Ctx<'_>,
    input: Subscription,
) -> Result<Value, AwsError> {
    let subscriptions = &mut ctx.world.ce.at(ctx.account).subscriptions;
    let gone = subscriptions.remove(&input.subscription_arn);
    gone.ok_or_else(|| no_subscription(&input.subscription_arn))?;
    Ok(json!({}))
}

/// The monitors of a subscription are there, and mails do not go out at once.
fn check(ctx: &mut Ctx<'_>, told: &Map<String, Value>) -> Result<(), AwsError> {
    let monitors = &ctx.world.ce.at(ctx.account).monitors;
    let listed = told.get("MonitorArnList").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    for monitor in listed {
        if !monitors.contains_key(monitor) {
            return Err(no_monitor(monitor));
        }
    }
    let subscribers = told.get("Subscribers").and_then(Value::as_array);
    let mut subscribers = subscribers.into_iter().flatten();
    let immediate = told.get("Frequency").is_some_and(|of| of == "IMMEDIATE");
    if immediate && subscribers.any(|subscriber| subscriber["Type"] == "EMAIL") {
        return Err(invalid("Immediate subscriptions go to SNS topics only."));
    }
    Ok(())
}

fn unknown(wanted: Option<&Vec<String>>, known: impl Fn(&str) -> bool) -> Option<&String> {
    wanted?.iter().find(|arn| !known(arn))
}

fn arn(ctx: &mut Ctx<'_>, kind: &str) -> String {
    format!("arn:aws:ce::{}:{kind}/{}", ctx.account, ctx.ids.uuid())
}

fn no_monitor(arn: &str) -> AwsError {
    AwsError::new(
        "UnknownMonitorException",
        format!("Monitor {arn} does not exist."),
    )
}

fn no_subscription(arn: &str) -> AwsError {
    AwsError::new(
        "UnknownSubscriptionException",
        format!("Subscription {arn} does not exist."),
    )
}
