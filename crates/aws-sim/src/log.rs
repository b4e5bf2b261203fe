//! What was called, and how it ended.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    call::Caller,
    place::{Account, Region},
    time::Time,
};

/// How often one operation was called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Calls {
    /// Every request that reached the operation.
    pub calls: u64,
    /// Those of them that were throttled.
    pub throttled: u64,
    /// Those of them that ended in another error, or without an answer.
    pub failed: u64,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// The number of the call, from 1, in order of arrival.
    pub n: u64,
    /// When it arrived.
    pub time: Time,
    /// The account that it was made in.
    pub account: Account,
    /// The Region that it was made in.
    pub region: Region,
    /// `service.Operation`.
    pub operation: String,
    /// The ARN of who made it.
    pub caller: String,
    /// The access key id that it was signed with.
    #[serde(skip)]
    pub(crate) key: String,
    /// A digest of the parameters, in hexadecimal.
    pub parameters: String,
    /// The parameters that name things: ids, names and ARNs. What else is said may be secret.
    #[serde(skip)]
    pub(crate) named: Vec<(String, String)>,
    /// `ok`, the code of the error, or `dropped`; empty while the call is under way.
    pub outcome: String,
}

/// The latest calls, and counts of all.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<LogEntry>,
    arrived: u64,
    calls: BTreeMap<String, Calls>,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Throttled(String),
    Failed(String),
    Dropped,
}

/// Entries that are kept. A daemon runs for months; counts go on.
const KEPT: usize = 100_000;

// === impl Log ===

impl Log {
    /// Notes the arrival of a call and gives its number.
    pub(crate) fn arrive(&mut self, time: Time, caller: &Caller, operation: String) -> u64 {
        self.arrived += 1;
        self.calls.entry(operation.clone()).or_default().calls += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(LogEntry {
            n: self.arrived,
            time,
            account: caller.account.clone(),
            region: caller.region.clone(),
            operation,
            caller: caller.arn.clone(),
            key: caller.key.clone(),
            parameters: String::new(),
            named: Vec::new(),
            outcome: String::new(),
        });
        self.arrived
    }

    /// Notes what call `n` asked.
    pub(crate) fn asked(&mut self, n: u64, input: &Value) {
        if let Some(entry) = self.entry(n) {
            entry.parameters = digest(input);
            entry.named = named(input);
        }
    }

    /// Notes how call `n` of `operation` ended.
    pub(crate) fn end(&mut self, n: u64, operation: &str, outcome: &Outcome) {
        let calls = self.calls.entry(operation.to_owned()).or_default();
        let text = match outcome {
            Outcome::Done => "ok",
            Outcome::Throttled(code) => {
                calls.throttled += 1;
                code
            }
            Outcome::Failed(code) => {
                calls.failed += 1;
                code
            }
            Outcome::Dropped => {
                calls.failed += 1;
                "dropped"
            }
        };
        if let Some(entry) = self.entry(n) {
            text.clone_into(&mut entry.outcome);
        }
    }

    /// The counts, by `service.Operation`.
    pub(crate) fn calls(&self) -> BTreeMap<String, Calls> {
        self.calls.clone()
    }

    /// The latest calls, the last one first.
    pub(crate) fn latest(&self) -> impl Iterator<Item = &LogEntry> {
        self.entries.iter().rev()
    }

    /// The latest calls in order of arrival.
    pub(crate) fn entries(&self) -> Vec<LogEntry> {
        self.entries.iter().cloned().collect()
    }

    fn entry(&mut self, n: u64) -> Option<&mut LogEntry> {
        let first = self.entries.front()?.n;
        let at = usize::try_from(n.checked_sub(first)?).ok()?;
        self.entries.get_mut(at)
    }
}

/// The top members of `input` that say which thing is meant.
fn named(input: &Value) -> Vec<(String, String)> {
    let members = input.as_object().into_iter().flatten();
    let names = |member: &str| {
        let member = member.to_ascii_lowercase();
        ["id", "name", "arn", "alias", "bucket"]
            .iter()
            .any(|end| member.ends_with(end))
    };
    members
        .filter(|(member, _)| names(member))
        .filter_map(|(member, value)| Some((member.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// A digest of `value` that does not depend on the order of members.
pub(crate) fn digest(value: &Value) -> String {
    let mut hash = Sha256::new();
    feed(&mut hash, value);
    let bytes: [u8; 32] = hash.finalize().into();
    let (head, _) = bytes.split_first_chunk().expect("32 bytes begin with 8");
    format!("{:016x}", u64::from_be_bytes(*head))
}

fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(object) => {
            let sorted: BTreeMap<_, _> = object.iter().collect();
            hash.update(b"{");
            for (key, value) in sorted {
                hash.update(key.as_bytes());
                hash.update([0]);
                feed(hash, value);
            }
            hash.update(b"}");
        }
        Value::Array(items) => {
            hash.update(b"[");
            for item in items {
                feed(hash, item);
            }
            hash.update(b"]");
        }
        scalar => {
            hash.update(scalar.to_string().as_bytes());
            hash.update([0]);
        }
    }
}
