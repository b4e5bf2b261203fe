//! What has to be done for a share, or what stands in its way. Pure.

mod catalog;
mod findings;
mod grants;
mod producer;
mod reading;

use std::collections::BTreeSet;

use reconcile::{Plan, PlanError, Steps};

pub(crate) use self::{
    findings::findings,
    grants::open_things,
    producer::{Standing, standing},
};
use crate::{
    policy::Grounds,
    port::Grant,
    seen::Seen,
    site::Deal,
    wanted::{self, Catalogs, Right},
};

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Shares data sets of an instance, told by its place among those of the share.
    Associate {
        /// The instance.
        instance: usize,
        /// The ids of the data sets that are not shared yet.
        data_sets: Vec<String>,
    },
    /// Takes all data sets out of a share whose invitation has run out, and shares them anew.
    Renew {
        /// The instance.
        instance: usize,
        /// What is in the share, and what is to be in the new one.
        data_sets: Vec<String>,
    },
    /// Accepts the invitation to the share of an instance, and waits for its tables.
    Accept {
        /// The instance.
        instance: usize,
    },
    /// Makes the key of results.
    CreateKey,
    /// Makes the results bucket.
    CreateBucket,
    /// Brings a setting of it to what it should be.
    SetBucket(BucketSetting),
    /// Makes the workgroup.
    CreateWorkgroup,
    /// Brings it to what it should be.
    UpdateWorkgroup,
    /// Makes the query role.
    CreateRole,
    /// Says who may take it.
    TrustRole,
    /// Says what it may do.
    PermitRole,
    /// Makes the caller an administrator of the lake.
    AddAdministrator {
        /// The ARN of the caller.
        principal: String,
    },
    /// Makes the database.
    CreateDatabase,
    /// Makes values of a tag known to the lake.
    AllowTag {
        /// The key.
        key: String,
        /// The value.
        value: String,
    },
    /// Tags the database.
    TagDatabase,
    /// Makes a table that leads to a data set.
    CreateLink {
        /// The data set.
        data_set: String,
    },
    /// Makes one anew that leads elsewhere.
    Relink {
        /// The data set.
        data_set: String,
    },
    /// Takes the database and its tables from those whom IAM alone lets in.
    Close(Vec<Grant>),
    /// Gives a principal the rights that it lacks.
    Grant {
        /// Its ARN.
        principal: String,
        /// The rights.
        rights: Vec<RightName>,
    },
    /// Makes or changes the schedule of an export.
    Schedule {
        /// The export.
        export: String,
    },
}

/// A setting of the results bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BucketSetting {
    /// Nothing in it is public.
    PublicAccess,
    /// It is encrypted by the key.
    Encryption,
    /// It takes requests with TLS alone.
    Policy,
    /// Results go after a while.
    Expiry,
}

/// A right by its name, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightName(pub(crate) Right);

/// Steps that are being put together.
pub(crate) struct Draft<'d> {
    pub(crate) deal: Deal<'d>,
    pub(crate) seen: &'d Seen,
    /// Where data sets are that are shared already.
    pub(crate) catalogs: Catalogs,
    /// The key of results, where it is there or named.
    pub(crate) kms_key: Option<String>,
    steps: Steps<Task>,
}

/// The steps, none where all is so.
pub(crate) fn plan(deal: Deal<'_>, seen: &Seen) -> Result<Plan<Task>, PlanError> {
    let mut draft = Draft {
        deal,
        seen,
        catalogs: wanted::catalogs(seen),
        kms_key: kms_key(deal, seen),
        steps: Steps::new(),
    };
    let shared = draft.producers();
    let reading = draft.reading(&shared);
    draft.catalog(&shared, &reading);
    draft.steps.plan()
}

/// The key of results, where it is there or named.
pub(crate) fn kms_key(deal: Deal<'_>, seen: &Seen) -> Option<String> {
    let named = deal.share.results.kms_key.as_ref().map(ToString::to_string);
    named.or_else(|| seen.key.as_ref().map(|key| key.arn.clone()))
}

/// Whether a plan changes something that Lake Formation guards.
pub(crate) fn touches_lake(plan: &Plan<Task>) -> bool {
    plan.steps().iter().any(|step| {
        matches!(
            step.action,
            Task::CreateDatabase
                | Task::AllowTag { .. }
                | Task::TagDatabase
                | Task::CreateLink { .. }
                | Task::Relink { .. }
                | Task::Close(_)
                | Task::Grant { .. }
        )
    })
}

// === impl Draft ===

impl Draft<'_> {
    /// What the permissions of the query role name, once all that is missing is there; `None` where a
    /// part of it is not known yet.
    pub(crate) fn grounds(&self) -> Option<Grounds> {
        let wanted = wanted::all_data_sets(self.deal.share, self.seen);
        let of = |data_set: &String| self.catalogs.get(data_set).cloned();
        let catalogs: Option<BTreeSet<String>> = wanted.iter().map(of).collect();
        let is_key_open = self.deal.share.results.create_kms_key && self.kms_key.is_none();
        (!is_key_open).then_some(Grounds {
            catalogs: catalogs?,
            kms_key: self.kms_key.clone(),
        })
    }
}

impl std::fmt::Display for RightName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Right::Database => f.write_str("DESCRIBE on the database"),
            Right::Link(data_set) => write!(f, "DESCRIBE on the link to {data_set}"),
            Right::Target(data_set) => write!(f, "SELECT on {data_set}"),
        }
    }
}
