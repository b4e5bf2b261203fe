//! The world moves between the plan and its job.

use std::time::Duration;

use control_api::v1::{self as pb, job::State, plan_difference::Change, saved_plan};

use super::{BEFORE, after, applied, at_home, create, steps};
use crate::daemon::uuid;

#[tokio::test]
async fn a_world_that_moved_in_one_field_is_named_and_nothing_is_written() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    let moved = BEFORE.replace("description: Cares,", "description: Cares a bit,");
    daemon.applied(&moved).await;
    house.simulator.reset_calls();
    let job = applied(&daemon, &plan).await;
    assert_eq!(house.writes(), [""; 0]);
    let error = job.error.as_ref().unwrap();
    assert_eq!(
        (job.state(), error.reason.as_str()),
        (State::Failed, "PLAN_STALE")
    );
    let difference = pb::PlanDifference {
        step: "queue/Care/name".to_owned(),
        change: Change::Changed.into(),
        field: "description".to_owned(),
        expected_json: "\"Cares\"".to_owned(),
        found_json: "\"Cares a bit\"".to_owned(),
        sensitive: false,
    };
    assert_eq!(error.differences, std::slice::from_ref(&difference));
    let told = r#"queue/Care/name: description was "Cares" and is "Cares a bit""#;
    assert_eq!(
        error.message,
        format!("the world has moved since {} was made: {told}", plan.name)
    );
    let stale = daemon.plan(&plan.name).await;
    assert_eq!(
        (stale.state(), stale.differences),
        (saved_plan::State::Stale, vec![difference])
    );

    let retry = pb::RetryJobRequest {
        name: job.name.clone(),
        request_id: uuid(),
        ..pb::RetryJobRequest::default()
    };
    daemon.jobs().retry_job(retry).await.unwrap();
    let again = daemon.rest(&job.name).await;
    assert_eq!(again.error, job.error, "it stays so");
    assert_eq!(
        house.writes(),
        [""; 0],
        "a retry does not apply a stale plan"
    );
}

#[tokio::test]
async fn a_step_that_is_new_or_done_already_is_named_too() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    let moved = after()
        .replace("first_name: Augusta", "first_name: Ada")
        .replace("max_contacts: 10", "max_contacts: 12");
    daemon.applied(&moved).await;
    house.simulator.reset_calls();
    let error = applied(&daemon, &plan).await.error.unwrap();
    assert_eq!(
        (error.reason.as_str(), house.writes().len()),
        ("PLAN_STALE", 0)
    );
    let told: Vec<_> = error
        .differences
        .iter()
        .map(|d| {
            (
                d.step.as_str(),
                d.change(),
                d.field.as_str(),
                d.found_json.as_str(),
            )
        })
        .collect();
    let expected = [
        (
            "queue/Care/name",
            Change::Gone,
            "description",
            "\"Cares more\"",
        ),
        ("queue/Spare/create", Change::Gone, "", ""),
        (
            "queue/Care/max-contacts",
            Change::Added,
            "max_contacts",
            "12",
        ),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn a_plan_from_afar_is_compared_from_afar_and_does_no_more_than_it_said() {
    let (house, daemon) = at_home().await;
    let fast = || pb::CreatePlanRequest {
        options: Some(pb::PlanOptions {
            depth: pb::PlanDepth::Fast.into(),
            ..pb::PlanOptions::default()
        }),
        ..create("targets/plain")
    };
    // What was changed a moment ago is not seen from afar.
    let settled = Duration::from_mins(10);
    house.later(settled);
    let first = daemon.kept("ada", fast()).await;
    assert_eq!(steps(&daemon, &first).await.len(), 3);
    let job = applied(&daemon, &first).await;
    assert_eq!(job.state(), State::Succeeded, "{job:#?}");

    daemon.applied(BEFORE).await;
    house.later(settled);
    let second = daemon.kept("ada", fast()).await;
    let moved = BEFORE.replace("ada@example.com", "other@example.com");
    daemon.applied(&moved).await;
    house.later(settled);
    house.simulator.reset_calls();
    let error = applied(&daemon, &second).await.error.unwrap();
    assert_eq!(
        (error.reason.as_str(), house.writes().len()),
        ("PLAN_STALE", 0)
    );
    let told =
        r#"user/ada/identity: identity.email was "ada@example.com" and is "other@example.com""#;
    assert!(error.message.ends_with(told), "{}", error.message);
}
