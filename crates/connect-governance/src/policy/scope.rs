//! Where a policy is for, and which things it is about.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{AccountId, InstanceId, Region};
use serde::{Deserialize, Serialize};

/// A part of an ARN that a scope may know the names for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// Buckets.
    Bucket,
    /// Roles, with their path.
    Role,
    /// Identity providers.
    Provider,
    /// Customer managed policies.
    Policy,
    /// Keys of KMS, by id or ARN.
    Key,
    /// Keys of KMS that data was encrypted by before; a declaration does not tell them.
    FormerKey,
    /// Secrets, by what their names begin with.
    Secret,
    /// Functions.
    Function,
    /// Layers of functions.
    Layer,
    /// Bots of the first version of Lex.
    BotV1,
    /// Bots of Lex V2, by id.
    Bot,
    /// Aliases of bots of Lex V2, as `BOT/ALIAS` or by ARN.
    BotAlias,
    /// Streams of Kinesis, by name or ARN.
    Stream,
    /// Delivery streams, by name or ARN.
    Delivery,
    /// Log groups.
    LogGroup,
    /// Tables of DynamoDB.
    Table,
    /// Queues of messages.
    MessageQueue,
    /// Workgroups of Athena.
    Workgroup,
    /// Databases of Glue.
    Database,
    /// Schedules, as `GROUP/NAME`.
    Schedule,
    /// Event buses.
    Bus,
    /// Topics.
    Topic,
    /// Budgets.
    Budget,
    /// Trails.
    Trail,
}

/// Where a policy is for.
///
/// A slot without an entry may be anything. One with an empty entry is nothing: what a call needs only
/// where it is about such a thing is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The partition, as ARNs begin with it.
    pub partition: String,
    /// The account.
    pub account: AccountId,
    /// The Regions; one at least.
    pub regions: BTreeSet<Region>,
    /// The instance, where it is there already.
    pub instance: Option<InstanceId>,
    /// What names are known. `*` at the end of one stands for more.
    pub names: BTreeMap<Slot, BTreeSet<String>>,
    /// The sorts of data whose storage may be configured; none for any.
    pub storage_types: BTreeSet<String>,
}

// === impl Scope ===

impl Scope {
    /// All that is in an account and Region.
    pub fn new(account: AccountId, region: Region) -> Self {
        Self {
            partition: region.partition().to_owned(),
            account,
            regions: BTreeSet::from([region]),
            instance: None,
            names: BTreeMap::new(),
            storage_types: BTreeSet::new(),
        }
    }

    /// The same in one more Region.
    #[must_use]
    pub fn and_in(mut self, region: Region) -> Self {
        self.regions.insert(region);
        self
    }

    /// The same for one instance.
    #[must_use]
    pub fn of_instance(mut self, instance: InstanceId) -> Self {
        self.instance = Some(instance);
        self
    }

    /// The same for these names alone. None at all says that no such thing is used.
    #[must_use]
    pub fn only<N: Into<String>>(mut self, slot: Slot, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.names.insert(slot, names);
        self
    }

    /// The ARNs that a pattern stands for: what stands behind `arn:PARTITION:`, with `{region}`,
    /// `{account}`, `{instance}` and slots. Nothing where a slot is nothing.
    pub(super) fn expand(&self, pattern: &str) -> BTreeSet<String> {
        if pattern == "*" {
            return BTreeSet::from(["*".to_owned()]);
        }
        let regions = self.regions.iter().map(Region::as_str);
        let regions: Vec<_> = if pattern.contains("{region}") {
            regions.collect()
        } else {
            vec![""]
        };
        let instance = self.instance.as_ref().map_or("*", InstanceId::as_str);
        let at = |region: &str| {
            let place = pattern
                .replace("{region}", region)
                .replace("{account}", self.account.as_str())
                .replace("{instance}", instance);
            format!("arn:{}:{place}", self.partition)
        };
        let placed = regions.into_iter().map(at);
        placed.flat_map(|arn| self.named(arn)).collect()
    }

