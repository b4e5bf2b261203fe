//! Plans that are kept: what is applied is what was planned, or nothing.

mod moved;
mod resumed;

use std::time::Duration;

use control_api::v1::{self as pb, job::State, saved_plan};
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::daemon::{House, Resident, by, spec, uuid};

const BEFORE: &str = "
instance: { alias: kept }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Care, description: Cares, hours: Day, max_contacts: 10 }
security_profiles:
  - { name: Carer, permissions: [BasicAgentAccess] }
users:
  - username: ada
    email: ada@example.com
    first_name: Ada
    last_name: Lovelace
    password: { generate: true }
    phone: { type: SOFT_PHONE }
    routing_profile: Basic Routing Profile
    security_profiles: [Carer]
";

/// What the plans of these tests do: one member of a queue, one of a user, and a new queue.
fn after() -> String {
    let text = BEFORE
        .replace("description: Cares,", "description: Cares more,")
        .replace("first_name: Ada", "first_name: Augusta");
    let other = "  - { name: Spare, hours: Day }\nsecurity_profiles:";
    text.replace(
        "security_profiles:\n  - { name",
        &format!("{other}\n  - {{ name"),
    )
}

fn create(target: &str) -> pb::CreatePlanRequest {
    pb::CreatePlanRequest {
        target: target.to_owned(),
        request_id: uuid(),
        reason: "the release".to_owned(),
        spec: Some(spec(&after())),
        ..pb::CreatePlanRequest::default()
    }
}

fn apply(plan: &pb::SavedPlan) -> pb::ApplyPlanRequest {
    pb::ApplyPlanRequest {
        name: plan.name.clone(),
        request_id: uuid(),
        ..pb::ApplyPlanRequest::default()
    }
}

fn approve(plan: &pb::SavedPlan) -> pb::ApprovePlanRequest {
    pb::ApprovePlanRequest {
        name: plan.name.clone(),
        request_id: uuid(),
        reason: "looked at it".to_owned(),
        change_reference: "CHG-42".to_owned(),
        ..pb::ApprovePlanRequest::default()
    }
}

/// A world with the contact centre as it was before, and a daemon.
async fn at_home() -> (House, Resident) {
    let house = House::new();
    let daemon = house.daemon("home").await;
    daemon.applied(BEFORE).await;
    house.simulator.reset_calls();
    (house, daemon)
}

async fn started(daemon: &Resident, request: pb::ApplyPlanRequest) -> String {
    let job = daemon.plans().apply_plan(request).await;
    job.unwrap().into_inner().name
}

async fn applied(daemon: &Resident, plan: &pb::SavedPlan) -> pb::Job {
    daemon.rest(&started(daemon, apply(plan)).await).await
}

/// The reason and what goes with it.
fn why(status: &Status) -> (String, Vec<(String, String)>) {
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    let mut metadata: Vec<_> = info.metadata.clone().into_iter().collect();
    metadata.sort();
    (info.reason.clone(), metadata)
}

fn reason(status: &Status) -> String {
    why(status).0
}

#[tokio::test]
async fn a_kept_plan_is_applied_as_it_is_and_once() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    assert_eq!(house.writes(), [""; 0], "a plan only reads");
    assert_eq!(
        (plan.state(), plan.created_by.as_str()),
        (saved_plan::State::Open, "ada")
    );
    assert_eq!(plan.center, "targets/plain/centers/kept");
    let lives = plan.expire_time.unwrap().seconds - plan.create_time.unwrap().seconds;
    assert_eq!((lives, plan.counts.unwrap().steps), (24 * 60 * 60, 3));
    assert!(
        plan.plan.as_ref().unwrap().steps.is_empty(),
        "steps come by page"
    );
    assert_eq!(
        steps(&daemon, &plan).await,
        ["queue/Care/name", "queue/Spare/create", "user/ada/identity"]
    );

    let other = pb::ApplyPlanRequest {
        spec: Some(spec(BEFORE)),
        ..apply(&plan)
    };
    let refused = daemon.plans().apply_plan(other).await.unwrap_err();
    assert_eq!(reason(&refused), "PLAN_SPEC_DIFFERS");
    let same = pb::ApplyPlanRequest {
        spec: Some(spec(&after())),
        ..apply(&plan)
    };
    let name = started(&daemon, same.clone()).await;
    let job = daemon.rest(&name).await;
    assert_eq!(job.state(), State::Succeeded, "{job:#?}");
    assert_eq!(
        (&job.saved_plan, job.subject.as_str()),
        (&plan.name, "targets/plain/centers/kept")
    );
    let taken = daemon.plan(&plan.name).await;
    assert_eq!(
        (taken.state(), &taken.apply_job),
        (saved_plan::State::Applied, &name)
    );
    assert_eq!(
        started(&daemon, same).await,
        name,
        "the same request is the same job"
    );
    let refused = daemon.plans().apply_plan(apply(&plan)).await.unwrap_err();
    let state = [
        ("action", "apply"),
        ("plan", &plan.name),
        ("state", "applied"),
    ];
    let state = state.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(why(&refused), ("PLAN_NOT_OPEN".to_owned(), state.to_vec()));
}

