//! What a job at work does with the plan that it applies.

use super::{PlanForbidden, PlanId, SavedPlan, may_take};
use crate::{
    jobs::{JobContext, JobError, Stopped},
    reason,
    store::StoreError,
};

impl JobContext {
    /// The plan, while this job may carry it out. A plan that this job has found stale stays so.
    pub async fn plan(&self, id: PlanId) -> Result<SavedPlan, Stopped> {
        let found = self.journal.store.plan(id).await.map_err(stopped)?;
        let plan = found.ok_or_else(|| gone(id))?;
        if let (Some(taking), Some(why)) = (plan.fate.taking, &plan.fate.stale)
            && taking.job == self.id
        {
            return Err(Stopped::failed(why.clone()));
        }
        may_take(&plan, self.id, self.clock.now()).map_err(|why| not_open(id, &why))?;
        Ok(plan)
    }

    /// From now on the plan is this job's.
    pub async fn take_plan(&self, id: PlanId) -> Result<(), Stopped> {
        let (journal, now) = (&self.journal, self.clock.now());
        let taken = journal.store.take_plan(journal.lease, id, now).await;
        taken.map_err(stopped)?.map_err(|why| not_open(id, &why))
    }

    /// The world is not as the plan saw it.
    pub async fn outdate_plan(&self, id: PlanId, why: JobError) -> Result<(), Stopped> {
        let (journal, now) = (&self.journal, self.clock.now());
        let noted = journal
            .store
            .outdate_plan(journal.lease, id, why, now)
            .await;
        noted.map_err(stopped)
    }

    /// Whether an earlier run of this job has set out to write something: then the world is not as
    /// its plan saw it for that reason alone.
    pub async fn has_begun(&self) -> Result<bool, Stopped> {
        Ok(!self.journal().recall().await?.is_empty())
    }
}

fn stopped(cause: StoreError) -> Stopped {
    Stopped::Interrupted(crate::jobs::journal::journal_error(cause))
}

fn gone(id: PlanId) -> Stopped {
    let error = JobError::new(reason::NOT_FOUND, format!("there is no plan {id}"));
    Stopped::failed(error.with("type", "plan").with("name", id.to_string()))
}

fn not_open(id: PlanId, why: &PlanForbidden) -> Stopped {
    let state = match why {
        PlanForbidden::ByState(state) => state.word(),
        PlanForbidden::NotApproved | PlanForbidden::ByCreator(_) => "not approved",
    };
    let message = format!("{id} is {state}: it cannot be applied");
    let error = JobError::new(reason::PLAN_NOT_OPEN, message);
    let error = error.with("plan", id.to_string()).with("state", state);
    Stopped::failed(error.with("action", "apply"))
}
