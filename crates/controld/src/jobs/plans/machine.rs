//! What may be asked of a plan, and what becomes of it. Pure: every store obeys these.

use std::time::SystemTime;

use super::{PlanState, SavedPlan};
use crate::jobs::{Caller, JobId};

/// What a person asks of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanAsk {
    /// Say yes to it.
    Approve {
        /// The change record that covers it.
        change_reference: String,
        /// Whether it must be somebody else than who asked for the plan.
        by_another: bool,
    },
    /// End it.
    Expire,
}

/// What becomes of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanMove {
    /// Nothing.
    Stay,
    /// It is approved.
    Approved,
    /// It ends now.
    Ended,
}

/// Why it cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanForbidden {
    /// The state of the plan does not allow it.
    ByState(PlanState),
    /// Its target asks for approval, and nobody approved it.
    NotApproved,
    /// Whoever asks is, or may be, whoever asked for the plan: this caller.
    ByCreator(String),
}

/// What becomes of `plan` when `by` asks for `ask` at `now`.
pub fn answer(
    plan: &SavedPlan,
    ask: &PlanAsk,
    by: &str,
    now: SystemTime,
) -> Result<PlanMove, PlanForbidden> {
    match (ask, plan.state(now)) {
        (PlanAsk::Approve { by_another, .. }, PlanState::Open) => {
            // Two callers of whom nothing is known may be one.
            let is_known = |name: &str| name != Caller::ANYBODY;
            let creator = plan.brief.created_by.as_str();
            let is_another = is_known(by) && is_known(creator) && by != creator;
            if *by_another && !is_another {
                return Err(PlanForbidden::ByCreator(by.to_owned()));
            }
            Ok(PlanMove::Approved)
        }
        (PlanAsk::Expire, PlanState::Open | PlanState::Approved) => Ok(PlanMove::Ended),
        (PlanAsk::Expire, PlanState::Expired) => Ok(PlanMove::Stay),
        (PlanAsk::Approve { .. } | PlanAsk::Expire, state) => Err(PlanForbidden::ByState(state)),
    }
}

/// Whether a job of `plan` may be started at `now`.
pub fn may_apply(
    plan: &SavedPlan,
    approved_only: bool,
    now: SystemTime,
) -> Result<(), PlanForbidden> {
    match plan.state(now) {
        PlanState::Open if approved_only => Err(PlanForbidden::NotApproved),
        PlanState::Open | PlanState::Approved => Ok(()),
        state => Err(PlanForbidden::ByState(state)),
    }
}

/// Whether `job` may carry `plan` out at `now`. One that has begun goes on, however late it is.
pub fn may_take(plan: &SavedPlan, job: JobId, now: SystemTime) -> Result<(), PlanForbidden> {
    match (plan.state(now), plan.fate.taking) {
        (PlanState::Open | PlanState::Approved, _) => Ok(()),
        (PlanState::Applied, Some(taking)) if taking.job == job => Ok(()),
        (state, _) => Err(PlanForbidden::ByState(state)),
    }
}

// === impl PlanAsk ===

impl PlanAsk {
    /// The word for it in messages.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Approve { .. } => "approve",
            Self::Expire => "expire",
        }
    }
}
