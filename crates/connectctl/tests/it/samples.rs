//! What a daemon may answer.

use std::{collections::BTreeMap, time::Duration};

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
    job_event::{self as it, Event},
    step_outcome,
};
use prost_types::Timestamp;

/// The job of all tests.
pub(crate) const JOB: &str = "jobs/00000000-0000-4000-8000-000000000001";
/// Its name without the collection.
pub(crate) const UID: &str = "00000000-0000-4000-8000-000000000001";
/// A job that is in its way.
pub(crate) const OTHER: &str = "jobs/00000000-0000-4000-8000-000000000002";

/// A plan that is kept.
pub(crate) const PLAN: &str = "plans/00000000-0000-4000-8000-000000000001";

/// So many seconds after half past two.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp {
        seconds: 1_795_314_600 + seconds,
        nanos: 0,
    }
}

/// The targets of `controld serve --local`.
pub(crate) fn targets() -> pb::ListTargetsResponse {
    let target = |name: &str, account: &str, region: &str| pb::Target {
        name: format!("targets/{name}"),
        account: account.repeat(12),
        region: region.into(),
        simulated: true,
        ..Default::default()
    };
    let targets = [
        target("consumer", "2", "eu-west-2"),
        target("local", "1", "eu-west-2"),
        target("local-us", "1", "us-east-1"),
    ];
    pb::ListTargetsResponse {
        targets: targets.into(),
        ..Default::default()
    }
}

/// The job in a state.
pub(crate) fn job(kind: pb::JobKind, state: State) -> pb::Job {
    let is_at_rest = !matches!(state, State::Queued | State::Running | State::Cancelling);
    pb::Job {
        name: JOB.into(),
        uid: UID.into(),
        create_time: Some(at(0)),
        start_time: (state != State::Queued).then(|| at(1)),
        end_time: is_at_rest.then(|| at(65)),
        kind: kind.into(),
        state: state.into(),
        target: "targets/local".into(),
        subject: "targets/local/centers/uk-prod".into(),
        requested_by: "ada".into(),
        request_id: "00000000-0000-0000-0000-000000007e57".into(),
        runs: 1,
        ..Default::default()
    }
}

/// A planning job that found something to do.
pub(crate) fn planned() -> pb::Job {
    let mut job = job(pb::JobKind::PlanContactCenter, State::Succeeded);
    let step = pb::PlanStep {
        id: "queue/Sales/create".into(),
        verb: pb::Verb::Create.into(),
        kind: "queue".into(),
        name: "Sales".into(),
        ..Default::default()
    };
    job.result = Some(Outcome::Plan(pb::Plan {
        center: "targets/local/centers/uk-prod".into(),
        digest: "sha256:4f5c".into(),
        steps: vec![step],
        counts: Some(pb::PlanCounts {
            creates: 1,
            steps: 1,
            ..Default::default()
        }),
        text: "Plan for uk-prod\n\n  + queue Sales\n      hours: \"Always\"\n\n1 to create\n"
            .into(),
        ..Default::default()
    }));
    job
}

/// The plan of all tests, as it is kept.
pub(crate) fn saved_plan(state: pb::saved_plan::State) -> pb::SavedPlan {
    let Some(Outcome::Plan(plan)) = planned().result else {
        panic!("it plans");
    };
    let file = pb::SourceFile {
        path: "center.yaml".into(),
        content: None,
    };
    pb::SavedPlan {
        name: PLAN.into(),
        state: state.into(),
        target: "targets/local".into(),
        center: "targets/local/centers/uk-prod".into(),
        digest: "sha256:4f5c".into(),
        counts: Some(pb::PlanCounts {
            creates: 1,
            updates: 2,
            steps: 4,
            ..Default::default()
        }),
        create_time: Some(at(0)),
        expire_time: Some(at(4 * 60 * 60)),
        created_by: "ada".into(),
        reason: "release 42".into(),
        specs: vec![file],
        plan: Some(pb::Plan {
            steps: Vec::new(),
            ..plan
        }),
        ..Default::default()
    }
}

/// A planning job that found nothing to do.
pub(crate) fn planned_nothing() -> pb::Job {
    let mut job = job(pb::JobKind::PlanContactCenter, State::Succeeded);
    job.result = Some(Outcome::Plan(pb::Plan {
        digest: "sha256:0".into(),
        text: "Plan for uk-prod\n\n0 to create\n".into(),
        ..Default::default()
    }));
    job
}

/// A contact centre with something of every kind that is shown in its own way.
pub(crate) fn center() -> pb::ContactCenter {
    let arn = |rest: &str| format!("arn:aws:connect:eu-west-2:111111111111:instance/i-1{rest}");
    let things = |kind: &str, names: &[&str]| -> BTreeMap<String, pb::Thing> {
        let thing = |name: &&str| pb::Thing {
            id: format!("{kind}-{name}"),
            arn: arn(&format!("/{kind}/{name}")),
        };
        names
            .iter()
            .map(|name| ((*name).to_owned(), thing(name)))
            .collect()
    };
    let number = |number: &str, r#type: &str, flow: &str| pb::PhoneNumber {
        number: number.into(),
        country: "GB".into(),
        r#type: r#type.into(),
        flow: flow.into(),
        arn: format!("arn:aws:connect:eu-west-2:111111111111:phone-number/{number}"),
        ..Default::default()
    };
    pb::ContactCenter {
        name: "targets/local/centers/uk-prod".into(),
        instance: Some(pb::Instance {
            id: "i-1".into(),
            arn: arn(""),
            alias: "uk-prod".into(),
            status: "ACTIVE".into(),
            access_url: "https://uk-prod.my.connect.aws".into(),
            identity_management: "CONNECT_MANAGED".into(),
            create_time: Some(at(2)),
            ..Default::default()
        }),
        queues: things("queue", &["Sales", "Support"]),
        users: things("agent", &["ada"]),
        phone_numbers: [
            (
                "main_line".to_owned(),
                number("+442079460000", "DID", "Main Menu"),
            ),
            (
                "+448081570000".to_owned(),
                number("+448081570000", "TOLL_FREE", ""),
            ),
        ]
        .into(),
        lambda_functions: vec!["arn:aws:lambda:eu-west-2:111111111111:function:lookup".into()],
        lex_bots: vec![pb::LexBot {
            name: "Old".into(),
            region: "eu-west-2".into(),
            ..Default::default()
        }],
        ..Default::default()
    }
}

