//! Jobs, and what is asked about them.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use control_api::v1 as pb;
use reconcile::StepId;
use serde_json::json;
use tonic::Request;

use super::{
    Pager, agent, caller, contact_log, field, flow, governance, inquiry::large, reader::Reader,
    readings, region, release, report, share, timestamp, trace,
};
use crate::{
    jobs::{
        Ask, Blocker, Caller, Calls, Digest, Job, JobError, JobId, JobResult, Kind, PlanId,
        Progress, Resolution, State, Wish,
    },
    refusal::Refusal,
    store::JobQuery,
};

/// How long a wait lasts when nothing is said, and at most.
const WAIT_DEFAULT: Duration = Duration::from_secs(30);
const WAIT_MAX: Duration = Duration::from_mins(10);

/// A list that was asked for.
#[derive(Debug)]
pub struct Listing {
    /// The query, for one more job than the page takes: its presence says that there is another page.
    pub query: JobQuery,
    scope: Digest,
}

/// Which job to show.
pub fn get(request: Request<pb::GetJobRequest>) -> Result<JobId, Refusal> {
    let mut reader = Reader::new();
    let id = reader.job(&request.into_inner().name);
    reader.finish(id)
}

/// Which job to watch, and after which event.
pub fn watch(request: Request<pb::WatchJobRequest>) -> Result<(JobId, i64), Refusal> {
    let body = request.into_inner();
    let mut reader = Reader::new();
    let id = reader.job(&body.name);
    if body.after < 0 {
        reader.wrong("after", "must not be negative");
    }
    reader.finish(id.map(|id| (id, body.after)))
}

/// Which job to wait for, and how long.
pub fn wait(request: Request<pb::WaitJobRequest>) -> Result<(JobId, Duration), Refusal> {
    let body = request.into_inner();
    let mut reader = Reader::new();
    let id = reader.job(&body.name);
    let timeout = match body.timeout {
        None => Some(WAIT_DEFAULT),
        Some(timeout) => {
            let timeout = Duration::try_from(timeout);
            reader.take("timeout", timeout.map_err(|_| "must not be negative"))
        }
    };
    reader.finish(
        id.zip(timeout)
            .map(|(id, timeout)| (id, timeout.min(WAIT_MAX))),
    )
}

/// To stop a job.
pub fn cancel(request: Request<pb::CancelJobRequest>) -> Result<Wish, Refusal> {
    let caller = caller(&request);
    let body = request.into_inner();
    let draft = Draft {
        method: "CancelJob",
        name: body.name,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        caller,
    };
    draft.wish(Reader::new(), Some(Ask::Cancel))
}

/// To start a job again.
pub fn retry(request: Request<pb::RetryJobRequest>) -> Result<Wish, Refusal> {
    let caller = caller(&request);
    let body = request.into_inner();
    let draft = Draft {
        method: "RetryJob",
        name: body.name,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        caller,
    };
    draft.wish(Reader::new(), Some(Ask::Retry))
}

/// To decide about a step.
pub fn resolve(request: Request<pb::ResolveJobRequest>) -> Result<Wish, Refusal> {
    let caller = caller(&request);
    let body = request.into_inner();
    let mut reader = Reader::new();
    let ask = resolution(&mut reader, &body.step, body.resolution);
    let draft = Draft {
        method: "ResolveJob",
        name: body.name,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        caller,
    };
    draft.wish(reader, ask)
}

