//! What has to be done, or what stands in its way. Pure.

mod budgets;
mod findings;
mod storage;
mod tags;
mod told;

use connect_model::{Tags, governance::DataSort};
use reconcile::{Plan, PlanError};

pub(super) use self::findings::{findings, notes};
use super::{Deal, UpkeepPart, seen::Seen};
use crate::port::upkeep::{AlertDraft, ExpiryRule};

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Makes a key, with its policy.
    CreateKey {
        /// The name of the key.
        key: String,
    },
    /// Gives it its alias.
    NameKey {
        /// The name of the key.
        key: String,
    },
    /// Has it rotated every year, or no longer.
    RotateKey {
        /// The name of the key.
        key: String,
        /// Whether it is rotated.
        is_on: bool,
    },
    /// Says who administers it and who reads what it encrypts.
    SetKeyPolicy {
        /// The name of the key.
        key: String,
    },
    /// Makes a bucket.
    CreateBucket {
        /// The bucket.
        bucket: String,
    },
    /// Brings a setting of it to what it should be.
    SetBucket {
        /// The bucket.
        bucket: String,
        /// The setting.
        part: BucketPart,
    },
    /// Sets rules by which its objects go.
    KeepRules {
        /// The bucket.
        bucket: String,
        /// Those that are not so yet.
        rules: Vec<ExpiryRule>,
    },
    /// Says where a sort of data goes.
    Associate {
        /// The sort.
        sort: DataSort,
    },
    /// Has it go elsewhere, or by another key.
    Redirect {
        /// The sort.
        sort: DataSort,
    },
    /// Sets tags of a resource; others stay.
    Tag {
        /// The kind and name of the resource.
        what: String,
        /// Its ARN.
        arn: String,
        /// The tags.
        tags: Tags,
    },
    /// Has cost allocated by tags.
    Activate {
        /// Their keys.
        keys: Vec<String>,
    },
    /// Makes a budget, with its alerts.
    CreateBudget {
        /// The name of the budget.
        budget: String,
    },
    /// Brings its amount, period and filter to what they should be.
    UpdateBudget {
        /// The name of the budget.
        budget: String,
    },
    /// Adds an alert.
    AddAlert {
        /// The name of the budget.
        budget: String,
        /// The alert.
        alert: AlertDraft,
    },
    /// Says who is told by an alert that is there.
    SetSubscribers {
        /// The name of the budget.
        budget: String,
        /// The alert.
        alert: AlertDraft,
    },
    /// Takes an alert away.
    RemoveAlert {
        /// The name of the budget.
        budget: String,
        /// The alert as AWS tells it.
        told: String,
    },
}

/// A setting of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BucketPart {
    /// Nothing in it is public.
    PublicAccess,
    /// It is encrypted by the key.
    Encryption,
    /// It takes requests with TLS alone.
    Policy,
}

/// Steps that are being put together.
pub(super) struct Steps<'d> {
    deal: Deal<'d>,
    seen: &'d Seen,
    made: reconcile::Steps<Task>,
}

/// The steps, none where all is so.
pub(super) fn plan(deal: Deal<'_>, seen: &Seen) -> Result<Plan<Task>, PlanError> {
    let mut steps = Steps {
        deal,
        seen,
        made: reconcile::Steps::new(),
    };
    if seen.has(UpkeepPart::Storage) {
        steps.storage();
    }
    if seen.has(UpkeepPart::Tags) {
        steps.tags();
    }
    if seen.has(UpkeepPart::Budgets) {
        steps.budgets();
    }
    steps.made.plan()
}

// === impl Steps ===

impl Steps<'_> {}

#[cfg(test)]
mod tests;
