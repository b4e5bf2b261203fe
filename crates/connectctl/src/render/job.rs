//! One job: what it is, what came of it, and what to do next.

use control_api::v1::{self as pb, job, step_outcome};

use super::{
    Page, Tone, agents, center, contact_log, cost, counted, drift, export, finding, flow, govern,
    page::prefixed, plan, region, release, saved_plan, share, time, word,
};

/// What to do after a job that changes nothing.
const READ_AGAIN: &str = "Nothing was changed; run the command again when the cause is mended.";

/// What a job is and where it stands.
pub(crate) fn header(job: &pb::Job) -> Page {
    let mut page = Page::new();
    page.say(Tone::Strong, &job.name);
    let rows = [
        ("does", word::kind(job.kind)),
        (
            "to",
            if job.subject.is_empty() {
                job.target.clone()
            } else {
                job.subject.clone()
            },
        ),
        ("state", standing(job)),
        ("asked", asked(job)),
        ("started", time::moment(job.start_time.as_ref())),
        ("ended", time::moment(job.end_time.as_ref())),
        (
            "runs",
            if job.runs > 1 {
                job.runs.to_string()
            } else {
                String::new()
            },
        ),
        ("labels", pairs(job)),
        ("request", job.request_id.clone()),
        ("plan", job.saved_plan.clone()),
        ("behind", blockers(&job.blocked_by)),
    ];
    let known = rows.into_iter().filter(|(_, value)| !value.is_empty());
    page.table(
        &known
            .map(|(name, value)| [name.to_owned(), value])
            .collect::<Vec<_>>(),
    );
    page
}

/// What came of a job at rest, and what to do next.
pub(crate) fn outcome(job: &pb::Job) -> Page {
    let mut page = Page::new();
    if let Some(result) = &job.result {
        page.append(told(job, result));
    }
    page.append(trouble(job));
    page.append(next(job));
    page
}

/// A result by itself.
fn told(job: &pb::Job, result: &job::Result) -> Page {
    use job::Result as Told;
    let done = is_done(job);
    match result {
        Told::Plan(it) => plan::plan(it),
        Told::Apply(it) => applied(job, it),
        Told::Destroy(it) => destroyed(job, it),
        Told::Describe(it) => it.center.as_ref().map(center::whole).unwrap_or_default(),
        Told::Export(it) => export::exported(&job.subject, it),
        Told::Drift(it) => drift::drift(it),
        Told::Replicate(it) => with(region::replicated(done, it), &it.outcomes),
        Told::Traffic(it) => region::traffic(it),
        Told::Shift(it) => with(region::shifted(done, it), &it.outcomes),
        Told::ExportFlows(it) => flow::exported(it),
        Told::DeployFlows(it) => with(flow::deployed(job, it), &it.outcomes),
        Told::RollBackFlows(it) => with(flow::rolled_back(done, it), &it.outcomes),
        Told::ReleaseFlows(it) => at(release::released(job, it), &it.stops),
        Told::RollBackRelease(it) => at(release::rolled_back(done, it), &it.stops),
        Told::ReadContactLog(it) => contact_log::logged(it),
        Told::EnsureShare(it) => with(share::ensured(job, it), &it.outcomes),
        Told::RemoveShare(it) => with(share::removed(job, it), &it.outcomes),
        Told::VerifyShare(it) => share::verified(it),
        Told::ShareStatus(it) => share::standing(it),
        Told::RunShareExport(it) => with(share::exported(done, it), &it.outcomes),
        Told::ImportAgents(it) => agents::imported(job, it),
        Told::UpsertAgent(it) | Told::RemoveAgent(it) => agents::one(job, it),
        Told::Assess(it) => govern::assessed(it),
        Told::Mend(it) => with(govern::mended(job, it), outcomes(it.changes.as_ref())),
        Told::Policy(it) => govern::policies(it),
        Told::AttachPolicy(it) => with(govern::changes(job, it, "Attaching"), &it.outcomes),
        Told::EnsureGovernance(it) => with(govern::changes(job, it, "An ensure"), &it.outcomes),
        Told::Cost(it) => cost::cost(it),
        Told::Tags(it) => govern::tags(it),
    }
}

/// A page, and below it the steps that were not done.
fn with(mut page: Page, outcomes: &[pb::StepOutcome]) -> Page {
    page.append(steps(outcomes));
    page
}

