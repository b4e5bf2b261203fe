//! What was seen before the first write. Parts that nobody asked about are empty.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{AssociationId, InstanceId, Tags, governance::DataSort};
use connect_resources::storage::Destination;

use super::UpkeepPart;
use crate::{
    inventory::Resource,
    port::upkeep::{AlertRecord, BudgetRecord, ExpiryRule, GrantRecord, KeyRecord, TopicRecord},
};

/// What was seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The parts that were looked at.
    pub(crate) parts: BTreeSet<UpkeepPart>,
    /// The instance; none where nobody asked.
    pub(crate) instance: Option<SeenInstance>,
    /// Keys by the name that governance gives them; those that are there.
    pub(crate) keys: BTreeMap<String, SeenKey>,
    /// Keys that storage names by their ARNs; none where there is no such key.
    pub(crate) named_keys: BTreeMap<String, Option<KeyRecord>>,
    /// Buckets by name; none where there is no such bucket.
    pub(crate) buckets: BTreeMap<String, SeenBucket>,
    /// Where data goes now.
    pub(crate) storage: BTreeMap<DataSort, (AssociationId, Destination)>,
    /// The resources that can have tags.
    pub(crate) resources: Vec<Resource>,
    /// Keys by which cost is to be allocated that AWS knows, and whether that is active; none where nobody
    /// may look.
    pub(crate) allocation: Option<BTreeMap<String, bool>>,
    /// Budgets by name; those that are there.
    pub(crate) budgets: BTreeMap<String, SeenBudget>,
    /// Names of Amazon Connect on the bill.
    pub(crate) services: BTreeSet<String>,
    /// Topics by ARN; none where there is no such topic.
    pub(crate) topics: BTreeMap<String, Option<TopicRecord>>,
    /// Policies of the keys of topics, by the key as the topic names it.
    pub(crate) topic_keys: BTreeMap<String, String>,
    /// What could not be looked at, and other things worth knowing.
    pub(crate) notes: Vec<String>,
}

/// The instance.
#[derive(Clone, Debug)]
pub(crate) struct SeenInstance {
    pub(crate) id: InstanceId,
    pub(crate) tags: Tags,
    /// The ARN of its service-linked role.
    pub(crate) service_role: Option<String>,
}

/// A key that governance names.
#[derive(Clone, Debug)]
pub(crate) struct SeenKey {
    pub(crate) record: KeyRecord,
    /// Whether its alias leads to it.
    pub(crate) has_alias: bool,
    pub(crate) tags: Tags,
    pub(crate) policy: String,
    pub(crate) rotates: bool,
}

/// A bucket that governance names.
#[derive(Clone, Debug)]
pub(crate) enum SeenBucket {
    /// There is none.
    Absent,
    /// It may not be looked at: it is another account's, or the caller lacks rights.
    Closed(String),
    /// What it is like.
    There(Box<BucketRecord>),
}

/// What a bucket is like.
#[derive(Clone, Debug)]
pub(crate) struct BucketRecord {
    pub(crate) is_blocked: bool,
    pub(crate) kms_key: Option<String>,
    pub(crate) policy: Option<String>,
    pub(crate) rules: Vec<ExpiryRule>,
    pub(crate) tags: Tags,
}

/// A budget that governance names.
#[derive(Clone, Debug)]
pub(crate) struct SeenBudget {
    pub(crate) record: BudgetRecord,
    pub(crate) tags: Tags,
    pub(crate) alerts: Vec<AlertRecord>,
}

// === impl Seen ===

impl Seen {
    pub(crate) fn has(&self, part: UpkeepPart) -> bool {
        self.parts.contains(&part)
    }

    /// A bucket that is there.
    pub(crate) fn bucket(&self, name: &str) -> Option<&BucketRecord> {
        match self.buckets.get(name) {
            Some(SeenBucket::There(record)) => Some(record),
            _ => None,
        }
    }
}

/// Whether the role of an instance may use a key.
pub(crate) fn is_granted(grants: &[GrantRecord], role: &str) -> bool {
    grants.iter().any(|grant| grant.grantee == role)
}