/// Which jobs to list.
pub fn list(request: Request<pb::ListJobsRequest>, pager: &Pager) -> Result<Listing, Refusal> {
    let body = request.into_inner();
    let scope = Digest::of_value(&json!([
        body.states,
        body.kinds,
        body.target,
        body.subject,
        body.labels
    ]));
    let mut reader = Reader::new();
    let limit = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let last = reader.optional("page_token", &body.page_token, last);
    let states = all_of(&mut reader, "states", &body.states, state_of);
    let kinds = all_of(&mut reader, "kinds", &body.kinds, kind_of);
    let target = reader.optional("target", &body.target, field::target_name);
    let labels = reader.labels(body.labels);
    let query = || {
        Some(JobQuery {
            before: last?.map(|serial| serial.parse().unwrap_or(0)),
            limit: limit? + 1,
            states: states?,
            kinds: kinds?,
            target: target?,
            subject: Some(body.subject).filter(|subject| !subject.is_empty()),
            labels: labels?,
        })
    };
    let query = query();
    reader.finish(query.map(|query| Listing { query, scope }))
}

/// A page of the list that was asked for.
pub fn page(
    mut jobs: Vec<Job>,
    listing: &Listing,
    pager: &Pager,
    retention: Duration,
) -> pb::ListJobsResponse {
    let size = listing.query.limit as usize - 1;
    let more = jobs.len() > size;
    jobs.truncate(size);
    let token = |job: &Job| pager.token(&listing.scope, &job.serial.to_string());
    pb::ListJobsResponse {
        next_page_token: jobs.last().filter(|_| more).map(token).unwrap_or_default(),
        jobs: jobs.iter().map(|job| to_pb(job, retention)).collect(),
    }
}

/// A job as callers see it. `retention` says when it is going to be forgotten.
pub fn to_pb(job: &Job, retention: Duration) -> pb::Job {
    let brief = &job.brief;
    // A job that was only checked has no name and is not kept.
    let kept = !job.id.0.is_nil();
    let expires = job.times.ended.map(|ended| timestamp(ended + retention));
    let locks = if job.state.is_at_rest() {
        Vec::new()
    } else {
        brief
            .locks
            .iter()
            .map(|key| key.as_str().to_owned())
            .collect()
    };
    pb::Job {
        name: if kept { name(job.id) } else { String::new() },
        uid: if kept {
            job.id.to_string()
        } else {
            String::new()
        },
        create_time: Some(timestamp(job.times.created)),
        update_time: Some(timestamp(job.times.updated)),
        start_time: job.times.started.map(timestamp),
        end_time: job.times.ended.map(timestamp),
        expire_time: expires.filter(|_| kept),
        kind: kind(brief.order.kind()).into(),
        state: state(job.state).into(),
        target: format!("targets/{}", brief.target),
        subject: brief.subject.clone(),
        labels: brief.labels.clone(),
        reason: brief.reason.clone(),
        requested_by: brief.requested_by.clone(),
        request_id: brief.request_id.to_string(),
        locks,
        blocked_by: blockers(&job.blocked_by),
        progress: Some(progress(job.progress)),
        runs: count(job.runs),
        last_event: job.last_event,
        error: job.error.as_ref().map(error),
        result: job.result.as_ref().map(result),
        trace: trace(&brief.trace),
        saved_plan: plan_name(job),
        calls: calls(&job.calls),
    }
}

fn calls(calls: &Calls) -> BTreeMap<String, i64> {
    let counts = calls.iter();
    counts
        .map(|(name, count)| (name.clone(), large(*count)))
        .collect()
}

/// The kept plan that a job makes or applies.
fn plan_name(job: &Job) -> String {
    let order = &job.brief.order;
    let is_kept = order.keeps_plan() && !job.id.0.is_nil();
    let made = is_kept.then(|| PlanId::of(job.id));
    let plan = order.plan().or(made);
    plan.map(|plan| plan.to_string()).unwrap_or_default()
}

pub(super) fn name(id: JobId) -> String {
    format!("jobs/{id}")
}

pub(super) fn state(state: State) -> pb::job::State {
    match state {
        State::Queued => pb::job::State::Queued,
        State::Running => pb::job::State::Running,
        State::Cancelling => pb::job::State::Cancelling,
        State::Succeeded => pb::job::State::Succeeded,
        State::Failed => pb::job::State::Failed,
        State::Cancelled => pb::job::State::Cancelled,
        State::NeedsAttention => pb::job::State::NeedsAttention,
    }
}

