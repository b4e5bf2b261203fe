//! A kept plan, as it is stored and shown.

use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, SystemTime},
};

use connect_model::{Alias, TargetName};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jobs::{
    Job, JobError, JobId, JobResult, Order, Plan, PlanCounts, PlanOptions, SpecFiles,
};

/// Names a kept plan: the UUID of the job that made it, so that a job makes one plan however often it
/// runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanId(pub Uuid);

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// It can be approved, and applied where no approval is asked for.
    Open,
    /// Somebody said yes.
    Approved,
    /// A job carries it out or did.
    Applied,
    /// A job found that the world had moved.
    Stale,
    /// Its time is over. Follows from the clock and is never stored.
    Expired,
}

/// A kept plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedPlan {
    /// Its name.
    pub id: PlanId,
    /// Where it stands in the order of all plans by age.
    pub serial: i64,
    /// What is stored of its state; see [`SavedPlan::state`].
    pub stored: PlanState,
    /// When it was made.
    pub created: SystemTime,
    /// From when on it cannot be applied.
    pub expires: SystemTime,
    /// What never changes about it.
    pub brief: PlanBrief,
    /// What became of it.
    pub fate: PlanFate,
    /// What it does. Left out of lists.
    pub plan: Option<Plan>,
}

/// What never changes about a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanBrief {
    /// Where it is to be applied.
    pub target: TargetName,
    /// The instance that it is about.
    pub alias: Alias,
    /// Its spec, by the digests of its files.
    pub spec: SpecFiles,
    /// What it may touch, and how far it looked.
    pub options: PlanOptions,
    /// Equal digests do the same.
    pub digest: String,
    /// How much there is to do.
    pub counts: PlanCounts,
    /// How many steps it has.
    pub steps: u32,
    /// Who asked for it.
    pub created_by: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Words by which its job can be found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// What became of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanFate {
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Decision>,
    /// Who ended it before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Decision>,
    /// The job that applied it or found it stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taking: Option<Taking>,
    /// How that job said that the world had moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<JobError>,
}

/// What a person decided about a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who.
    pub by: String,
    /// When.
    pub at: SystemTime,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The change record that covers it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub change_reference: String,
}

/// Which job took a plan up, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// The job.
    pub job: JobId,
    /// When.
    pub at: SystemTime,
}

/// A plan to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlan {
    /// Its name.
    pub id: PlanId,
    /// What never changes about it.
    pub brief: PlanBrief,
    /// From when on it cannot be applied.
    pub expires: SystemTime,
    /// What it does.
    pub plan: Plan,
}

// === impl PlanId ===

impl PlanId {
    /// The plan that a job makes.
    pub fn of(job: JobId) -> Self {
        Self(job.0)
    }

    /// The job that makes a plan.
    pub fn job(self) -> JobId {
        JobId(self.0)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plans/{}", self.0)
    }
}

// === impl NewPlan ===

impl NewPlan {
    /// The plan that a job made, if it was to be kept.
    pub fn of(job: &Job, result: &JobResult, now: SystemTime) -> Option<Self> {
        let Order::PlanCenter {
            spec,
            options,
            keep_s: Some(seconds),
        } = &job.brief.order
        else {
            return None;
        };
        let JobResult::Plan(plan) = result else {
            return None;
        };
        let (_, alias) = plan.center.rsplit_once('/')?;
        Some(Self {
            id: PlanId::of(job.id),
            brief: PlanBrief {
                target: job.brief.target.clone(),
                alias: Alias::new(alias).ok()?,
                spec: spec.clone(),
                options: options.clone(),
                digest: plan.digest.clone(),
                counts: plan.counts,
                steps: u32::try_from(plan.steps.len()).unwrap_or(u32::MAX),
                created_by: job.brief.requested_by.clone(),
                reason: job.brief.reason.clone(),
                labels: job.brief.labels.clone(),
            },
            expires: now + Duration::from_secs(*seconds),
            plan: plan.clone(),
        })
    }
}

// === impl PlanState ===

impl PlanState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Approved,
        Self::Applied,
        Self::Stale,
        Self::Expired,
    ];

    /// The word for it in the store and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Applied => "applied",
            Self::Stale => "stale",
            Self::Expired => "expired",
        }
    }

    /// The state that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether a plan in this state can still be taken up.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::Approved)
    }
}

// === impl SavedPlan ===

impl SavedPlan {
    /// Where it stands at `now`.
    pub fn state(&self, now: SystemTime) -> PlanState {
        if self.stored.is_live() && self.expires <= now {
            PlanState::Expired
        } else {
            self.stored
        }
    }

    /// The contact centre: `targets/T/centers/A`.
    pub fn center(&self) -> String {
        format!("targets/{}/centers/{}", self.brief.target, self.brief.alias)
    }
}
