//! What stands between a kept plan and the first write: the world must be as the plan saw it.

use async_trait::async_trait;
use connect_provision::{Blueprint, Error, Gate};

use super::{ground::Footing, telling};
use crate::jobs::{JobContext, Plan, PlanId, Regard, SavedPlan, Stopped, differences, tell_stale};

/// Lets the plan of a job through.
pub(super) struct PlanGate<'j> {
    job: &'j JobContext,
    plan: Option<SavedPlan>,
    has_begun: bool,
}

/// Why nothing is done.
pub(super) enum Turned {
    /// The work failed by itself.
    Error(Error),
    /// The gate stayed shut.
    Shut(Stopped),
}

// === impl PlanGate ===

impl<'j> PlanGate<'j> {
    /// The gate before a kept plan, while the job may carry it out; else an open one.
    pub(super) async fn of(job: &'j JobContext, plan: Option<PlanId>) -> Result<Self, Stopped> {
        let plan = match plan {
            Some(id) => Some(job.plan(id).await?),
            None => None,
        };
        let has_begun = job.has_begun().await?;
        Ok(Self {
            job,
            plan,
            has_begun,
        })
    }

    /// Whether an earlier run of the job has begun to write.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Compares twice: what was looked at as deep as the plan looked, in everything; and what is
    /// carried out, for which some of it was read in full, in what it does.
    async fn compare(
        &self,
        id: PlanId,
        kept: &Plan,
        seen: &Blueprint,
        blueprint: &Blueprint,
    ) -> Result<(), Stopped> {
        let told = |blueprint| telling::plan(&self.job.subject, blueprint, 0);
        let (seen, deeds) = (told(seen), told(blueprint));
        let mut moved = differences(&kept.steps, &seen.steps, Regard::Whole);
        if moved.is_empty() {
            moved = differences(&kept.steps, &deeds.steps, Regard::Deeds);
        }
        if moved.is_empty() && seen.digest == kept.digest {
            return Ok(());
        }
        let digests = (kept.digest.as_str(), seen.digest.as_str());
        let error = tell_stale(id, digests, moved);
        self.job.outdate_plan(id, error.clone()).await?;
        Err(Stopped::failed(error))
    }
}

#[async_trait]
impl Gate for PlanGate<'_> {
    type Refusal = Turned;

    async fn admit(&self, seen: &Blueprint, blueprint: &Blueprint) -> Result<(), Turned> {
        let Some(plan) = &self.plan else {
            return Ok(());
        };
        if let Some(kept) = &plan.plan
            && !self.has_begun
        {
            self.compare(plan.id, kept, seen, blueprint).await?;
        }
        Ok(self.job.take_plan(plan.id).await?)
    }
}

// === impl Turned ===

impl Turned {
    pub(super) fn stopped(self, footing: &Footing) -> Stopped {
        match self {
            Self::Error(error) => footing.stopped(error),
            Self::Shut(stopped) => stopped,
        }
    }
}

impl From<Error> for Turned {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Stopped> for Turned {
    fn from(stopped: Stopped) -> Self {
        Self::Shut(stopped)
    }
}
