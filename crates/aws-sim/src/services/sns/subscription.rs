//! Who is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, home, page, topic};
use crate::{arn::Arn, context::Ctx, error::AwsError, place::Account};

#[derive(Debug, Serialize)]
pub(super) struct Subscription {
    pub(super) topic: String,
    /// The account that subscribed.
    pub(super) owner: Account,
    pub(super) protocol: String,
    pub(super) endpoint: String,
    pub(super) confirmed: bool,
    pub(super) attributes: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    topic_arn: String,
    protocol: String,
    #[serde(default)]
    endpoint: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    return_subscription_arn: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Confirm {
    topic_arn: String,
    token: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    subscription_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Set {
    subscription_arn: String,
    attribute_name: String,
    #[serde(default)]
    attribute_value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    topic_arn: Option<String>,
    next_token: Option<String>,
}

const SETTABLE: &[&str] = &[
    "DeliveryPolicy",
    "FilterPolicy",
    "FilterPolicyScope",
    "RawMessageDelivery",
    "RedrivePolicy",
    "ReplayPolicy",
    "SubscriptionRoleArn",
];
const PENDING: &str = "pending confirmation";

/// To subscribe again is to find the subscription.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let fits = match input.protocol.as_str() {
        "email" | "email-json" => input.endpoint.contains('@'),
        "http" | "https" => input
            .endpoint
            .starts_with(&format!("{}://", input.protocol)),
        "sms" => !input.endpoint.is_empty(),
        "sqs" | "lambda" | "firehose" | "application" => Arn::parse(&input.endpoint).is_some(),
        protocol => {
            return Err(errors::invalid(format!(
                "Invalid parameter: Amazon SNS does not support this protocol string: {protocol}"
            )));
        }
    };
    if !fits {
        return Err(errors::invalid("Invalid parameter: Endpoint"));
    }
    if let Some(name) = input
        .attributes
        .keys()
        .find(|name| !SETTABLE.contains(&name.as_str()))
    {
        return Err(errors::invalid(format!(
            "Invalid parameter: Attributes Reason: Unknown attribute: {name}"
        )));
    }
    topic(ctx, &input.topic_arn)?;
    let waits = ["email", "email-json", "http", "https"].contains(&input.protocol.as_str());
    let arn = format!("{}:{}", input.topic_arn, ctx.ids.uuid());
    let owner = ctx.account.clone();
    let state = home(ctx, &input.topic_arn);
    let same = |one: &Subscription| {
        one.topic == input.topic_arn
            && one.protocol == input.protocol
            && one.endpoint == input.endpoint
    };
    let there = state.subscriptions.iter().find(|(_, one)| same(one));
    let (arn, confirmed) = if let Some((arn, one)) = there {
        (arn.clone(), one.confirmed)
    } else {
        let subscription = Subscription {
            topic: input.topic_arn,
            owner,
            protocol: input.protocol,
            endpoint: input.endpoint,
            confirmed: !waits,
            attributes: input.attributes,
        };
        state.subscriptions.insert(arn.clone(), subscription);
        (arn, !waits)
    };
    let shown = if confirmed || input.return_subscription_arn {
        arn
    } else {
        PENDING.to_owned()
    };
    Ok(json!({ "SubscriptionArn": shown }))
}

pub(super) fn confirm(ctx: &mut Ctx<'_>, input: Confirm) -> Result<Value, AwsError> {
    topic(ctx, &input.topic_arn)?;
    let last = input.token.rsplit(':').next().unwrap_or_default();
    let arn = format!("{}:{last}", input.topic_arn);
    let state = home(ctx, &input.topic_arn);
    let subscription = state.subscriptions.get_mut(&arn);
    let subscription = subscription.ok_or_else(|| errors::invalid("Invalid parameter: Token"))?;
    subscription.confirmed = true;
    Ok(json!({ "SubscriptionArn": arn }))
}

/// To end what is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let state = home(ctx, &input.subscription_arn);
    if let Some(gone) = state.subscriptions.remove(&input.subscription_arn)
        && let Some(topic) = state.topics.get_mut(&gone.topic)
    {
        topic.ended += 1;
    }
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let arn = input.subscription_arn;
    let subscription = subscription(ctx, &arn)?;
    let mut all = subscription.attributes.clone();
    all.entry("RawMessageDelivery".to_owned())
        .or_insert_with(|| "false".to_owned());
    for (name, value) in [
        ("SubscriptionArn", arn),
        ("TopicArn", subscription.topic.clone()),
        ("Owner", subscription.owner.to_string()),
        ("Protocol", subscription.protocol.clone()),
        ("Endpoint", subscription.endpoint.clone()),
        ("PendingConfirmation", (!subscription.confirmed).to_string()),
        (
            "ConfirmationWasAuthenticated",
            subscription.confirmed.to_string(),
        ),
    ] {
        all.insert(name.to_owned(), value);
    }
    Ok(json!({ "Attributes": all }))
}

pub(super) fn set(ctx: &mut Ctx<'_>, input: Set) -> Result<(), AwsError> {
    let subscription = subscription(ctx, &input.subscription_arn)?;
    if !SETTABLE.contains(&input.attribute_name.as_str()) {
        return Err(errors::invalid("Invalid parameter: AttributeName"));
    }
    if input.attribute_value.is_empty() {
        subscription.attributes.remove(&input.attribute_name);
    } else {
        subscription
            .attributes
            .insert(input.attribute_name, input.attribute_value);
    }
    Ok(())
}

/// All, or those of one topic.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    if let Some(arn) = &input.topic_arn {
        topic(ctx, arn)?;
    }
    let wanted = input.topic_arn.as_ref();
    let own = |one: &Subscription| one.owner == *ctx.account;
    let states = ctx.world.sns.all();
    let all = states.flat_map(|state| &state.subscriptions);
    let asked = all.filter(|(_, one)| match wanted {
        Some(topic) => *topic == one.topic,
        None => {
            own(one) && Arn::parse(&one.topic).is_some_and(|arn| arn.region == ctx.region.as_str())
        }
    });
    let asked: BTreeMap<_, _> = asked.collect();
    let asked = asked.into_iter();
    let rows = asked.map(|(arn, one)| {
        let shown = json!({
            "SubscriptionArn": if one.confirmed { arn } else { "PendingConfirmation" },
            "Owner": one.owner,
            "Protocol": one.protocol,
            "Endpoint": one.endpoint,
            "TopicArn": one.topic,
        });
        (arn.clone(), shown)
    });
    let page = page(ctx, input.next_token, rows)?;
    Ok(json!({ "Subscriptions": page.items, "NextToken": page.next_token }))
}

fn subscription<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Subscription, AwsError> {
    let state = home(ctx, arn);
    let subscription = state.subscriptions.get_mut(arn);
    subscription.ok_or_else(errors::no_subscription)
}
