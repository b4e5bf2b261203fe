//! Kept plans, and what is asked of them.

use std::time::{Duration, SystemTime};

use control_api::v1 as pb;
use serde_json::json;
use tonic::Request;

use super::{
    Pager,
    center::{demand, open},
    field,
    job::{all_of, name},
    options,
    reader::Reader,
    report, spec, timestamp,
};
use crate::{
    jobs::{
        Decision, Demand, Digest, JobError, Order, Plan, PlanApply, PlanAsk, PlanId, PlanState,
        PlanWish, SavedPlan,
    },
    refusal::Refusal,
    store::PlanQuery,
};

/// How long a plan lives when nothing is said, at least, and at most.
const LIFETIME_DEFAULT: Duration = Duration::from_hours(24);
const LIFETIME_MIN: Duration = Duration::from_mins(1);
const LIFETIME_MAX: Duration = Duration::from_hours(30 * 24);
/// Longest reference to a change record, in characters.
const REFERENCE_CHARS_MAX: usize = 256;

/// A list that was asked for.
#[derive(Debug)]
pub struct Listing {
    /// The query, for one more plan than the page takes.
    pub query: PlanQuery,
    scope: Digest,
}

/// The steps that were asked for.
#[derive(Debug)]
pub struct StepListing {
    /// Of which plan.
    pub plan: PlanId,
    skip: usize,
    size: usize,
    scope: Digest,
}

/// To plan and keep.
pub fn create(request: Request<pb::CreatePlanRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = spec::read(&mut reader, body.spec);
    let options = options::read(&mut reader, body.options);
    let lifetime = reader.take("lifetime", lifetime(body.lifetime));
    let made = spec
        .zip(options)
        .zip(lifetime)
        .map(|(((spec, contents), options), lifetime)| {
            let order = Order::PlanCenter {
                spec,
                options,
                keep_s: Some(lifetime.as_secs()),
            };
            (order, contents)
        });
    let method = "CreatePlan";
    demand(reader, caller, method, body.validate_only, header, made)
}

/// Which plan to show.
pub fn get(request: Request<pb::GetPlanRequest>) -> Result<PlanId, Refusal> {
    let mut reader = Reader::new();
    let id = reader.required("name", &request.into_inner().name, field::plan_name);
    reader.finish(id)
}

/// Which plans to list.
pub fn list(
    request: Request<pb::ListPlansRequest>,
    pager: &Pager,
    now: SystemTime,
) -> Result<Listing, Refusal> {
    let body = request.into_inner();
    let scope = Digest::of_value(&json!(["plans", body.states, body.target, body.alias]));
    let mut reader = Reader::new();
    let limit = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let last = reader.optional("page_token", &body.page_token, last);
    let states = all_of(&mut reader, "states", &body.states, state_of);
    let target = reader.optional("target", &body.target, field::target_name);
    let alias = reader.optional("alias", &body.alias, field::alias);
    let query = || {
        Some(PlanQuery {
            before: last?.map(|serial| serial.parse().unwrap_or(0)),
            limit: limit? + 1,
            states: states?,
            target: target?,
            alias: alias?,
            now,
        })
    };
    let query = query();
    reader.finish(query.map(|query| Listing { query, scope }))
}

/// Which steps to list.
pub fn steps(
    request: Request<pb::ListPlanStepsRequest>,
    pager: &Pager,
) -> Result<StepListing, Refusal> {
    let body = request.into_inner();
    let scope = Digest::of_value(&json!(["steps", body.name]));
    let mut reader = Reader::new();
    let plan = reader.required("name", &body.name, field::plan_name);
    let size = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let last = reader.optional("page_token", &body.page_token, last);
    let listing = || {
        Some(StepListing {
            plan: plan?,
            skip: last?.map_or(0, |count| count.parse().unwrap_or(0)),
            size: size? as usize,
            scope,
        })
    };
    let listing = listing();
    reader.finish(listing)
}

/// To say yes to a plan.
pub fn approve(request: Request<pb::ApprovePlanRequest>) -> Result<PlanWish, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let plan = reader.required("name", &body.name, field::plan_name);
    let request_id = reader.request_id(&body.request_id);
    let reason = reader.reason(body.reason);
    let is_short = body.change_reference.chars().count() <= REFERENCE_CHARS_MAX;
    if !is_short {
        let wrong = format!("is longer than {REFERENCE_CHARS_MAX} characters");
        reader.wrong("change_reference", wrong);
    }
    let wish = || {
        Some(PlanWish {
            method: "ApprovePlan",
            request_id: request_id?,
            validate_only: body.validate_only,
            plan: plan?,
            ask: PlanAsk::Approve {
                change_reference: body.change_reference,
                by_another: false,
            },
            reason: reason?,
            caller,
        })
    };
    let wish = wish();
    reader.finish(wish)
}

/// To end a plan.
pub fn expire(request: Request<pb::ExpirePlanRequest>) -> Result<PlanWish, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let plan = reader.required("name", &body.name, field::plan_name);
    let request_id = reader.request_id(&body.request_id);
    let reason = reader.reason(body.reason);
    let wish = || {
        Some(PlanWish {
            method: "ExpirePlan",
            request_id: request_id?,
            validate_only: body.validate_only,
            plan: plan?,
            ask: PlanAsk::Expire,
            reason: reason?,
            caller,
        })
    };
    let wish = wish();
    reader.finish(wish)
}

