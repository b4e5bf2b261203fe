//! One message.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Queue, digest};
use crate::time::Time;

#[derive(Debug, Clone, Serialize)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) body: String,
    pub(super) attributes: BTreeMap<String, Attribute>,
    pub(super) sent: Time,
    /// From when on it can be received: after a delay, or after it was in flight.
    pub(super) visible: Time,
    pub(super) receives: u64,
    pub(super) first_received: Option<Time>,
    /// That of the last receipt.
    pub(super) handle: Option<String>,
    pub(super) sequence: u64,
    pub(super) group: Option<String>,
    pub(super) deduplication: Option<String>,
    pub(super) trace: Option<String>,
    /// The queue that gave it up.
    pub(super) dead_letter_source: Option<String>,
}

/// A value that a sender adds to a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Attribute {
    pub(super) data_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) string_value: Option<String>,
    /// In base64, as on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) binary_value: Option<String>,
}

// === impl Message ===

impl Message {
    /// A message that says nothing but its body.
    pub(super) fn plain(id: String, body: String, now: Time) -> Self {
        Self {
            id,
            body,
            attributes: BTreeMap::new(),
            sent: now,
            visible: now,
            receives: 0,
            first_received: None,
            handle: None,
            sequence: 0,
            group: None,
            deduplication: None,
            trace: None,
            dead_letter_source: None,
        }
    }

    /// Whether somebody has it and it may still come back.
    pub(super) fn in_flight(&self, now: Time) -> bool {
        self.receives > 0 && self.visible > now
    }

    /// Marks it as received, under a new handle, and hides it.
    pub(super) fn received(&mut self, handle: String, now: Time, hidden: Duration) {
        self.receives += 1;
        self.first_received.get_or_insert(now);
        self.handle = Some(handle);
        self.visible = now + hidden;
    }

    /// The message as a receiver gets it, with the attributes that it asks for.
    pub(super) fn shown(&self, system: &[String], own: &[String], sender: &str) -> Value {
        let asks = |name: &str| system.iter().any(|asked| asked == "All" || asked == name);
        let facts = self.facts(sender).into_iter();
        let system: Map<String, Value> = facts
            .filter_map(|(name, value)| Some((name, value?)))
            .filter(|(name, _)| asks(name))
            .map(|(name, value)| (name.to_owned(), Value::String(value)))
            .collect();
        let own: BTreeMap<String, Attribute> = self
            .attributes
            .iter()
            .filter(|(name, _)| own.iter().any(|asked| fits(asked, name)))
            .map(|(name, attribute)| (name.clone(), attribute.clone()))
            .collect();
        json!({
            "MessageId": self.id,
            "ReceiptHandle": self.handle,
            "MD5OfBody": digest::of_text(&self.body),
            "Body": self.body,
            "Attributes": (!system.is_empty()).then_some(system),
            "MD5OfMessageAttributes": digest::of_attributes(&own),
            "MessageAttributes": (!own.is_empty()).then_some(own),
        })
    }

    fn facts(&self, sender: &str) -> [(&'static str, Option<String>); 9] {
        let millis = |time: Time| (time.as_micros() / 1_000).to_string();
        let ordered = self.group.is_some();
        [
            ("SenderId", Some(sender.to_owned())),
            ("SentTimestamp", Some(millis(self.sent))),
            ("ApproximateReceiveCount", Some(self.receives.to_string())),
            (
                "ApproximateFirstReceiveTimestamp",
                self.first_received.map(millis),
            ),
            ("SequenceNumber", ordered.then(|| self.sequence_number())),
            ("MessageDeduplicationId", self.deduplication.clone()),
            ("MessageGroupId", self.group.clone()),
            ("AWSTraceHeader", self.trace.clone()),
            ("DeadLetterQueueSourceArn", self.dead_letter_source.clone()),
        ]
    }

    /// Twenty digits, as in AWS.
    pub(super) fn sequence_number(&self) -> String {
        format!(
            "{:020}",
            18_000_000_000_000_000_000 + u128::from(self.sequence)
        )
    }
}

/// `All`, `.*`, a name, or the beginning of one before `.*`.
fn fits(asked: &str, name: &str) -> bool {
    let prefix = asked.strip_suffix(".*");
    asked == "All" || asked == name || prefix.is_some_and(|prefix| name.starts_with(prefix))
}

// === impl Queue ===

impl Queue {
    /// Puts a message at the end.
    pub(super) fn take_in(&mut self, mut message: Message) {
        self.arrived += 1;
        message.sequence = self.arrived;
        self.messages.push(message);
    }
}