/// A page, and below it the steps at all stops that were not done.
fn at(mut page: Page, stops: &[pb::FlowStopResult]) -> Page {
    page.append(self::stops(stops));
    page
}

/// The jobs that another waits for.
pub(super) fn blockers(blockers: &[pb::Blocker]) -> String {
    let blockers: Vec<_> = blockers
        .iter()
        .map(|blocker| format!("{} ({})", blocker.job, blocker.lock))
        .collect();
    blockers.join(", ")
}

/// The steps at all stops that were not done.
fn stops(stops: &[pb::FlowStopResult]) -> Page {
    let mut page = Page::new();
    for stop in stops {
        page.append(steps(&stop.outcomes));
    }
    page
}

fn outcomes(changes: Option<&pb::GovernanceChanges>) -> &[pb::StepOutcome] {
    changes.map_or(&[], |changes| &changes.outcomes)
}

fn applied(job: &pb::Job, result: &pb::ApplyResult) -> Page {
    let headline = match (state(job), result.changes) {
        (job::State::Succeeded, 0) => (Tone::Good, "As declared; 0 changes.".to_owned()),
        (job::State::Succeeded, changes) => (
            Tone::Good,
            format!("As declared after {}.", changed(job, changes)),
        ),
        (_, changes) => (
            Tone::Bad,
            format!("Not as declared yet, after {}.", changed(job, changes)),
        ),
    };
    let mut page = Page::of(headline.0, &headline.1);
    page.append(
        result
            .center
            .as_ref()
            .map(center::brief)
            .unwrap_or_default(),
    );
    page.append(steps(&result.outcomes));
    page
}

fn destroyed(job: &pb::Job, result: &pb::DestroyResult) -> Page {
    let (tone, word) = match state(job) {
        job::State::Succeeded => (Tone::Good, "Removed"),
        _ => (Tone::Bad, "Not all is removed yet,"),
    };
    let mut page = Page::of(
        tone,
        &format!("{word} after {}.", changed(job, result.changes)),
    );
    if !result.kept.is_empty() {
        page.gap();
        page.line("What stays:");
        result
            .kept
            .iter()
            .for_each(|kept| page.line(format!("  {kept}")));
    }
    page.append(steps(&result.outcomes));
    page
}

/// `38 changes in 1 min 4 s`.
pub(super) fn changed(job: &pb::Job, changes: i32) -> String {
    let count = counted(usize::try_from(changes).unwrap_or_default(), "change");
    match time::between(job.start_time.as_ref(), job.end_time.as_ref()) {
        Some(span) => format!("{count} in {}", time::span(span)),
        None => count,
    }
}

/// What was not done. Done steps need no word, and given-up ones are told with the error.
fn steps(outcomes: &[pb::StepOutcome]) -> Page {
    let mut page = Page::new();
    for (state, headline) in [
        (step_outcome::State::Skipped, "left out"),
        (step_outcome::State::NotStarted, "not started"),
    ] {
        let of_state = outcomes.iter().filter(|outcome| outcome.state() == state);
        let rows: Vec<_> = of_state
            .map(|outcome| [outcome.step.clone(), outcome.message.clone()])
            .collect();
        if !rows.is_empty() {
            page.gap();
            page.say(
                Tone::Caution,
                format!("{} {headline}:", counted(rows.len(), "step")),
            );
            page.table(&rows);
        }
    }
    page
}

fn trouble(job: &pb::Job) -> Page {
    let mut page = Page::new();
    let Some(error) = &job.error else {
        return page;
    };
    let code = if error.reason.is_empty() {
        String::new()
    } else {
        format!(" [{}]", error.reason)
    };
    let message = word::beside(&error.reason, &error.message);
    let tone = word::state_tone(job.state);
    page.say(tone, format!("{}: {message}{code}", word::state(job.state)));
    page.append(finding::findings(&error.findings));
    page.append(saved_plan::differences(&error.differences));
    let row = |step: &pb::StepOutcome| {
        let message = word::beside(&step.reason, &step.message);
        [step.step.clone(), step.reason.clone(), message]
    };
    page.table(&error.steps.iter().map(row).collect::<Vec<_>>());
    page
}

