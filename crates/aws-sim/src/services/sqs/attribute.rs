//! Attributes of queues: what may be set, what is if nothing is set, and what is counted.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Queue, errors, queue};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    queue_url: String,
    #[serde(default)]
    attribute_names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Set {
    queue_url: String,
    attributes: BTreeMap<String, String>,
}

/// How often a message is given out before it goes elsewhere.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Redrive {
    pub(super) dead_letter_target_arn: String,
    #[serde(deserialize_with = "count")]
    pub(super) max_receive_count: u64,
}

/// Number attributes: name, default, least and most (API reference, `SetQueueAttributes`).
const NUMBERS: &[(&str, u64, u64, u64)] = &[
    ("DelaySeconds", 0, 0, 900),
    ("KmsDataKeyReusePeriodSeconds", 300, 60, 86_400),
    ("MaximumMessageSize", 1_048_576, 1_024, 1_048_576),
    ("MessageRetentionPeriod", 345_600, 60, 1_209_600),
    ("ReceiveMessageWaitTimeSeconds", 0, 0, 20),
    ("VisibilityTimeout", 30, 0, 43_200),
];
/// Attributes that are shown only when they are set.
const TEXTS: &[&str] = &[
    "KmsMasterKeyId",
    "Policy",
    "RedriveAllowPolicy",
    "RedrivePolicy",
];
/// Attributes of FIFO queues, and what they may say.
const ORDERED: &[(&str, &str, &[&str])] = &[
    ("ContentBasedDeduplication", "false", &["true", "false"]),
    ("DeduplicationScope", "queue", &["queue", "messageGroup"]),
    ("FifoQueue", "true", &["true"]),
    (
        "FifoThroughputLimit",
        "perQueue",
        &["perQueue", "perMessageGroupId"],
    ),
];

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let now = ctx.now;
    let queue = queue(ctx, &input.queue_url)?;
    let mut all = queue.all_attributes(now);
    if !input.attribute_names.iter().any(|name| name == "All") {
        all.retain(|name, _| input.attribute_names.contains(name));
    }
    Ok(json!({ "Attributes": (!all.is_empty()).then_some(all) }))
}

pub(super) fn set(ctx: &mut Ctx<'_>, input: Set) -> Result<(), AwsError> {
    let now = ctx.now;
    let queue = queue(ctx, &input.queue_url)?;
    check(&input.attributes, queue.is_ordered())?;
    if input.attributes.contains_key("FifoQueue") {
        return Err(errors::unknown_attribute("FifoQueue"));
    }
    queue.modified = now;
    for (name, value) in input.attributes {
        queue.put_attribute(name, value);
    }
    Ok(())
}

/// Refuses attributes that a queue, of the ordered kind or not, does not have.
pub(super) fn check(attributes: &BTreeMap<String, String>, ordered: bool) -> Result<(), AwsError> {
    attributes
        .iter()
        .try_for_each(|(name, value)| check_one(name, value, ordered))
}

fn check_one(name: &str, value: &str, ordered: bool) -> Result<(), AwsError> {
    let fits = if let Some((_, _, least, most)) = NUMBERS.iter().find(|row| row.0 == name) {
        let number = value.parse::<u64>();
        number.is_ok_and(|number| (*least..=*most).contains(&number))
    } else if let Some((_, _, values)) = ORDERED.iter().find(|row| row.0 == name) {
        if !ordered {
            return Err(errors::unknown_attribute(name));
        }
        values.contains(&value)
    } else if name == "RedrivePolicy" {
        value.is_empty() || serde_json::from_str::<Redrive>(value).is_ok()
    } else if name == "Policy" || name == "RedriveAllowPolicy" {
        value.is_empty() || serde_json::from_str::<Value>(value).is_ok_and(|json| json.is_object())
    } else if name == "SqsManagedSseEnabled" {
        value == "true" || value == "false"
    } else if TEXTS.contains(&name) {
        true
    } else {
        return Err(errors::unknown_attribute(name));
    };
    if fits {
        Ok(())
    } else {
        Err(errors::unfit_attribute(name))
    }
}

/// A count that is a number or, as Terraform writes it, a text.
fn count<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    use serde::de::Error as _;
    let value = Value::deserialize(deserializer)?;
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number
        .filter(|number| (1..=1_000).contains(number))
        .ok_or_else(|| D::Error::custom("maxReceiveCount is 1 to 1000"))
}

// === impl Queue ===

impl Queue {
    /// A number attribute as a length of time.
    pub(super) fn seconds(&self, name: &str) -> Duration {
        Duration::from_secs(self.number(name))
    }

    /// A number attribute, or its default.
    pub(super) fn number(&self, name: &str) -> u64 {
        let set = self
            .attributes
            .get(name)
            .and_then(|value| value.parse().ok());
        let usual = NUMBERS.iter().find(|row| row.0 == name);
        set.or_else(|| usual.map(|row| row.1)).unwrap_or_default()
    }

    pub(super) fn is_ordered(&self) -> bool {
        self.attributes.contains_key("FifoQueue")
    }

    pub(super) fn redrive(&self) -> Option<Redrive> {
        serde_json::from_str(self.attributes.get("RedrivePolicy")?).ok()
    }

    /// Sets an attribute. An empty policy takes the policy away, and of the two kinds of
    /// encryption the later holds.
    pub(super) fn put_attribute(&mut self, name: String, value: String) {
        if name == "KmsMasterKeyId" && !value.is_empty() {
            self.attributes
                .insert("SqsManagedSseEnabled".to_owned(), "false".to_owned());
        }
        if name == "SqsManagedSseEnabled" && value == "true" {
            self.attributes.remove("KmsMasterKeyId");
        }
        if value.is_empty() {
            self.attributes.remove(&name);
        } else {
            self.attributes.insert(name, value);
        }
    }

    fn all_attributes(&self, now: Time) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut put = |name: &str, value: String| all.insert(name.to_owned(), value);
        let encrypted = self.attributes.contains_key("KmsMasterKeyId");
        for (name, ..) in NUMBERS {
            if *name != "KmsDataKeyReusePeriodSeconds" || encrypted {
                put(name, self.number(name).to_string());
            }
        }
        if self.is_ordered() {
            for (name, usual, _) in ORDERED {
                put(name, (*usual).to_owned());
            }
        }
        put("SqsManagedSseEnabled", (!encrypted).to_string());
        put("QueueArn", self.arn.clone());
        let seconds = |time: Time| (time.as_micros() / 1_000_000).to_string();
        put("CreatedTimestamp", seconds(self.created));
        put("LastModifiedTimestamp", seconds(self.modified));
        let count = |fits: &dyn Fn(&super::message::Message) -> bool| {
            self.messages
                .iter()
                .filter(|message| fits(message))
                .count()
                .to_string()
        };
        put(
            "ApproximateNumberOfMessages",
            count(&|message| message.visible <= now),
        );
        put(
            "ApproximateNumberOfMessagesNotVisible",
            count(&|message| message.in_flight(now)),
        );
        put(
            "ApproximateNumberOfMessagesDelayed",
            count(&|message| message.receives == 0 && message.visible > now),
        );
        all.extend(self.attributes.clone());
        all
    }
}