/// An applying job that did all.
pub(crate) fn applied(changes: i32) -> pb::Job {
    let mut job = job(pb::JobKind::ApplyContactCenter, State::Succeeded);
    job.result = Some(Outcome::Apply(pb::ApplyResult {
        center: Some(center()),
        changes,
        ..Default::default()
    }));
    job
}

/// An applying job of which one step failed and others were not done.
pub(crate) fn half_applied(state: State, reason: &str) -> pb::Job {
    let mut job = job(pb::JobKind::ApplyContactCenter, state);
    let outcome =
        |step: &str, state: step_outcome::State, reason: &str, message: &str| pb::StepOutcome {
            step: step.into(),
            state: state.into(),
            reason: reason.into(),
            message: message.into(),
            ..Default::default()
        };
    let failed = outcome(
        "queue/Support/create",
        step_outcome::State::Failed,
        "LimitExceededException",
        "the quota \"Queues per instance\" (50) is full",
    );
    let outcomes = vec![
        outcome("queue/Sales/create", step_outcome::State::Done, "", ""),
        failed.clone(),
        outcome(
            "routing-profile/Agents/create",
            step_outcome::State::Skipped,
            "",
            "needs queue/Support/create",
        ),
        outcome("user/ada/create", step_outcome::State::NotStarted, "", ""),
    ];
    let result = pb::ApplyResult {
        outcomes,
        changes: 1,
        ..Default::default()
    };
    job.result = Some(Outcome::Apply(result));
    job.progress = Some(pb::Progress {
        steps_total: 4,
        steps_done: 1,
        steps_failed: 1,
        steps_running: 0,
    });
    job.error = Some(pb::JobError {
        reason: reason.into(),
        message: "1 of 4 steps was given up".into(),
        steps: vec![failed],
        ..Default::default()
    });
    job
}

/// A finding.
pub(crate) fn finding(file: &str) -> pb::Finding {
    pb::Finding {
        rule: "unknown-name".into(),
        file: file.into(),
        line: 12,
        column: 9,
        path: "queues[1].hours".into(),
        message: "there are no hours of operation named \"Uk Hours\"".into(),
        remedy: "did you mean \"UK Business Hours\"?".into(),
    }
}

/// An event.
pub(crate) fn event(number: i64, event: Event) -> pb::JobEvent {
    pb::JobEvent {
        number,
        time: Some(at(number)),
        event: Some(event),
    }
}

/// A change of the job's state.
pub(crate) fn state(number: i64, state: State) -> pb::JobEvent {
    event(
        number,
        Event::StateChanged(it::StateChanged {
            state: state.into(),
            ..Default::default()
        }),
    )
}

/// A step that was done.
pub(crate) fn done(number: i64, step: &str) -> pb::JobEvent {
    event(number, Event::StepDone(it::StepDone { step: step.into() }))
}

/// One event of each kind, in an order in which they may happen.
pub(crate) fn one_of_each() -> Vec<pb::JobEvent> {
    let sales = || "queue/Sales/create".to_owned();
    let support = || "queue/Support/create".to_owned();
    let wait = |millis| prost_types::Duration::try_from(Duration::from_millis(millis)).ok();
    let blocker = pb::Blocker {
        lock: "connect/111111111111/eu-west-2/uk-prod/queue".into(),
        job: OTHER.into(),
    };
    let detail = BTreeMap::new();
    let events = [
        Event::BlockedBy(it::BlockedBy {
            blockers: vec![blocker],
        }),
        Event::StateChanged(it::StateChanged {
            state: State::Running.into(),
            ..Default::default()
        }),
        Event::Note(it::Note {
            text: "adopted 3 flows".into(),
        }),
        Event::StepsPlanned(it::StepsPlanned { steps: 2 }),
        Event::StepStarted(it::StepStarted {
            step: sales(),
            generation: 0,
        }),
        Event::StepDone(it::StepDone { step: sales() }),
        Event::StepStarted(it::StepStarted {
            step: support(),
            generation: 1,
        }),
        Event::Throttled(it::Throttled {
            step: support(),
            attempt: 1,
            wait: wait(1_250),
        }),
        Event::StepRepeating(it::StepRepeating {
            step: support(),
            attempt: 2,
            reason: "InternalServiceException".into(),
            message: "try again".into(),
            wait: wait(12_000),
        }),
        Event::StepWaiting(it::StepWaiting {
            step: support(),
            what: "the instance to be ACTIVE".into(),
        }),
        Event::Asked(it::Asked {
            requested_by: "grace".into(),
            action: "cancel".into(),
            reason: "wrong alias".into(),
            ..Default::default()
        }),
        Event::StepFailed(it::StepFailed {
            step: support(),
            reason: "OUTCOME_UNKNOWN".into(),
            message: "the answer was lost".into(),
            needs_attention: true,
            detail,
        }),
        Event::StateChanged(it::StateChanged {
            state: State::NeedsAttention.into(),
            message: "1 step needs a decision".into(),
        }),
    ];
    (1..)
        .zip(events)
        .map(|(number, it)| event(number, it))
        .collect()
}