/// All steps, by pages of two.
async fn steps(daemon: &Resident, plan: &pb::SavedPlan) -> Vec<String> {
    let mut request = pb::ListPlanStepsRequest {
        name: plan.name.clone(),
        page_size: 2,
        ..pb::ListPlanStepsRequest::default()
    };
    let mut ids = Vec::new();
    loop {
        let page = daemon.plans().list_plan_steps(request.clone()).await;
        let page = page.unwrap().into_inner();
        ids.extend(page.steps.into_iter().map(|step| step.id));
        if page.next_page_token.is_empty() {
            ids.sort();
            return ids;
        }
        request.page_token = page.next_page_token;
    }
}

#[tokio::test]
async fn one_request_is_one_plan_and_one_decision() {
    let (_house, daemon) = at_home().await;
    let request = create("targets/plain");
    let plan = daemon.kept("ada", request.clone()).await;
    let again = daemon.kept("ada", request.clone()).await;
    assert_eq!(again, plan);
    let other = pb::CreatePlanRequest {
        lifetime: Some(prost_types::Duration {
            seconds: 3600,
            nanos: 0,
        }),
        ..request
    };
    let refused = daemon.plans().create_plan(other).await.unwrap_err();
    assert_eq!(reason(&refused), "REQUEST_ID_REUSED");
    let request = approve(&plan);
    let first = daemon
        .plans()
        .approve_plan(by("ada", request.clone()))
        .await;
    let first = first.unwrap().into_inner();
    assert_eq!(
        first.state(),
        saved_plan::State::Approved,
        "nobody else is asked for here"
    );
    let second = daemon
        .plans()
        .approve_plan(by("ada", request.clone()))
        .await;
    assert_eq!(second.unwrap().into_inner(), first);
    let other = pb::ApprovePlanRequest {
        change_reference: "CHG-43".to_owned(),
        ..request
    };
    let refused = daemon.plans().approve_plan(other).await.unwrap_err();
    let (reason, metadata) = why(&refused);
    assert_eq!(reason, "REQUEST_ID_REUSED");
    assert!(
        metadata.contains(&("job".to_owned(), plan.name.clone())),
        "{metadata:?}"
    );
    let listed = daemon
        .plans()
        .list_plans(pb::ListPlansRequest::default())
        .await;
    assert_eq!(listed.unwrap().into_inner().plans.len(), 1);
}

#[tokio::test]
async fn plans_are_listed_by_page_and_by_what_is_asked() {
    let (_house, daemon) = at_home().await;
    let mut made = Vec::new();
    for target in ["targets/plain", "targets/guarded", "targets/plain"] {
        made.push(daemon.kept("ada", create(target)).await.name);
    }
    made.reverse();
    let all = pb::ListPlansRequest {
        page_size: 2,
        alias: "kept".to_owned(),
        states: vec![saved_plan::State::Open.into()],
        ..pb::ListPlansRequest::default()
    };
    assert_eq!(listed(&daemon, all.clone()).await, made);
    let plain = pb::ListPlansRequest {
        target: "targets/plain".to_owned(),
        ..all.clone()
    };
    let expected = [made[0].clone(), made[2].clone()];
    assert_eq!(listed(&daemon, plain).await, expected);
    let stale = pb::ListPlansRequest {
        states: vec![saved_plan::State::Stale.into()],
        ..all
    };
    assert_eq!(listed(&daemon, stale).await, [""; 0]);
}

/// The names of all plans that are asked for, page by page.
async fn listed(daemon: &Resident, mut request: pb::ListPlansRequest) -> Vec<String> {
    let mut names = Vec::new();
    loop {
        let page = daemon.plans().list_plans(request.clone()).await;
        let page = page.unwrap().into_inner();
        assert!(page.plans.iter().all(|plan| plan.plan.is_none()));
        names.extend(page.plans.into_iter().map(|plan| plan.name));
        if page.next_page_token.is_empty() {
            return names;
        }
        request.page_token = page.next_page_token;
    }
}

