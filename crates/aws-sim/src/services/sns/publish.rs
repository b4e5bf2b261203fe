//! Messages: counted, and brought to the queues and functions that are subscribed.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, place, subscription::Subscription, topic};
use crate::{
    context::Ctx,
    error::AwsError,
    ids::Ids,
    services::{self, iam::OnBehalf},
    time::{self, Time},
    world::World,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    topic_arn: Option<String>,
    target_arn: Option<String>,
    phone_number: Option<String>,
    #[serde(flatten)]
    letter: Letter,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch {
    topic_arn: String,
    publish_batch_request_entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    #[serde(rename = "Id")]
    id: String,
    #[serde(flatten)]
    letter: Letter,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Letter {
    message: String,
    subject: Option<String>,
    message_structure: Option<String>,
}

/// A message to a telephone goes nowhere.
pub(super) fn one(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let topic = match (input.topic_arn.or(input.target_arn), input.phone_number) {
        (Some(topic), None) => topic,
        (None, Some(_)) => return Ok(json!({ "MessageId": ctx.ids.uuid() })),
        _ => {
            return Err(errors::invalid(
                "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
            ));
        }
    };
    let id = publish(ctx, &topic, &input.letter)?;
    Ok(json!({ "MessageId": id }))
}

pub(super) fn batch(ctx: &mut Ctx<'_>, input: Batch) -> Result<Value, AwsError> {
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    topic(ctx, &input.topic_arn)?;
    for Entry { id, letter } in input.publish_batch_request_entries {
        match publish(ctx, &input.topic_arn, &letter) {
            Ok(message) => done.push(json!({ "Id": id, "MessageId": message })),
            Err(error) => failed.push(json!({
                "Id": id,
                "Code": error.code,
                "Message": error.message,
                "SenderFault": true,
            })),
        }
    }
    Ok(json!({ "Successful": done, "Failed": failed }))
}

fn publish(ctx: &mut Ctx<'_>, arn: &str, letter: &Letter) -> Result<String, AwsError> {
    if letter.message.is_empty() {
        return Err(errors::invalid("Invalid parameter: Empty message"));
    }
    topic(ctx, arn)?;
    let text = letter.text()?;
    let letter = services::Letter {
        subject: letter.subject.as_deref(),
        text: &text,
    };
    Ok(to_all(ctx.world, arn, letter, &mut ctx.ids, ctx.now))
}

/// Brings a message to the queues and functions that are subscribed to the topic with this ARN, and
/// gives it an id. The policy of the topic is not asked, those of queues and functions are.
pub(crate) fn to_all(
    world: &mut World,
    arn: &str,
    letter: services::Letter<'_>,
    ids: &mut Ids,
    now: Time,
) -> String {
    let id = ids.uuid();
    let Some((account, region)) = place(arn) else {
        return id;
    };
    let state = world.sns.at(&account, &region);
    if let Some(topic) = state.topics.get_mut(arn) {
        topic.published += 1;
    }
    let subscribed = state.subscriptions.iter();
    let told: Vec<(String, Subscribed)> = subscribed
        .filter(|(_, one)| one.topic == arn && one.confirmed)
        .filter_map(|(subscription, one)| Some((subscription.clone(), Subscribed::of(one)?)))
        .collect();
    let sender = OnBehalf {
        service: "sns.amazonaws.com",
        arn,
        account: account.as_str(),
    };
    let envelope = envelope(arn, &id, letter, now);
    for (subscription, one) in told {
        let text = match &one {
            Subscribed::Queue { raw: true, .. } => letter.text.to_owned(),
            Subscribed::Queue { raw: false, .. } => envelope.to_string(),
            Subscribed::Function(_) => json!({ "Records": [{
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": subscription,
                "Sns": envelope,
            }]})
            .to_string(),
        };
        let (Subscribed::Queue { arn: target, .. } | Subscribed::Function(target)) = &one;
        let copy = services::Letter {
            text: &text,
            ..letter
        };
        services::send(world, target, copy, sender, ids, now);
    }
    id
}

/// Whom a message reaches.
enum Subscribed {
    Queue { arn: String, raw: bool },
    Function(String),
}

fn envelope(arn: &str, id: &str, letter: services::Letter<'_>, now: Time) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let seconds = (now.as_micros() / 1_000_000) as f64;
    json!({
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": arn,
        "Subject": letter.subject,
        "Message": letter.text,
        "Timestamp": time::iso8601(seconds),
    })
}

// === impl Subscribed ===

impl Subscribed {
    /// Nobody is mailed, and nothing is called by its URL.
    fn of(one: &Subscription) -> Option<Self> {
        let arn = one.endpoint.clone();
        let raw = one.attributes.get("RawMessageDelivery");
        match one.protocol.as_str() {
            "sqs" => Some(Self::Queue {
                arn,
                raw: raw.is_some_and(|raw| raw == "true"),
            }),
            "lambda" => Some(Self::Function(arn)),
            _ => None,
        }
    }
}

// === impl Letter ===

impl Letter {
    /// The message for queues: of a message in JSON that for `sqs`, or the one for all others.
    fn text(&self) -> Result<String, AwsError> {
        if self.message_structure.as_deref() != Some("json") {
            return Ok(self.message.clone());
        }
        let refused = || {
            errors::invalid(
                "Invalid parameter: Message Structure - JSON message body failed to parse",
            )
        };
        let parts: Value = serde_json::from_str(&self.message).map_err(|_| refused())?;
        let text = |name: &str| parts.get(name).and_then(Value::as_str);
        let default = text("default").ok_or_else(refused)?;
        Ok(text("sqs").unwrap_or(default).to_owned())
    }
}
