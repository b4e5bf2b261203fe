//! `PlanService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, plan_service_server::PlanService};
use tonic::{Request, Response};

use super::{Reply, Surface};
use crate::{
    jobs::{PlanWish, SavedPlan},
    wire,
};

#[async_trait]
impl PlanService for Surface {
    async fn create_plan(&self, request: Request<pb::CreatePlanRequest>) -> Reply<pb::Job> {
        self.submit(wire::plan::create(request)?).await
    }

    async fn get_plan(&self, request: Request<pb::GetPlanRequest>) -> Reply<pb::SavedPlan> {
        let plan = self.jobs.plan(wire::plan::get(request)?).await?;
        Ok(Response::new(self.shown(&plan)))
    }

    async fn list_plans(
        &self,
        request: Request<pb::ListPlansRequest>,
    ) -> Reply<pb::ListPlansResponse> {
        let listing = wire::plan::list(request, &self.pager, self.jobs.now())?;
        let plans = self.jobs.plans(listing.query.clone()).await?;
        let is_guarded = |plan: &SavedPlan| self.jobs.is_guarded(&plan.brief.target);
        let page = wire::plan::page(plans, &listing, &self.pager, is_guarded);
        Ok(Response::new(page))
    }

    async fn list_plan_steps(
        &self,
        request: Request<pb::ListPlanStepsRequest>,
    ) -> Reply<pb::ListPlanStepsResponse> {
        let listing = wire::plan::steps(request, &self.pager)?;
        let plan = self.jobs.plan(listing.plan).await?;
        let page = wire::plan::step_page(&plan, &listing, &self.pager);
        Ok(Response::new(page))
    }

    async fn approve_plan(&self, request: Request<pb::ApprovePlanRequest>) -> Reply<pb::SavedPlan> {
        self.ask_plan(wire::plan::approve(request)?).await
    }

    async fn apply_plan(&self, request: Request<pb::ApplyPlanRequest>) -> Reply<pb::Job> {
        let job = self.jobs.apply_plan(wire::plan::apply(request)?).await?;
        Ok(Response::new(wire::job::to_pb(&job, self.retention)))
    }

    async fn expire_plan(&self, request: Request<pb::ExpirePlanRequest>) -> Reply<pb::SavedPlan> {
        self.ask_plan(wire::plan::expire(request)?).await
    }
}

impl Surface {
    async fn ask_plan(&self, wish: PlanWish) -> Reply<pb::SavedPlan> {
        let plan = self.jobs.ask_plan(wish).await?;
        Ok(Response::new(self.shown(&plan)))
    }

    fn shown(&self, plan: &SavedPlan) -> pb::SavedPlan {
        let is_guarded = self.jobs.is_guarded(&plan.brief.target);
        wire::plan::to_pb(plan, self.jobs.now(), is_guarded)
    }
}