#[tokio::test]
async fn an_expired_plan_is_not_applied() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    let ended = daemon.kept("ada", create("targets/plain")).await;
    let request = pb::ExpirePlanRequest {
        name: ended.name.clone(),
        request_id: uuid(),
        reason: "not wanted".to_owned(),
        ..pb::ExpirePlanRequest::default()
    };
    let answer = daemon.plans().expire_plan(by("grace", request)).await;
    let answer = answer.unwrap().into_inner();
    let decision = answer.expiry.as_ref().unwrap();
    assert_eq!(
        (decision.decided_by.as_str(), decision.reason.as_str()),
        ("grace", "not wanted")
    );
    assert_eq!(answer.state(), saved_plan::State::Expired);
    house.later(Duration::from_hours(23));
    assert_eq!(
        daemon.plan(&plan.name).await.state(),
        saved_plan::State::Open
    );
    house.later(Duration::from_hours(1));
    for plan in [plan, ended] {
        assert_eq!(
            daemon.plan(&plan.name).await.state(),
            saved_plan::State::Expired
        );
        let refused = daemon.plans().apply_plan(apply(&plan)).await.unwrap_err();
        assert_eq!(reason(&refused), "PLAN_NOT_OPEN");
        let refused = daemon
            .plans()
            .approve_plan(approve(&plan))
            .await
            .unwrap_err();
        assert_eq!(reason(&refused), "PLAN_NOT_OPEN");
    }
    assert_eq!(house.writes(), [""; 0]);
}

#[tokio::test]
async fn a_guarded_target_takes_a_plan_that_somebody_else_approved_and_nothing_else() {
    let (house, daemon) = at_home().await;
    let unplanned = pb::ApplyContactCenterRequest {
        target: "targets/guarded".to_owned(),
        request_id: uuid(),
        spec: Some(spec(BEFORE)),
        ..pb::ApplyContactCenterRequest::default()
    };
    let refused = daemon
        .centers()
        .apply_contact_center(unplanned)
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "APPROVAL_REQUIRED");
    let plan = daemon.kept("ada", create("targets/guarded")).await;
    assert!(plan.needs_approval);
    let refused = daemon
        .plans()
        .apply_plan(by("grace", apply(&plan)))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "PLAN_NOT_APPROVED");
    for caller in ["ada", ""] {
        let refused = daemon
            .plans()
            .approve_plan(by(caller, approve(&plan)))
            .await
            .unwrap_err();
        assert_eq!(refused.code(), tonic::Code::PermissionDenied);
        assert_eq!(reason(&refused), "APPROVAL_BY_CREATOR", "{caller}");
    }
    let nobodys = daemon.kept("", create("targets/guarded")).await;
    let refused = daemon
        .plans()
        .approve_plan(by("grace", approve(&nobodys)))
        .await
        .unwrap_err();
    assert_eq!(
        reason(&refused),
        "APPROVAL_BY_CREATOR",
        "ada may have asked for it, or grace"
    );
    assert_eq!(house.writes(), [""; 0]);

    let approved = daemon
        .plans()
        .approve_plan(by("grace", approve(&plan)))
        .await;
    let approval = approved.unwrap().into_inner().approval.unwrap();
    assert_eq!(
        (
            approval.decided_by.as_str(),
            approval.change_reference.as_str()
        ),
        ("grace", "CHG-42")
    );
    let job = applied(&daemon, &plan).await;
    assert_eq!(job.state(), State::Succeeded, "{job:#?}");
}

#[tokio::test]
async fn no_part_of_a_kept_plan_is_secret() {
    let house = House::new();
    let daemon = house.daemon("home").await;
    let request = pb::CreatePlanRequest {
        spec: Some(spec(BEFORE)),
        ..create("targets/plain")
    };
    let plan = daemon.kept("ada", request).await;
    let request = pb::ListPlanStepsRequest {
        name: plan.name.clone(),
        page_size: 500,
        ..pb::ListPlanStepsRequest::default()
    };
    let steps = daemon.plans().list_plan_steps(request).await.unwrap();
    let steps = steps.into_inner().steps;
    let changes = steps.iter().flat_map(|step| &step.changes);
    let secret: Vec<_> = changes
        .filter(|change| change.field == "password")
        .collect();
    assert!(!secret.is_empty(), "there is a password");
    for change in secret {
        assert!(
            change.sensitive && change.after_json.is_empty(),
            "{change:?}"
        );
    }
}
