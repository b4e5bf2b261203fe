//! What was seen of an instance and of its surroundings, as plain data: all that rules may look at.
//!
//! A part that could not be read is empty here and stands among the [`unseen`](World::unseen); rules that
//! need it are then not judged, which is told. Names stand in the place of ids wherever something refers to
//! something else: what has no name any more is told by its id.

#![allow(clippy::struct_excessive_bools, reason = "AWS has as many switches")]

mod account;
mod flow;
mod instance;
mod people;
mod routing;
mod storage;

use std::{collections::BTreeMap, fmt};

use connect_model::{AccountId, Region};
use serde::{Deserialize, Serialize};

pub use self::{
    account::{
        Budget, BudgetAlert, DataShare, QuotaUse, RoleRights, ServiceUse, Topic, TopicAccess, Trail,
    },
    flow::{Flow, FlowKind, Number, TestCase, TestRun},
    instance::{IdentityKind, Instance, Replica, TrafficGroup},
    people::{RoutingProfile, SecurityProfile, SignIns, User},
    routing::{Association, Hours, Prompt, Queue, QuickConnect, QuickConnectTarget},
    storage::{
        Bucket, BucketEncryption, Destination, Key, KeyGrant, Lifecycle, LogGroup, Storage, Stream,
        StreamKind,
    },
};

/// A part of the world that is read by calls of its own, and that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The instance and its attributes. Without it there is no assessment.
    Instance,
    /// Where it keeps data.
    Storage,
    /// Buckets behind that.
    Buckets,
    /// Keys behind that.
    Keys,
    /// Streams behind that.
    Streams,
    /// The log group of its flows.
    Logs,
    /// Users.
    Users,
    /// When users were signed in.
    SignIns,
    /// Security profiles with their permissions.
    SecurityProfiles,
    /// Routing profiles.
    RoutingProfiles,
    /// Queues.
    Queues,
    /// Hours of operation.
    Hours,
    /// Flows and modules with their contents.
    Flows,
    /// Phone numbers, and what answers them.
    Numbers,
    /// Test cases, and how they went last.
    Tests,
    /// How many minutes of calls numbers had.
    Traffic,
    /// Quick connects, and the queues that offer them.
    QuickConnects,
    /// Prompts.
    Prompts,
    /// Functions and bots that the instance may use.
    Associations,
    /// Sites that may embed it, and its security keys.
    Origins,
    /// Trails of CloudTrail.
    Trails,
    /// Budgets with their alerts.
    Budgets,
    /// Topics that alerts go to.
    Topics,
    /// Monitors of unusual cost.
    Anomalies,
    /// Tags that cost is allocated by.
    AllocationTags,
    /// Tags of its resources.
    Tags,
    /// Quotas.
    Quotas,
    /// To whom its analytics are given.
    Shares,
    /// Roles that may act on it, and what of their rights was used.
    Roles,
    /// Its replica and traffic groups.
    Regions,
}

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// When, in seconds since 1970.
    pub now_s: i64,
    /// The account.
    pub account: Option<AccountId>,
    /// The Region.
    pub region: Option<Region>,
    /// The instance.
    pub instance: Instance,
    /// Where it keeps data, by sort.
    pub storage: Vec<Storage>,
    /// The buckets that storage names.
    pub buckets: Vec<Bucket>,
    /// The keys that storage, buckets and streams name.
    pub keys: Vec<Key>,
    /// The streams that storage names.
    pub streams: Vec<Stream>,
    /// The log group of its flows; none where there is none yet.
    pub log_group: Option<LogGroup>,
    /// Users.
    pub users: Vec<User>,
    /// Security profiles.
    pub security_profiles: Vec<SecurityProfile>,
    /// Routing profiles.
    pub routing_profiles: Vec<RoutingProfile>,
    /// Queues, those of agents left out.
    pub queues: Vec<Queue>,
    /// Hours of operation.
    pub hours: Vec<Hours>,
    /// Flows and modules.
    pub flows: Vec<Flow>,
    /// Numbers of the instance, and those whose instance is gone.
    pub numbers: Vec<Number>,
    /// Test cases of flows.
    pub tests: Vec<TestCase>,
    /// Quick connects.
    pub quick_connects: Vec<QuickConnect>,
    /// Prompts.
    pub prompts: Vec<Prompt>,
    /// Functions and bots that flows may use.
    pub associations: Vec<Association>,
    /// Sites that may embed it.
    pub origins: Vec<String>,
    /// How many security keys it has.
    pub security_keys: usize,
    /// Trails that record the Region.
    pub trails: Vec<Trail>,
    /// Budgets of the account.
    pub budgets: Vec<Budget>,
    /// Topics that the budgets' alerts go to.
    pub topics: Vec<Topic>,
    /// How many monitors of unusual cost there are.
    pub anomaly_monitors: usize,
    /// Keys of tags that cost is allocated by, and whether that is active.
    pub allocation_tags: BTreeMap<String, bool>,
    /// Tags by ARN, of every resource of the instance that can have some.
    pub tags: BTreeMap<String, BTreeMap<String, String>>,
    /// Quotas that are known, with what is used of them.
    pub quotas: Vec<QuotaUse>,
    /// To whom its analytics are given.
    pub shares: Vec<DataShare>,
    /// Roles that may act on it.
    pub roles: Vec<RoleRights>,
    /// Parts that could not be read, with the reason.
    pub unseen: BTreeMap<Part, String>,
}

// === impl Part ===

impl Part {
    /// The words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Instance => "the instance",
            Self::Storage => "its storage",
            Self::Buckets => "buckets",
            Self::Keys => "keys",
            Self::Streams => "streams",
            Self::Logs => "logs",
            Self::Users => "users",
            Self::SignIns => "sign-ins",
            Self::SecurityProfiles => "security profiles",
            Self::RoutingProfiles => "routing profiles",
            Self::Queues => "queues",
            Self::Hours => "hours of operation",
            Self::Flows => "flows",
            Self::Numbers => "phone numbers",
            Self::Tests => "test cases",
            Self::Traffic => "traffic of numbers",
            Self::QuickConnects => "quick connects",
            Self::Prompts => "prompts",
            Self::Associations => "functions and bots",
            Self::Origins => "approved origins",
            Self::Trails => "trails",
            Self::Budgets => "budgets",
            Self::Topics => "topics",
            Self::Anomalies => "monitors of unusual cost",
            Self::AllocationTags => "tags of cost",
            Self::Tags => "tags",
            Self::Quotas => "quotas",
            Self::Shares => "shares of analytics",
            Self::Roles => "roles",
            Self::Regions => "replicas",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// === impl World ===

impl World {
    /// Whether a part was read.
    pub fn has(&self, part: Part) -> bool {
        !self.unseen.contains_key(&part)
    }

    /// The key with this ARN, id or alias; the alias may be told by its ARN.
    pub fn key(&self, name: &str) -> Option<&Key> {
        let name = name.find(":alias/").map_or(name, |at| &name[at + 1..]);
        let is = |key: &&Key| {
            key.arn == name || key.id() == name || key.aliases.iter().any(|it| it == name)
        };
        self.keys.iter().find(is)
    }

    /// The bucket of this name.
    pub fn bucket(&self, name: &str) -> Option<&Bucket> {
        self.buckets.iter().find(|bucket| bucket.name == name)
    }
}