    fn named(&self, arn: String) -> Vec<String> {
        let Some((slot, word)) = slot_in(&arn) else {
            return vec![arn];
        };
        match self.names.get(&slot) {
            None => vec![arn.replace(word, "*")],
            Some(names) => names.iter().map(|name| fill(&arn, word, name)).collect(),
        }
    }
}

/// A name that is an ARN is all of it.
fn fill(arn: &str, word: &str, name: &str) -> String {
    if name.starts_with("arn:") {
        name.to_owned()
    } else {
        arn.replace(word, name)
    }
}

/// The slot in a pattern, and the text that stands for it.
fn slot_in(pattern: &str) -> Option<(Slot, &'static str)> {
    SLOTS
        .iter()
        .copied()
        .find(|(_, word)| pattern.contains(word))
}

/// Whether every part in braces of a pattern is known.
#[cfg(test)]
pub(super) fn is_whole(pattern: &str) -> bool {
    let mut rest = pattern.to_owned();
    for word in ["{region}", "{account}", "{instance}"] {
        rest = rest.replace(word, "");
    }
    if let Some((_, word)) = slot_in(&rest) {
        rest = rest.replace(word, "");
    }
    !rest.contains(['{', '}'])
}

const SLOTS: [(Slot, &str); 24] = [
    (Slot::Bucket, "{bucket}"),
    (Slot::Role, "{role}"),
    (Slot::Provider, "{provider}"),
    (Slot::Policy, "{policy}"),
    (Slot::Key, "{key}"),
    (Slot::FormerKey, "{former-key}"),
    (Slot::Secret, "{secret}"),
    (Slot::Function, "{function}"),
    (Slot::Layer, "{layer}"),
    (Slot::BotV1, "{bot-v1}"),
    (Slot::Bot, "{bot}"),
    (Slot::BotAlias, "{bot-alias}"),
    (Slot::Stream, "{stream}"),
    (Slot::Delivery, "{delivery}"),
    (Slot::LogGroup, "{log-group}"),
    (Slot::Table, "{table}"),
    (Slot::MessageQueue, "{message-queue}"),
    (Slot::Workgroup, "{workgroup}"),
    (Slot::Database, "{database}"),
    (Slot::Schedule, "{schedule}"),
    (Slot::Bus, "{bus}"),
    (Slot::Topic, "{topic}"),
    (Slot::Budget, "{budget}"),
    (Slot::Trail, "{trail}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let account = AccountId::new("111111111111").unwrap();
        Scope::new(account, Region::new("eu-west-2").unwrap())
    }

    #[test]
    fn a_pattern_is_as_narrow_as_what_is_known() {
        let queue = "connect:{region}:{account}:instance/{instance}/queue/*";
        let there = |scope: &Scope, pattern: &str| -> Vec<String> {
            scope.expand(pattern).into_iter().collect()
        };
        assert_eq!(
            there(&scope(), queue),
            ["arn:aws:connect:eu-west-2:111111111111:instance/*/queue/*"]
        );
        let narrow = scope()
            .and_in(Region::new("eu-central-1").unwrap())
            .of_instance(InstanceId::new("i"));
        assert_eq!(
            there(&narrow, queue),
            [
                "arn:aws:connect:eu-central-1:111111111111:instance/i/queue/*",
                "arn:aws:connect:eu-west-2:111111111111:instance/i/queue/*"
            ]
        );
        assert_eq!(there(&narrow, "s3:::{bucket}/*"), ["arn:aws:s3:::*/*"]);
        let one = narrow.clone().only(Slot::Bucket, ["calls"]);
        assert_eq!(there(&one, "s3:::{bucket}/*"), ["arn:aws:s3:::calls/*"]);
        let none = narrow.only(Slot::Bucket, [""; 0]);
        assert!(none.expand("s3:::{bucket}/*").is_empty());
    }

    #[test]
    fn a_name_may_be_an_arn_of_another_region() {
        let arn = "arn:aws:kinesis:eu-central-1:222222222222:stream/records";
        let scope = scope().only(Slot::Stream, [arn]);
        let found = scope.expand("kinesis:{region}:{account}:stream/{stream}");
        assert_eq!(found, BTreeSet::from([arn.to_owned()]));
    }
}