/// To apply a plan.
pub fn apply(request: Request<pb::ApplyPlanRequest>) -> Result<PlanApply, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let plan = reader.required("name", &body.name, field::plan_name);
    let request_id = reader.request_id(&body.request_id);
    let reason = reader.reason(body.reason);
    let labels = reader.labels(body.labels);
    let spec = match body.spec {
        Some(spec) => spec::read(&mut reader, Some(spec)).map(|(spec, _)| Some(spec)),
        None => Some(None),
    };
    let apply = || {
        Some(PlanApply {
            request_id: request_id?,
            validate_only: body.validate_only,
            plan: plan?,
            spec: spec?,
            labels: labels?,
            reason: reason?,
            caller,
        })
    };
    let apply = apply();
    reader.finish(apply)
}

/// A page of the list that was asked for.
pub fn page(
    mut plans: Vec<SavedPlan>,
    listing: &Listing,
    pager: &Pager,
    is_guarded: impl Fn(&SavedPlan) -> bool,
) -> pb::ListPlansResponse {
    let size = listing.query.limit as usize - 1;
    let more = plans.len() > size;
    plans.truncate(size);
    let token = |plan: &SavedPlan| pager.token(&listing.scope, &plan.serial.to_string());
    let now = listing.query.now;
    let one = |plan: &SavedPlan| to_pb(plan, now, is_guarded(plan));
    pb::ListPlansResponse {
        next_page_token: plans.last().filter(|_| more).map(token).unwrap_or_default(),
        plans: plans.iter().map(one).collect(),
    }
}

/// A page of the steps that were asked for.
pub fn step_page(
    plan: &SavedPlan,
    listing: &StepListing,
    pager: &Pager,
) -> pb::ListPlanStepsResponse {
    let steps = plan.plan.as_ref().map(|plan| plan.steps.as_slice());
    let rest = steps.unwrap_or_default().iter().skip(listing.skip);
    let more = rest.len() > listing.size;
    let next = (listing.skip + listing.size).to_string();
    let token = more.then(|| pager.token(&listing.scope, &next));
    pb::ListPlanStepsResponse {
        steps: rest.take(listing.size).map(report::step).collect(),
        next_page_token: token.unwrap_or_default(),
    }
}

/// A plan as callers see it at `now`.
pub fn to_pb(plan: &SavedPlan, now: SystemTime, is_guarded: bool) -> pb::SavedPlan {
    let (brief, fate) = (&plan.brief, &plan.fate);
    pb::SavedPlan {
        name: plan.id.to_string(),
        state: state(plan.state(now)).into(),
        target: format!("targets/{}", brief.target),
        center: plan.center(),
        digest: brief.digest.clone(),
        options: Some(options::to_pb(&brief.options)),
        counts: Some(report::counts(brief.counts, brief.steps as usize)),
        create_time: Some(timestamp(plan.created)),
        expire_time: Some(timestamp(plan.expires)),
        created_by: brief.created_by.clone(),
        reason: brief.reason.clone(),
        labels: brief.labels.clone(),
        job: name(plan.id.job()),
        specs: spec::to_pb(&brief.spec.specs),
        files: spec::to_pb(&brief.spec.files),
        needs_approval: is_guarded,
        approval: fate.approval.as_ref().map(decision),
        expiry: fate.expiry.as_ref().map(decision),
        apply_job: fate
            .taking
            .map(|taking| name(taking.job))
            .unwrap_or_default(),
        apply_time: fate.taking.map(|taking| timestamp(taking.at)),
        differences: fate.stale.as_ref().map(differences).unwrap_or_default(),
        plan: plan.plan.as_ref().map(without_steps),
    }
}

/// Steps are read by page.
fn without_steps(plan: &Plan) -> pb::Plan {
    pb::Plan {
        steps: Vec::new(),
        counts: Some(report::counts(plan.counts, plan.steps.len())),
        ..report::plan(plan)
    }
}

fn differences(stale: &JobError) -> Vec<pb::PlanDifference> {
    let differences = stale.differences.iter();
    differences.map(report::difference).collect()
}

fn decision(decision: &Decision) -> pb::PlanDecision {
    pb::PlanDecision {
        decided_by: decision.by.clone(),
        time: Some(timestamp(decision.at)),
        reason: decision.reason.clone(),
        change_reference: decision.change_reference.clone(),
    }
}

fn state(state: PlanState) -> pb::saved_plan::State {
    use pb::saved_plan::State;
    match state {
        PlanState::Open => State::Open,
        PlanState::Approved => State::Approved,
        PlanState::Applied => State::Applied,
        PlanState::Expired => State::Expired,
        PlanState::Stale => State::Stale,
    }
}

fn state_of(number: i32) -> Option<PlanState> {
    let wanted = pb::saved_plan::State::try_from(number).ok()?;
    PlanState::ALL
        .into_iter()
        .find(|ours| state(*ours) == wanted)
}

fn lifetime(lifetime: Option<prost_types::Duration>) -> Result<Duration, &'static str> {
    let expected = "expected 1 minute to 30 days";
    let Some(lifetime) = lifetime else {
        return Ok(LIFETIME_DEFAULT);
    };
    let lifetime = Duration::try_from(lifetime).map_err(|_| expected)?;
    let is_fitting = (LIFETIME_MIN..=LIFETIME_MAX).contains(&lifetime);
    is_fitting.then_some(lifetime).ok_or(expected)
}
