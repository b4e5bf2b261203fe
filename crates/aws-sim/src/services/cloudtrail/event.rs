//! A call as CloudTrail tells it.

use serde_json::{Map, Value, json};

use crate::{
    ids::Ids,
    log::{self, Entry},
    time::{self, Time},
};

/// One event.
#[derive(Debug)]
pub(super) struct Event<'l> {
    entry: &'l Entry,
    service: &'l str,
    pub(super) name: &'l str,
}

/// Calls that are about data and not about things: not recorded unless somebody pays for it.
const DATA: &[(&str, &[&str])] = &[
    ("dynamodb", &["Item", "Query", "Scan", "Transact"]),
    ("lambda", &["Invoke"]),
    ("logs", &["LogEvents"]),
    ("s3", &["Object", "Part", "Upload"]),
    ("sns", &["Publish"]),
    ("sqs", &["Message"]),
];
const READS: &[&str] = &[
    "Batch", "Check", "Describe", "Download", "Estimate", "Filter", "Get", "Head", "List",
    "Lookup", "Query", "Receive", "Scan", "Search", "Validate", "View",
];

/// Whether a call is about data and not about things.
pub(crate) fn is_data(service: &str, operation: &str) -> bool {
    let data = DATA.iter().find(|(known, _)| *known == service);
    data.is_some_and(|(_, parts)| parts.iter().any(|part| operation.contains(part)))
}

// === impl Event ===

impl<'l> Event<'l> {
    /// The event that a call was, if it was one.
    pub(super) fn of(entry: &'l Entry) -> Option<Self> {
        let (service, name) = entry.called;
        (!is_data(service, name) && !entry.outcome.is_empty()).then_some(Self {
            entry,
            service,
            name,
        })
    }

    pub(super) fn time(&self) -> Time {
        self.entry.time
    }

    /// The place in a list of which the latest come first.
    pub(super) fn place(&self) -> String {
        format!("{:020}", u64::MAX - self.entry.n)
    }

    /// The same for the same call, whenever it is looked up.
    pub(super) fn id(&self, seed: u64) -> String {
        let operation = log::name(self.entry.called);
        Ids::of(seed, &["event", &operation], self.entry.n).uuid()
    }

    pub(super) fn source(&self) -> String {
        let host = match self.service {
            "lexv2-models" => "lex",
            "resourcegroupstaggingapi" => "tagging",
            "service-quotas" => "servicequotas",
            service => service,
        };
        format!("{host}.amazonaws.com")
    }

    pub(super) fn reads(&self) -> bool {
        READS.iter().any(|verb| self.name.starts_with(verb))
    }

    /// The name of the session, or `root`.
    pub(super) fn user(&self) -> &str {
        self.entry
            .caller
            .rsplit([':', '/'])
            .next()
            .unwrap_or_default()
    }

    pub(super) fn key(&self) -> &str {
        &self.entry.key
    }

    /// The things that the call names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entry.named.iter().map(|(_, value)| &**value)
    }

    /// The event as it is shown.
    pub(super) fn shown(&self, seed: u64) -> Value {
        let resources: Vec<Value> = self
            .names()
            .map(|name| json!({ "ResourceName": name }))
            .collect();
        json!({
            "EventId": self.id(seed),
            "EventName": self.name,
            "ReadOnly": self.reads().to_string(),
            "AccessKeyId": (!self.key().is_empty()).then(|| self.key()),
            "EventTime": self.entry.time,
            "EventSource": self.source(),
            "Username": self.user(),
            "Resources": resources,
            "CloudTrailEvent": self.record(seed).to_string(),
        })
    }

    /// The record as a trail would hold it.
    fn record(&self, seed: u64) -> Value {
        let parameters: Map<String, Value> = self
            .entry
            .named
            .iter()
            .map(|(member, value)| (camel(member), json!(value)))
            .collect();
        let assumed = self.entry.caller.contains(":assumed-role/");
        #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
        let seconds = (self.entry.time.as_micros() / 1_000_000) as f64;
        let mut record = json!({
            "eventVersion": "1.11",
            "userIdentity": {
                "type": if assumed { "AssumedRole" } else { "Root" },
                "arn": *self.entry.caller,
                "accountId": self.entry.account,
                "accessKeyId": *self.entry.key,
            },
            "eventTime": time::iso8601(seconds),
            "eventSource": self.source(),
            "eventName": self.name,
            "awsRegion": self.entry.region,
            "requestParameters": parameters,
            "responseElements": null,
            "eventID": self.id(seed),
            "readOnly": self.reads(),
            "eventType": "AwsApiCall",
            "managementEvent": true,
            "recipientAccountId": self.entry.account,
            "eventCategory": "Management",
        });
        if self.entry.outcome != "ok" {
            record["errorCode"] = json!(self.entry.outcome);
        }
        record
    }
}

/// `InstanceId` as records have it: `instanceId`.
fn camel(member: &str) -> String {
    let mut letters = member.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