fn next(job: &pb::Job) -> Page {
    let Some(error) = &job.error else {
        return Page::new();
    };
    let id = &job.uid;
    let advice = match state(job) {
        job::State::NeedsAttention => {
            let step = error.steps.first().map_or("STEP", |step| &step.step);
            format!(
                "Look in AWS what became of each step, then decide:\n  \
                 connectctl jobs resolve {id} adopt --step {step}\n  \
                 or retry, or skip; or give the job up: connectctl jobs resolve {id} abandon"
            )
        }
        job::State::Cancelled if reads_only(job) => READ_AGAIN.to_owned(),
        job::State::Cancelled => {
            format!("What was done stays done. To go on: connectctl jobs retry {id}")
        }
        _ if error.findings.iter().any(|it| !it.file.is_empty()) => {
            "Mend the spec and run the command again.".to_owned()
        }
        _ if !error.findings.is_empty() => {
            "Follow the remedies and run the command again.".to_owned()
        }
        _ if error.reason == "PLAN_NOT_OPEN" => {
            format!("Look at it: connectctl plans get {}", plan_id(job))
        }
        _ if error.reason == "PLAN_STALE" => {
            "The world has moved since that plan. Look at a new one: connectctl plan".to_owned()
        }
        job::State::Failed if reads_only(job) || error.reason == "CENTER_NOT_FOUND" => {
            READ_AGAIN.to_owned()
        }
        job::State::Failed => format!(
            "What was done stays done. When the cause is mended, run the command again or: \
             connectctl jobs retry {id}"
        ),
        _ => return Page::new(),
    };
    Page::of(Tone::Plain, &advice)
}

fn plan_id(job: &pb::Job) -> &str {
    let name = &job.saved_plan;
    name.strip_prefix("plans/").unwrap_or(name)
}

/// Whether a job of this kind changes nothing in AWS.
pub(crate) fn reads_only(job: &pb::Job) -> bool {
    match job.kind() {
        pb::JobKind::PlanContactCenter
        | pb::JobKind::DescribeContactCenter
        | pb::JobKind::ExportContactCenter
        | pb::JobKind::DetectDrift
        | pb::JobKind::GetTraffic
        | pb::JobKind::ExportFlows
        | pb::JobKind::ReadContactLog
        | pb::JobKind::VerifyShare
        | pb::JobKind::GetShareStatus
        | pb::JobKind::AssessInstance
        | pb::JobKind::GeneratePolicy
        | pb::JobKind::GetCost
        | pb::JobKind::ReviewTags => true,
        pb::JobKind::ApplyContactCenter
        | pb::JobKind::DestroyContactCenter
        | pb::JobKind::ReplicateContactCenter
        | pb::JobKind::ShiftTraffic
        | pb::JobKind::DeployFlows
        | pb::JobKind::RollBackFlows
        | pb::JobKind::ReleaseFlows
        | pb::JobKind::RollBackRelease
        | pb::JobKind::EnsureShare
        | pb::JobKind::RemoveShare
        | pb::JobKind::RunShareExport
        | pb::JobKind::ImportAgents
        | pb::JobKind::UpsertAgent
        | pb::JobKind::RemoveAgent
        | pb::JobKind::MendFindings
        | pb::JobKind::AttachPolicy
        | pb::JobKind::EnsureGovernance
        | pb::JobKind::Unspecified => false,
    }
}

pub(super) fn is_done(job: &pb::Job) -> bool {
    state(job) == job::State::Succeeded
}

fn state(job: &pb::Job) -> job::State {
    job.state()
}

fn standing(job: &pb::Job) -> String {
    let pb::Progress {
        steps_total,
        steps_done,
        steps_failed,
        ..
    } = job.progress.unwrap_or_default();
    let state = word::state(job.state);
    match (steps_total, steps_failed) {
        (0, _) => state,
        (all, 0) => format!("{state}, {steps_done} of {all} steps done"),
        (all, failed) => format!("{state}, {steps_done} of {all} steps done, {failed} failed"),
    }
}

fn asked(job: &pb::Job) -> String {
    let by = prefixed(" by ", &job.requested_by);
    let reason = prefixed(": ", &job.reason);
    format!("{}{by}{reason}", time::moment(job.create_time.as_ref()))
}

fn pairs(job: &pb::Job) -> String {
    let pairs: Vec<_> = job
        .labels
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.join(" ")
}