pub(super) fn blockers(blockers: &[Blocker]) -> Vec<pb::Blocker> {
    let blocker = |blocker: &Blocker| pb::Blocker {
        lock: blocker.lock.as_str().to_owned(),
        job: name(blocker.job),
    };
    blockers.iter().map(blocker).collect()
}

pub(super) fn count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// What requests about a job have in common.
struct Draft {
    method: &'static str,
    name: String,
    request_id: String,
    validate_only: bool,
    reason: String,
    caller: Caller,
}

// === impl Draft ===

impl Draft {
    fn wish(self, mut reader: Reader, ask: Option<Ask>) -> Result<Wish, Refusal> {
        let job = reader.job(&self.name);
        let request_id = reader.request_id(&self.request_id);
        let reason = reader.reason(self.reason);
        let wish = || {
            Some(Wish {
                method: self.method,
                request_id: request_id?,
                validate_only: self.validate_only,
                job: job?,
                ask: ask?,
                reason: reason?,
                caller: self.caller,
            })
        };
        let wish = wish();
        reader.finish(wish)
    }
}

fn resolution(reader: &mut Reader, step: &str, resolution: i32) -> Option<Ask> {
    let resolution = match pb::Resolution::try_from(resolution) {
        Ok(pb::Resolution::Adopt) => Resolution::Adopt,
        Ok(pb::Resolution::Retry) => Resolution::Retry,
        Ok(pb::Resolution::Skip) => Resolution::Skip,
        Ok(pb::Resolution::Abandon) => return Some(Ask::Abandon),
        Ok(pb::Resolution::Unspecified) | Err(_) => {
            reader.wrong("resolution", "expected one of ADOPT, RETRY, SKIP, ABANDON");
            reader.required("step", step, |step| Ok::<_, String>(step.to_owned()));
            return None;
        }
    };
    let step = reader.required("step", step, |step| Ok::<_, String>(step.to_owned()))?;
    let step = StepId::from(step);
    Some(Ask::Resolve { step, resolution })
}

pub(super) fn all_of<T: Ord>(
    reader: &mut Reader,
    list: &str,
    values: &[i32],
    one: fn(i32) -> Option<T>,
) -> Option<BTreeSet<T>> {
    let mut all = BTreeSet::new();
    for (n, value) in values.iter().enumerate() {
        let value = reader.take(&format!("{list}[{n}]"), one(*value).ok_or("is not known"))?;
        all.insert(value);
    }
    Some(all)
}

fn state_of(number: i32) -> Option<State> {
    let wanted = pb::job::State::try_from(number).ok()?;
    State::ALL.into_iter().find(|ours| state(*ours) == wanted)
}

fn kind_of(number: i32) -> Option<Kind> {
    let wanted = pb::JobKind::try_from(number).ok()?;
    Kind::ALL.into_iter().find(|ours| kind(*ours) == wanted)
}

