//! The contract of a store about kept plans.

use std::{collections::BTreeSet, time::SystemTime};

use async_trait::async_trait;
use connect_model::{Alias, TargetName};

use super::{Lease, RequestKey, StoreError};
use crate::jobs::{JobError, PlanAsk, PlanForbidden, PlanId, PlanState, SavedPlan};

/// Keeps plans. They come in with [`Record::PlanMade`](super::Record::PlanMade), in the same moment as
/// the end of their job, and go with [`JobStore::sweep`](super::JobStore::sweep): those that expired
/// before its time and whose job is gone, up to its limit.
///
/// A job that applies a plan is only submitted while
/// [`may_apply`](crate::jobs::may_apply) allows it, unless its request is known.
#[async_trait]
pub trait PlanStore: Send + Sync {
    /// One plan, whole.
    async fn plan(&self, id: PlanId) -> Result<Option<SavedPlan>, StoreError>;

    /// Plans without what they do, newest first.
    async fn plans(&self, query: PlanQuery) -> Result<Vec<SavedPlan>, StoreError>;

    /// Asks something of a plan, once for each request. What becomes of it is
    /// [`answer`](crate::jobs::plans::machine::answer).
    async fn petition_plan(
        &self,
        petition: PlanPetition,
        request: RequestKey,
    ) -> Result<PlanPetitioned, StoreError>;

    /// Makes a plan applied by the job of `lease`, if [`may_take`](crate::jobs::may_take) allows it.
    /// Repeating it changes nothing. Fails with [`StoreError::Lost`] as
    /// [`JobStore::record`](super::JobStore::record) does.
    async fn take_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        at: SystemTime,
    ) -> Result<Result<(), PlanForbidden>, StoreError>;

    /// Makes a plan stale in the eyes of the job of `lease`, unless it is no longer that job's to
    /// judge. Fails with [`StoreError::Lost`] as above.
    async fn outdate_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        why: JobError,
        at: SystemTime,
    ) -> Result<(), StoreError>;
}

/// Which plans to list. What is empty does not limit.
#[derive(Clone, Debug)]
pub struct PlanQuery {
    /// Only with smaller serials.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
    /// Only in these states.
    pub states: BTreeSet<PlanState>,
    /// Only of this target.
    pub target: Option<TargetName>,
    /// Only with this alias.
    pub alias: Option<Alias>,
    /// The time at which plans are in those states.
    pub now: SystemTime,
}

/// Something asked of a plan.
#[derive(Clone, Debug)]
pub struct PlanPetition {
    /// Which plan.
    pub plan: PlanId,
    /// What.
    pub ask: PlanAsk,
    /// Who asks.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Now.
    pub at: SystemTime,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum PlanPetitioned {
    /// The plan as it is now.
    Done(Box<SavedPlan>),
    /// The same request was there before; the plan as it is now.
    Known(Box<SavedPlan>),
    /// Another request has that name; it was about this plan.
    Reused(PlanId),
    /// There is no such plan.
    Missing,
    /// It cannot be asked.
    Forbidden(PlanForbidden),
}
