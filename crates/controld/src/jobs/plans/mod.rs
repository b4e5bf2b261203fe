//! Plans that are kept: what they are, what may be asked of them, and what became of the world since.

mod desk;
mod difference;
pub mod machine;
mod plan;
mod take;

pub(in crate::jobs) use self::desk::{forbidden, not_found};
pub use self::{
    desk::{PlanApply, PlanWish},
    difference::{Difference, DifferenceKind, Regard, differences, tell_stale},
    machine::{PlanAsk, PlanForbidden, PlanMove, may_apply, may_take},
    plan::{Decision, NewPlan, PlanBrief, PlanFate, PlanId, PlanState, SavedPlan, Taking},
};