pub(super) fn kind(kind: Kind) -> pb::JobKind {
    match kind {
        Kind::PlanCenter => pb::JobKind::PlanContactCenter,
        Kind::ApplyCenter => pb::JobKind::ApplyContactCenter,
        Kind::DestroyCenter => pb::JobKind::DestroyContactCenter,
        Kind::DescribeCenter => pb::JobKind::DescribeContactCenter,
        Kind::ExportCenter => pb::JobKind::ExportContactCenter,
        Kind::DetectDrift => pb::JobKind::DetectDrift,
        Kind::ReplicateCenter => pb::JobKind::ReplicateContactCenter,
        Kind::GetTraffic => pb::JobKind::GetTraffic,
        Kind::ShiftTraffic => pb::JobKind::ShiftTraffic,
        Kind::ExportFlows => pb::JobKind::ExportFlows,
        Kind::DeployFlows => pb::JobKind::DeployFlows,
        Kind::RollBackFlows => pb::JobKind::RollBackFlows,
        Kind::ReleaseFlows => pb::JobKind::ReleaseFlows,
        Kind::RollBackRelease => pb::JobKind::RollBackRelease,
        Kind::ReadContactLog => pb::JobKind::ReadContactLog,
        Kind::EnsureShare => pb::JobKind::EnsureShare,
        Kind::RemoveShare => pb::JobKind::RemoveShare,
        Kind::VerifyShare => pb::JobKind::VerifyShare,
        Kind::GetShareStatus => pb::JobKind::GetShareStatus,
        Kind::RunShareExport => pb::JobKind::RunShareExport,
        Kind::ImportAgents => pb::JobKind::ImportAgents,
        Kind::UpsertAgent => pb::JobKind::UpsertAgent,
        Kind::RemoveAgent => pb::JobKind::RemoveAgent,
        Kind::AssessInstance => pb::JobKind::AssessInstance,
        Kind::MendFindings => pb::JobKind::MendFindings,
        Kind::GeneratePolicy => pb::JobKind::GeneratePolicy,
        Kind::AttachPolicy => pb::JobKind::AttachPolicy,
        Kind::EnsureGovernance => pb::JobKind::EnsureGovernance,
        Kind::GetCost => pb::JobKind::GetCost,
        Kind::ReviewTags => pb::JobKind::ReviewTags,
    }
}

fn progress(progress: Progress) -> pb::Progress {
    // Work that plans batch by batch knows at first how many steps there are at least.
    let known = progress.done + progress.failed + progress.running;
    pb::Progress {
        steps_total: count(progress.total.max(known)),
        steps_done: count(progress.done),
        steps_failed: count(progress.failed),
        steps_running: count(progress.running),
    }
}

pub(super) fn error(error: &JobError) -> pb::JobError {
    pb::JobError {
        reason: error.reason.clone(),
        message: error.message.clone(),
        findings: error.findings.iter().map(report::finding).collect(),
        detail: error.detail.clone(),
        steps: error.steps.iter().map(report::setback).collect(),
        differences: error.differences.iter().map(report::difference).collect(),
    }
}

fn result(result: &JobResult) -> pb::job::Result {
    match result {
        JobResult::Plan(plan) => pb::job::Result::Plan(report::plan(plan)),
        JobResult::Apply(applied) => pb::job::Result::Apply(report::applied(applied)),
        JobResult::Destroy(destroyed) => pb::job::Result::Destroy(report::destroyed(destroyed)),
        JobResult::Describe(described) => pb::job::Result::Describe(report::described(described)),
        JobResult::Export(exported) => pb::job::Result::Export(readings::exported(exported)),
        JobResult::Drift(drifted) => pb::job::Result::Drift(readings::drifted(drifted)),
        JobResult::Replicate(replicated) => {
            pb::job::Result::Replicate(region::replicated(replicated))
        }
        JobResult::Traffic(traffic) => pb::job::Result::Traffic(region::traffic_result(traffic)),
        JobResult::Shift(shifted) => pb::job::Result::Shift(region::shifted(shifted)),
        JobResult::FlowsExport(exported) => pb::job::Result::ExportFlows(flow::exported(exported)),
        JobResult::FlowsDeploy(deployed) => pb::job::Result::DeployFlows(flow::deployed(deployed)),
        JobResult::FlowsRollBack(rolled_back) => {
            pb::job::Result::RollBackFlows(flow::rolled_back(rolled_back))
        }
        JobResult::FlowsRelease(released) => {
            pb::job::Result::ReleaseFlows(release::released(released))
        }
        JobResult::ReleaseRollBack(back) => {
            pb::job::Result::RollBackRelease(release::returned(back))
        }
        JobResult::ContactLog(log) => pb::job::Result::ReadContactLog(contact_log::logged(log)),
        JobResult::Share(of) => share::result(of),
        JobResult::Agents(of) => agent::result(of),
        JobResult::Governance(of) => governance::result(of),
    }
}
