//! What was called, and how it ended.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    call::Caller,
    model::{Member, Model, Operation},
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
    /// A digest of the parameters, in hexadecimal.
    pub parameters: String,
    /// `ok`, the code of the error, or `dropped`; empty while the call is under way.
    pub outcome: String,
}

/// The latest calls, and counts of all.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    arrived: u64,
    calls: BTreeMap<Called, Calls>,
}

/// Service and operation.
pub(crate) type Called = (&'static str, &'static str);

/// One call as it is kept: there are very many, so it holds as few texts of its own as can be.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) n: u64,
    pub(crate) time: Time,
    pub(crate) account: Account,
    pub(crate) region: Region,
    pub(crate) called: Called,
    /// The ARN of who made it.
    pub(crate) caller: Arc<str>,
    /// The access key id that it was signed with.
    pub(crate) key: Arc<str>,
    digest: Option<u64>,
    /// The parameters that name things: ids, names and ARNs. What else is said may be secret.
    pub(crate) named: Box<[(&'static str, Box<str>)]>,
    /// `ok`, the code of the error, or `dropped`; empty while the call is under way.
    pub(crate) outcome: Cow<'static, str>,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Throttled(Cow<'static, str>),
    Failed(Cow<'static, str>),
    Dropped,
}

/// Entries that are kept. A daemon runs for months; counts go on.
const KEPT: usize = 100_000;

// === impl Log ===

impl Log {
    /// Notes the arrival of a call and gives its number.
    pub(crate) fn arrive(&mut self, time: Time, caller: &Caller, operation: Called) -> u64 {
        self.arrived += 1;
        self.calls.entry(operation).or_default().calls += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        let before = self.entries.back();
        let entry = Entry {
            n: self.arrived,
            time,
            account: caller.account.clone(),
            region: caller.region.clone(),
            called: operation,
            caller: shared(&caller.arn, before.map(|before| &before.caller)),
            key: shared(&caller.key, before.map(|before| &before.key)),
            digest: None,
            named: Box::default(),
            outcome: Cow::default(),
        };
        self.entries.push_back(entry);
        self.arrived
    }

    /// Notes what call `n` asked.
    pub(crate) fn asked(&mut self, n: u64, model: &Model, operation: &Operation, input: &Value) {
        if let Some(entry) = self.entry(n) {
            entry.digest = Some(digest(input));
            entry.named = named(model.members(operation.input), input);
        }
    }

    /// Notes how call `n` of an operation ended.
    pub(crate) fn end(&mut self, n: u64, called: Called, outcome: Outcome) {
        let calls = self.calls.entry(called).or_default();
        let text = match outcome {
            Outcome::Done => "ok".into(),
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
                "dropped".into()
            }
        };
        if let Some(entry) = self.entry(n) {
            entry.outcome = text;
        }
    }

    /// The counts, by `service.Operation`.
    pub(crate) fn calls(&self) -> BTreeMap<String, Calls> {
        let calls = self.calls.iter();
        calls
            .map(|(called, calls)| (name(*called), *calls))
            .collect()
    }

    /// The latest calls, the last one first.
    pub(crate) fn latest(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// The latest calls in order of arrival.
    pub(crate) fn entries(&self) -> Vec<LogEntry> {
        self.entries.iter().map(LogEntry::from).collect()
    }

    fn entry(&mut self, n: u64) -> Option<&mut Entry> {
        let first = self.entries.front()?.n;
        let at = usize::try_from(n.checked_sub(first)?).ok()?;
        self.entries.get_mut(at)
    }
}

impl From<&Entry> for LogEntry {
    fn from(entry: &Entry) -> Self {
        let digest = entry.digest.map(|digest| format!("{digest:016x}"));
        Self {
            n: entry.n,
            time: entry.time,
            account: entry.account.clone(),
            region: entry.region.clone(),
            operation: name(entry.called),
            caller: entry.caller.to_string(),
            parameters: digest.unwrap_or_default(),
            outcome: entry.outcome.to_string(),
        }
    }
}

/// `service.Operation`.
pub(crate) fn name((service, operation): Called) -> String {
    format!("{service}.{operation}")
}

/// `text`, in the place where the call before has it if it has the same.
fn shared(text: &str, before: Option<&Arc<str>>) -> Arc<str> {
    match before {
        Some(before) if **before == *text => Arc::clone(before),
        _ => text.into(),
    }
}

/// The top members of `input` that say which thing is meant.
fn named(members: &[Member], input: &Value) -> Box<[(&'static str, Box<str>)]> {
    let names = |member: &&Member| {
        let ends = |end: &&str| {
            let start = member.name.len().checked_sub(end.len());
            let last = start.and_then(|start| member.name.get(start..));
            last.is_some_and(|last| last.eq_ignore_ascii_case(end))
        };
        ["id", "name", "arn", "alias", "bucket"].iter().any(ends)
    };
    members
        .iter()
        .filter(names)
        .filter_map(|member| Some((member.name, input.get(member.name)?.as_str()?.into())))
        .collect()
}

/// A digest of `value` that does not depend on the order of members.
pub(crate) fn digest(value: &Value) -> u64 {
    let mut hash = Sha256::new();
    feed(&mut hash, value);
    let bytes: [u8; 32] = hash.finalize().into();
    let (head, _) = bytes.split_first_chunk().expect("32 bytes begin with 8");
    u64::from_be_bytes(*head)
}

fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(object) => {
            let mut sorted: Vec<_> = object.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| *key);
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
