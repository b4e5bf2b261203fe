//! Messages on their way in.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    Queue, digest, errors,
    message::{Attribute, Message},
    queue,
};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Send {
    queue_url: String,
    #[serde(flatten)]
    letter: Letter,
}

/// What is sent, alone or in a batch.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Letter {
    message_body: String,
    delay_seconds: Option<u64>,
    #[serde(default)]
    message_attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    message_system_attributes: BTreeMap<String, Attribute>,
    message_deduplication_id: Option<String>,
    message_group_id: Option<String>,
}

/// A message that came under a deduplication id.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Seen {
    id: String,
    sequence: String,
    at: Time,
}

/// For so long a second message under the same deduplication id is taken and not delivered.
const DEDUPLICATED: Duration = Duration::from_mins(5);
const LONGEST_DELAY: u64 = 900;

pub(super) fn send(ctx: &mut Ctx<'_>, input: Send) -> Result<Value, AwsError> {
    let (id, now) = (ctx.ids.uuid(), ctx.now);
    queue(ctx, &input.queue_url)?.send(input.letter, id, now)
}

// === impl Queue ===

impl Queue {
    /// Takes a letter in and says what the sender is to know of it.
    pub(super) fn send(
        &mut self,
        letter: Letter,
        id: String,
        now: Time,
    ) -> Result<Value, AwsError> {
        self.check(&letter)?;
        let deduplication = self.deduplication(&letter)?;
        let mut message = Message::plain(id, letter.message_body, now);
        let delay = letter.delay_seconds.map(Duration::from_secs);
        message.visible = now + delay.unwrap_or_else(|| self.seconds("DelaySeconds"));
        message.attributes = letter.message_attributes;
        message.trace = letter
            .message_system_attributes
            .get("AWSTraceHeader")
            .and_then(|attribute| attribute.string_value.clone());
        message.group = letter.message_group_id;
        message.deduplication.clone_from(&deduplication);
        let mut answer = json!({
            "MD5OfMessageBody": digest::of_text(&message.body),
            "MD5OfMessageAttributes": digest::of_attributes(&message.attributes),
            "MD5OfMessageSystemAttributes":
                digest::of_attributes(&letter.message_system_attributes),
        });
        let seen = self.take_once(message, deduplication, now);
        answer["MessageId"] = Value::String(seen.id);
        if self.is_ordered() {
            answer["SequenceNumber"] = Value::String(seen.sequence);
        }
        Ok(answer)
    }

    /// Takes a message in unless its like came a short while ago.
    fn take_once(&mut self, message: Message, key: Option<String>, now: Time) -> Seen {
        self.seen.retain(|_, seen| seen.at + DEDUPLICATED > now);
        if let Some(seen) = key.as_ref().and_then(|key| self.seen.get(key)) {
            return seen.clone();
        }
        let id = message.id.clone();
        self.take_in(message);
        let sequence = self.messages.last().map(Message::sequence_number);
        let seen = Seen {
            id,
            sequence: sequence.unwrap_or_default(),
            at: now,
        };
        if let Some(key) = key {
            self.seen.insert(key, seen.clone());
        }
        seen
    }

    fn check(&self, letter: &Letter) -> Result<(), AwsError> {
        if letter.message_body.is_empty() {
            return Err(errors::missing("MessageBody"));
        }
        if letter.message_body.len() as u64 > self.number("MaximumMessageSize") {
            return Err(errors::invalid(
                "One or more parameters are invalid. Reason: Message must be shorter than the \
                 maximum size of the queue.",
            ));
        }
        if letter
            .delay_seconds
            .is_some_and(|delay| delay > LONGEST_DELAY)
        {
            return Err(errors::invalid(
                "Value for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 \
                 and <= 900.",
            ));
        }
        if self.is_ordered() && letter.message_group_id.is_none() {
            return Err(errors::missing("MessageGroupId"));
        }
        let valued = |attribute: &Attribute| {
            attribute.string_value.is_some() != attribute.binary_value.is_some()
        };
        match letter
            .message_attributes
            .iter()
            .find(|(_, attribute)| !valued(attribute))
        {
            Some((name, _)) => Err(errors::invalid(&format!(
                "The message attribute '{name}' must contain a non-empty message attribute value."
            ))),
            None => Ok(()),
        }
    }

    /// What makes a message of an ordered queue the same message.
    fn deduplication(&self, letter: &Letter) -> Result<Option<String>, AwsError> {
        if !self.is_ordered() {
            return Ok(None);
        }
        let by_content = self.attributes.get("ContentBasedDeduplication");
        match &letter.message_deduplication_id {
            Some(given) => Ok(Some(given.clone())),
            None if by_content.is_some_and(|value| value == "true") => {
                let hash: [u8; 32] = Sha256::digest(letter.message_body.as_bytes()).into();
                let (high, low) = hash.split_at(16);
                let hex = |half: &[u8]| {
                    let half: [u8; 16] = half.try_into().expect("half of 32 bytes");
                    format!("{:032x}", u128::from_be_bytes(half))
                };
                Ok(Some(hex(high) + &hex(low)))
            }
            None => Err(errors::invalid(
                "The queue should either have ContentBasedDeduplication enabled or \
                 MessageDeduplicationId provided explicitly",
            )),
        }
    }
}
