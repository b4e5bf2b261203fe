//! Topics themselves.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Topic, errors, home, page, topic};
use crate::{arn::Arn, context::Ctx, error::AwsError, services::tag::Tag};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    topic_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Set {
    topic_arn: String,
    attribute_name: String,
    #[serde(default)]
    attribute_value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    next_token: Option<String>,
}

/// The attributes that may be set (API reference, `SetTopicAttributes`).
const SETTABLE: &[&str] = &[
    "ArchivePolicy",
    "ContentBasedDeduplication",
    "DeliveryPolicy",
    "DisplayName",
    "FifoThroughputScope",
    "KmsMasterKeyId",
    "Policy",
    "SignatureVersion",
    "TracingConfig",
];
/// Parts of names of attributes about feedback, of which there are many.
const FEEDBACK: &[&str] = &["FeedbackRoleArn", "FeedbackSampleRate"];

/// To make a topic that is there with the same attributes is to find it.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let fifo = input
        .attributes
        .get("FifoTopic")
        .is_some_and(|value| value == "true");
    let plain = input.name.strip_suffix(".fifo");
    let stem = plain.filter(|_| fifo).unwrap_or(&input.name);
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let valid = (1..=256).contains(&stem.len()) && stem.chars().all(letter);
    if !valid || fifo != plain.is_some() {
        return Err(errors::invalid("Invalid parameter: Topic Name"));
    }
    let mut names = input.attributes.keys();
    if let Some(name) = names.find(|name| *name != "FifoTopic" && !is_settable(name)) {
        return Err(errors::invalid(format!(
            "Invalid parameter: Attributes Reason: Unknown attribute {name}"
        )));
    }
    let arn = ctx.arn("sns", &input.name);
    let state = ctx.world.sns.at(ctx.account, ctx.region);
    if let Some(there) = state.topics.get(&arn) {
        let same = |(name, value): (&String, &String)| there.attributes.get(name) == Some(value);
        if !input.attributes.iter().all(same) {
            return Err(errors::invalid(
                "Invalid parameter: Attributes Reason: Topic already exists with different \
                 attributes",
            ));
        }
    } else {
        let topic = Topic {
            attributes: input.attributes,
            tags: input.tags.into_iter().map(Tag::pair).collect(),
            ended: 0,
            published: 0,
        };
        state.topics.insert(arn.clone(), topic);
    }
    Ok(json!({ "TopicArn": arn }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let arn = &input.topic_arn;
    let topic = topic(ctx, arn)?;
    let mut all = topic.attributes.clone();
    let ended = topic.ended;
    let account = Arn::parse(arn).map_or("", |arn| arn.account);
    let state = home(ctx, arn);
    let here = state
        .subscriptions
        .values()
        .filter(|subscription| subscription.topic == *arn);
    let (confirmed, pending): (Vec<_>, Vec<_>) = here.partition(|one| one.confirmed);
    let policy = default_policy(arn, account);
    all.entry("Policy".to_owned()).or_insert(policy);
    for (name, value) in [
        ("TopicArn", arn.clone()),
        ("Owner", account.to_owned()),
        ("SubscriptionsConfirmed", confirmed.len().to_string()),
        ("SubscriptionsPending", pending.len().to_string()),
        ("SubscriptionsDeleted", ended.to_string()),
    ] {
        all.insert(name.to_owned(), value);
    }
    all.entry("DisplayName".to_owned()).or_default();
    Ok(json!({ "Attributes": all }))
}

pub(super) fn set(ctx: &mut Ctx<'_>, input: Set) -> Result<(), AwsError> {
    let topic = topic(ctx, &input.topic_arn)?;
    let (name, value) = (input.attribute_name, input.attribute_value);
    if !is_settable(&name) {
        return Err(errors::invalid("Invalid parameter: AttributeName"));
    }
    let document = name.ends_with("Policy") && !value.is_empty();
    if document && serde_json::from_str::<Value>(&value).is_err() {
        return Err(errors::invalid(format!(
            "Invalid parameter: {name} is no JSON"
        )));
    }
    if value.is_empty() {
        topic.attributes.remove(&name);
    } else {
        topic.attributes.insert(name, value);
    }
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.sns.get(ctx.account, ctx.region);
    let topics = state.into_iter().flat_map(|state| state.topics.keys());
    let rows = topics.map(|arn| (arn.clone(), json!({ "TopicArn": arn })));
    let page = page(ctx, input.next_token, rows)?;
    Ok(json!({ "Topics": page.items, "NextToken": page.next_token }))
}

/// A topic goes with its subscriptions. To delete one that is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let state = home(ctx, &input.topic_arn);
    state.topics.remove(&input.topic_arn);
    state
        .subscriptions
        .retain(|_, subscription| subscription.topic != input.topic_arn);
    Ok(())
}

fn is_settable(name: &str) -> bool {
    SETTABLE.contains(&name) || FEEDBACK.iter().any(|end| name.ends_with(end))
}

/// The owner may do everything.
pub(super) fn default_policy(arn: &str, account: &str) -> String {
    let actions = [
        "GetTopicAttributes",
        "SetTopicAttributes",
        "AddPermission",
        "RemovePermission",
        "DeleteTopic",
        "Subscribe",
        "ListSubscriptionsByTopic",
        "Publish",
    ];
    let actions = actions.map(|action| format!("SNS:{action}"));
    let statement = json!({
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": { "AWS": "*" },
        "Action": actions,
        "Resource": arn,
        "Condition": { "StringEquals": { "AWS:SourceOwner": account } },
    });
    json!({ "Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement] })
        .to_string()
}
