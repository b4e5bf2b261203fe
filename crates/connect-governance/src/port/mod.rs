//! What governance asks of AWS beside the kinds of things.
//!
//! Everywhere: lists are whole, whatever the pages; what is not there is a fault of class `NotFound` unless
//! the answer is an `Option`. A port of a service that is not built in is absent.

mod bucket;
mod center;
mod identity;
mod key;
mod money;
mod remedy;
mod role;
mod stream;
mod tag;
mod trail;
pub mod upkeep;

use std::{fmt, sync::Arc};

use connect_resources::{Ports, QuotaPort};

pub use self::{
    bucket::{BucketSight, LifecycleRecord},
    center::CenterSight,
    identity::{
        AttachedPolicy, IdentityPort, PolicyDraft, PolicyRecord, PolicyVersion, RoleDraft,
        RoleRecord,
    },
    key::{KeySight, KeySightRecord},
    money::{AlertRecord, BudgetRecord, ENDPOINT_TAG, MoneySight},
    remedy::{LifecycleDraft, RemedyPort},
    role::{RoleSight, RoleSightRecord},
    stream::{StreamRecord, StreamSight},
    tag::TagSight,
    trail::{SelectorRecord, TrailRecord, TrailSight},
};

/// What is called to look at an instance and its surroundings.
#[derive(Clone)]
pub struct Calls {
    /// The kinds of things.
    pub ports: Ports,
    /// What else Amazon Connect tells.
    pub center: Arc<dyn CenterSight>,
    /// Buckets, if S3 is built in.
    pub buckets: Option<Arc<dyn BucketSight>>,
    /// Keys, if KMS is built in.
    pub keys: Option<Arc<dyn KeySight>>,
    /// Budgets, topics and cost, if their services are built in.
    pub money: Option<Arc<dyn MoneySight>>,
    /// Quotas, if Service Quotas is built in.
    pub quotas: Option<Arc<dyn QuotaPort>>,
    /// Roles, if IAM is built in.
    pub roles: Option<Arc<dyn RoleSight>>,
    /// Streams, if Kinesis and Firehose are built in.
    pub streams: Option<Arc<dyn StreamSight>>,
    /// Tags of all services, if the tagging API is built in.
    pub tags: Option<Arc<dyn TagSight>>,
    /// Trails, if CloudTrail is built in.
    pub trails: Option<Arc<dyn TrailSight>>,
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls").finish_non_exhaustive()
    }
}
