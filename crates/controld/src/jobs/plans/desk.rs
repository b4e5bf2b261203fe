//! Where kept plans are looked at, decided about and applied.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;

use super::{PlanAsk, PlanForbidden, PlanId, SavedPlan, machine, may_apply};
use crate::{
    jobs::{Caller, Demand, Digest, Job, Jobs, Order, SpecFiles, desk::reused},
    refusal::Refusal,
    store::{PlanPetition, PlanPetitioned, PlanQuery, RequestKey},
    telemetry::metrics,
};

/// A wish to apply a plan.
#[derive(Clone, Debug)]
pub struct PlanApply {
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// Which plan.
    pub plan: PlanId,
    /// What the caller believes the plan to be of.
    pub spec: Option<SpecFiles>,
    /// Words by which the job can be found again.
    pub labels: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
}

/// A wish about a plan that is there.
#[derive(Clone, Debug)]
pub struct PlanWish {
    /// The method that was called.
    pub method: &'static str,
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// Which plan.
    pub plan: PlanId,
    /// What is asked of it.
    pub ask: PlanAsk,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
}

impl Jobs {
    /// One plan, whole.
    pub async fn plan(&self, id: PlanId) -> Result<SavedPlan, Refusal> {
        let found = self.store().plan(id).await?;
        found.ok_or_else(|| not_found(id))
    }

    /// Plans without what they do, newest first.
    pub async fn plans(&self, query: PlanQuery) -> Result<Vec<SavedPlan>, Refusal> {
        Ok(self.store().plans(query).await?)
    }

    /// Starts a job that applies a plan as it is, once for each request.
    pub async fn apply_plan(&self, wish: PlanApply) -> Result<Job, Refusal> {
        let plan = self.plan(wish.plan).await?;
        let brief = &plan.brief;
        if let Some(spec) = &wish.spec
            && !brief.spec.is_same_as(spec)
        {
            return Err(Refusal::PlanSpecDiffers(plan.id));
        }
        if wish.validate_only {
            let allowed = may_apply(&plan, self.is_guarded(&brief.target), self.now());
            allowed.map_err(|why| forbidden(plan.id, "apply", why))?;
        }
        let order = Order::ApplyCenter {
            spec: brief.spec.clone(),
            plan_digest: None,
            plan: Some(plan.id),
            options: brief.options.clone(),
        };
        self.submit(Demand {
            method: "ApplyPlan",
            request_id: wish.request_id,
            validate_only: wish.validate_only,
            target: brief.target.clone(),
            order,
            contents: BTreeMap::new(),
            labels: wish.labels,
            reason: wish.reason,
            caller: wish.caller,
        })
        .await
    }

    /// Asks something of a plan, once for each request.
    pub async fn ask_plan(&self, mut wish: PlanWish) -> Result<SavedPlan, Refusal> {
        let plan = self.plan(wish.plan).await?;
        if let PlanAsk::Approve { by_another, .. } = &mut wish.ask {
            *by_another = self.is_guarded(&plan.brief.target);
        }
        if wish.validate_only {
            let answer = machine::answer(&plan, &wish.ask, &wish.caller.name, self.now());
            answer.map_err(|why| forbidden(plan.id, wish.ask.word(), why))?;
            return Ok(plan);
        }
        let request = RequestKey {
            method: wish.method,
            id: wish.request_id,
            hash: hash(&wish),
        };
        let petition = PlanPetition {
            plan: wish.plan,
            ask: wish.ask.clone(),
            by: wish.caller.name,
            reason: wish.reason,
            at: self.now(),
        };
        match self.store().petition_plan(petition, request).await? {
            PlanPetitioned::Done(plan) => Ok(*plan),
            PlanPetitioned::Known(plan) => {
                metrics::request_known();
                Ok(*plan)
            }
            PlanPetitioned::Reused(plan) => Err(reused(request, &plan.to_string())),
            PlanPetitioned::Missing => Err(not_found(wish.plan)),
            PlanPetitioned::Forbidden(why) => Err(forbidden(wish.plan, wish.ask.word(), why)),
        }
    }
}

/// The identity of a request, without what the daemon adds.
fn hash(wish: &PlanWish) -> Digest {
    let change_reference = match &wish.ask {
        PlanAsk::Approve {
            change_reference, ..
        } => change_reference.as_str(),
        PlanAsk::Expire => "",
    };
    Digest::of_value(&json!({
        "plan": wish.plan.to_string(),
        "ask": wish.ask.word(),
        "change_reference": change_reference,
        "reason": wish.reason,
    }))
}

pub(in crate::jobs) fn not_found(id: PlanId) -> Refusal {
    Refusal::NotFound {
        kind: "plan",
        name: id.to_string(),
    }
}

pub(in crate::jobs) fn forbidden(
    plan: PlanId,
    action: &'static str,
    why: PlanForbidden,
) -> Refusal {
    Refusal::PlanForbidden { plan, action, why }
}
