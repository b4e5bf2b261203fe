use control_api::v1::{self as pb, job::State, saved_plan};
use expect_test::expect;
use serde_json::json;

use crate::{
    desk::Desk,
    fake::Told,
    samples::{self, JOB, PLAN, UID, applied, at, job, planned, saved_plan, state},
};

/// A desk whose daemon has this plan, and whose jobs come to this.
fn planning(plan: pb::SavedPlan, job: pb::Job) -> Desk {
    Desk::with_spec().daemon(|script| {
        script.plans = [Ok(plan)].into();
        script.started = [Ok(samples::job(job.kind(), State::Queued))].into();
        script.watches = [[state(1, State::Running), state(2, job.state())]
            .map(Told::Event)
            .into()]
        .into();
        script.jobs = [Ok(job)].into();
    })
}

fn kept() -> pb::Job {
    let mut job = planned();
    job.saved_plan = PLAN.into();
    if let Some(pb::job::Result::Plan(plan)) = &mut job.result {
        plan.name = PLAN.into();
    }
    job
}

#[tokio::test(start_paused = true)]
async fn a_saved_plan_says_its_name_and_how_to_apply_it() {
    let desk = planning(saved_plan(saved_plan::State::Open), kept());
    let line = "connectctl plan -f center.yaml --save --expires 4h --reason why";
    expect![[r#"
        To do exactly this and no more, until 2026-11-22 06:30:00Z:
          connectctl apply --plan 00000000-0000-4000-8000-000000000001
        --- stdout
        Plan for uk-prod
          + queue Sales
              hours: "Always"
        1 to create

        Kept as plans/00000000-0000-4000-8000-000000000001
        --- exit 0
    "#]]
    .assert_eq(&desk.types(line).await.all());
    let asked = &desk.asked("CreatePlan")[0];
    assert_eq!(
        (&asked["lifetime"], &asked["reason"]),
        (&json!("14400s"), &json!("why"))
    );
    assert_eq!(desk.asked("Plan").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_needs_approval_says_who_comes_first() {
    let mut plan = saved_plan(saved_plan::State::Open);
    plan.needs_approval = true;
    let desk = planning(plan, kept());
    let said = desk.types("connectctl plan -f center.yaml --save").await;
    expect![[r#"
        Somebody else approves it first:
          connectctl plans approve 00000000-0000-4000-8000-000000000001
        To do exactly this and no more, until 2026-11-22 06:30:00Z:
          connectctl apply --plan 00000000-0000-4000-8000-000000000001
    "#]]
    .assert_eq(&said.stderr);
    assert_eq!(desk.asked("CreatePlan")[0].get("lifetime"), None);
}

#[tokio::test(start_paused = true)]
async fn a_saved_plan_as_json_is_the_job_in_one_document() {
    let desk = planning(saved_plan(saved_plan::State::Open), kept());
    let line = "connectctl plan -f center.yaml --save --output json";
    let said = desk.types(line).await;
    let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(
        (&value["savedPlan"], said.stderr.as_str()),
        (&json!(PLAN), "")
    );
    assert_eq!(value["plan"]["name"], PLAN);
}

#[tokio::test(start_paused = true)]
async fn a_saved_plan_is_applied_by_its_name_with_or_without_its_spec() {
    for (line, spec) in [
        (format!("connectctl apply --plan {UID}"), false),
        (
            format!("connectctl apply --plan {PLAN} -f center.yaml"),
            true,
        ),
    ] {
        let desk = planning(saved_plan(saved_plan::State::Open), applied(3));
        let said = desk.types(&line).await;
        assert_eq!(said.exit, 0, "{}", said.stderr);
        let asked = &desk.asked("ApplyPlan")[0];
        assert_eq!(
            (&asked["name"], asked.get("spec").is_some()),
            (&json!(PLAN), spec)
        );
        assert_eq!(desk.asked("Apply").len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_of_another_target_is_not_applied_by_a_slip() {
    let desk = planning(saved_plan(saved_plan::State::Open), applied(3));
    let line = format!("connectctl apply --plan {UID} --target prod");
    expect![[r#"
        error: plans/00000000-0000-4000-8000-000000000001 is for targets/local, not for targets/prod

        Leave out --target and TRUNKLINE_TARGET, or name that one.
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&desk.types(&line).await.all());
    assert_eq!(desk.asked("ApplyPlan").len(), 0);
    let line = format!("connectctl apply --plan {UID} --target local");
    assert_eq!(desk.types(&line).await.exit, 0);
}

fn moved() -> Vec<pb::PlanDifference> {
    use pb::plan_difference::Change;
    let of = |step: &str, change: Change| pb::PlanDifference {
        step: step.into(),
        change: change.into(),
        ..Default::default()
    };
    let field = |field: &str, expected: &str, found: &str| pb::PlanDifference {
        field: field.into(),
        expected_json: expected.into(),
        found_json: found.into(),
        ..of("queue/Care/settings", Change::Changed)
    };
    vec![
        field("description", "\"Cares\"", "\"Cares a bit\""),
        field("max_contacts", "", "7"),
        of("queue/Spare/create", Change::Gone),
        of("hours/Day/create", Change::Added),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_stale_plan_says_what_moved() {
    let mut stale = job(pb::JobKind::ApplyContactCenter, State::Failed);
    stale.error = Some(pb::JobError {
        reason: "PLAN_STALE".into(),
        message: "the world has moved since the plan was made".into(),
        differences: moved(),
        ..Default::default()
    });
    let desk = planning(saved_plan(saved_plan::State::Open), stale);
    let line = format!("connectctl apply --plan {UID}");
    expect![[r#"
        02:30:01Z           running
        02:30:02Z           failed
        --- stdout
        failed: the world has moved since the plan was made [PLAN_STALE]

        Since the plan was made:
          queue/Care/settings  description   was "Cares" and is "Cares a bit"
          queue/Care/settings  max_contacts  was nothing and is 7
          queue/Spare/create                 is not needed any more
          hours/Day/create                   is needed now

        The world has moved since that plan. Look at a new one: connectctl plan
        --- exit 1
    "#]]
    .assert_eq(&desk.types(&line).await.all());
}

#[tokio::test(start_paused = true)]
async fn plans_are_listed_in_columns() {
    let mut done = saved_plan(saved_plan::State::Applied);
    done.counts = Some(pb::PlanCounts::default());
    let page = |plan, token: &str| pb::ListPlansResponse {
        plans: vec![plan],
        next_page_token: token.into(),
    };
    let pages = [
        page(saved_plan(saved_plan::State::Open), "more"),
        page(done, ""),
    ];
    let desk = Desk::new().daemon(|script| script.plan_pages = pages.into());
    let line = "connectctl plans list --state open --state applied --alias uk-prod --target local";
    expect![[r#"
        --- stdout
          plan                                  state    to do    subject                made                  until
          00000000-0000-4000-8000-000000000001  open     +1 ~2    local/centers/uk-prod  2026-11-22 02:30:00Z  2026-11-22 06:30:00Z
          00000000-0000-4000-8000-000000000001  applied  nothing  local/centers/uk-prod  2026-11-22 02:30:00Z  2026-11-22 06:30:00Z
        --- exit 0
    "#]].assert_eq(&desk.types(line).await.all());
    let picked = json!({
        "pageSize": 50,
        "states": ["STATE_OPEN", "STATE_APPLIED"],
        "target": "targets/local",
        "alias": "uk-prod",
    });
    let mut second = picked.clone();
    second["pageToken"] = json!("more");
    assert_eq!(desk.asked("ListPlans"), [picked, second]);
    expect![[r#"
        No plans. `connectctl plan --save` keeps one.
    "#]]
    .assert_eq(&desk.types("connectctl plans list").await.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_plan_shows_what_it_does_and_who_decided_what() {
    let decision = |by: &str, reason: &str, change: &str| pb::PlanDecision {
        decided_by: by.into(),
        time: Some(at(600)),
        reason: reason.into(),
        change_reference: change.into(),
    };
    let mut plan = saved_plan(saved_plan::State::Stale);
    plan.approval = Some(decision("grace", "looked at it", "CHG-42"));
    plan.apply_job = JOB.into();
    plan.apply_time = Some(at(900));
    plan.differences = moved();
    let desk = Desk::new().daemon(|script| script.plans = [Ok(plan)].into());
    let line = format!("connectctl plans get {UID}");
    expect![[r#"
        --- stdout
        plans/00000000-0000-4000-8000-000000000001
          to        targets/local/centers/uk-prod
          state     stale
          made      2026-11-22 02:30:00Z by ada: release 42
          until     2026-11-22 06:30:00Z
          approved  2026-11-22 02:40:00Z by grace for CHG-42: looked at it
          refused   2026-11-22 02:45:00Z by jobs/00000000-0000-4000-8000-000000000001
          digest    sha256:4f5c
          spec      center.yaml

        Since the plan was made:
          queue/Care/settings  description   was "Cares" and is "Cares a bit"
          queue/Care/settings  max_contacts  was nothing and is 7
          queue/Spare/create                 is not needed any more
          hours/Day/create                   is needed now

        Plan for uk-prod
          + queue Sales
              hours: "Always"
        1 to create
        --- exit 0
    "#]]
    .assert_eq(&desk.types(&line).await.all());

    let mut ended = saved_plan(saved_plan::State::Expired);
    ended.expiry = Some(decision("grace", "", ""));
    let desk = Desk::new().daemon(|script| script.plans = [Ok(ended)].into());
    let said = desk.types(&line).await;
    assert!(
        said.stdout
            .contains("  ended   2026-11-22 02:40:00Z by grace\n"),
        "{}",
        said.stdout
    );
    assert!(!said.stdout.contains("connectctl apply"), "{}", said.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_plan_as_json_has_all_its_steps() {
    let step = |id: &str| pb::PlanStep {
        id: id.into(),
        ..Default::default()
    };
    let page = |id: &str, token: &str| pb::ListPlanStepsResponse {
        steps: vec![step(id)],
        next_page_token: token.into(),
    };
    let desk = Desk::new().daemon(|script| {
        script.plans = [Ok(saved_plan(saved_plan::State::Open))].into();
        script.step_pages = [page("a", "more"), page("b", "")].into();
    });
    let line = format!("connectctl plans get {UID} --output json");
    let said = desk.types(&line).await;
    let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let steps = value["plan"]["steps"].as_array().unwrap();
    let ids: Vec<_> = steps
        .iter()
        .map(|step| step["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(desk.asked("ListPlanSteps")[1]["pageToken"], "more");
}

#[tokio::test(start_paused = true)]
async fn a_decision_is_asked_for_with_its_reason_and_told() {
    let approved = saved_plan(saved_plan::State::Approved);
    let desk = Desk::new().daemon(|script| script.plans = [Ok(approved)].into());
    let line = format!("connectctl plans approve {UID} --change CHG-42 --reason fine");
    expect![[r#"
        --- stdout
        plans/00000000-0000-4000-8000-000000000001 is approved.
        To do exactly this and no more, until 2026-11-22 06:30:00Z:
          connectctl apply --plan 00000000-0000-4000-8000-000000000001
        --- exit 0
    "#]]
    .assert_eq(&desk.types(&line).await.all());
    let asked = &desk.asked("ApprovePlan")[0];
    assert_eq!(
        (&asked["changeReference"], &asked["reason"]),
        (&json!("CHG-42"), &json!("fine"))
    );
    let checked = desk.types(&format!("{line} --validate-only")).await;
    assert_eq!(checked.stdout, "The daemon would take this.\n");

    let expired = saved_plan(saved_plan::State::Expired);
    let desk = Desk::new().daemon(|script| script.plans = [Ok(expired)].into());
    let said = desk
        .types(&format!("connectctl plans expire {UID} --reason late"))
        .await;
    expect![[r#"
        --- stdout
        plans/00000000-0000-4000-8000-000000000001 is expired: it cannot be applied any more.
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert_eq!(desk.asked("ExpirePlan")[0]["reason"], "late");
    let json = desk
        .types(&format!("connectctl plans expire {UID} --output json"))
        .await;
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&value["name"], &value["state"]),
        (&json!(PLAN), &json!("STATE_EXPIRED"))
    );
}
