//! Messages: counted, and put into the queues that are subscribed.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, home, topic};
use crate::{context::Ctx, error::AwsError, services::sqs, time};

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
    let message = letter.text()?;
    topic(ctx, arn)?.published += 1;
    let id = ctx.ids.uuid();
    let state = home(ctx, arn);
    let queues: Vec<(String, bool)> = state
        .subscriptions
        .values()
        .filter(|one| one.topic == arn && one.confirmed && one.protocol == "sqs")
        .map(|one| {
            let raw = one.attributes.get("RawMessageDelivery");
            (one.endpoint.clone(), raw.is_some_and(|raw| raw == "true"))
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let seconds = (ctx.now.as_micros() / 1_000_000) as f64;
    let envelope = json!({
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": arn,
        "Subject": letter.subject,
        "Message": message,
        "Timestamp": time::iso8601(seconds),
    });
    for (queue, raw) in queues {
        let body = if raw {
            message.clone()
        } else {
            envelope.to_string()
        };
        sqs::deliver(ctx.world, &queue, &body, &mut ctx.ids, ctx.now);
    }
    Ok(id)
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
