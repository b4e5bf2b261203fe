//! The daemon dies, or the job is retried, before and after the plan was compared with the world.

use std::time::Duration;

use control_api::v1::{self as pb, job::State, saved_plan};

use super::{BEFORE, after, apply, at_home, create, reason, started};
use crate::daemon::{Hold, spec, uuid};

#[tokio::test]
async fn a_job_that_died_before_it_compared_compares_when_it_is_back() {
    for (moved, expected) in [(true, State::Failed), (false, State::Succeeded)] {
        let (house, daemon) = at_home().await;
        let plan = daemon.kept("ada", create("targets/plain")).await;
        drop(daemon);
        let hold = Hold::at("GET", "/users-summary/");
        let daemon = house.held_daemon("home", &hold).await;
        let name = started(&daemon, apply(&plan)).await;
        hold.reached().await;
        drop(daemon);
        if moved {
            let text = BEFORE.replace("description: Cares,", "description: Cares a bit,");
            house.daemon("elsewhere").await.applied(&text).await;
        }
        house.simulator.reset_calls();
        let daemon = house.daemon("home").await;
        let job = daemon.rest(&name).await;
        assert_eq!((job.state(), job.runs), (expected, 2), "{job:#?}");
        if moved {
            assert_eq!(job.error.unwrap().reason, "PLAN_STALE");
            assert_eq!(house.writes(), [""; 0]);
        }
    }
}

#[tokio::test]
async fn a_job_that_has_begun_goes_on_without_comparing_even_after_its_time() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    drop(daemon);
    let hold = Hold::at("PUT", "/queues/");
    let daemon = house.held_daemon("home", &hold).await;
    let name = started(&daemon, apply(&plan)).await;
    hold.reached().await;
    let other = pb::ApplyPlanRequest { ..apply(&plan) };
    let refused = daemon.plans().apply_plan(other).await.unwrap_err();
    assert_eq!(reason(&refused), "PLAN_NOT_OPEN");
    drop(daemon);
    house.later(Duration::from_hours(25));
    let daemon = house.daemon("home").await;
    let job = daemon.rest(&name).await;
    assert_eq!((job.state(), job.runs), (State::Succeeded, 2), "{job:#?}");
    assert_eq!(
        daemon.plan(&plan.name).await.state(),
        saved_plan::State::Applied
    );
}

#[tokio::test]
async fn a_digest_is_compared_until_the_job_has_begun() {
    let (house, daemon) = at_home().await;
    let request = pb::ApplyContactCenterRequest {
        target: "targets/plain".to_owned(),
        request_id: uuid(),
        spec: Some(spec(&after())),
        plan_digest: format!("sha256:{}", "0".repeat(64)),
        ..pb::ApplyContactCenterRequest::default()
    };
    let job = daemon.centers().apply_contact_center(request).await;
    let name = job.unwrap().into_inner().name;
    let stale = daemon.rest(&name).await;
    assert_eq!(stale.error.unwrap().reason, "PLAN_STALE");
    let retry = pb::RetryJobRequest {
        name: name.clone(),
        request_id: uuid(),
        ..pb::RetryJobRequest::default()
    };
    daemon.jobs().retry_job(retry).await.unwrap();
    let again = daemon.rest(&name).await;
    assert_eq!(again.error.unwrap().reason, "PLAN_STALE");
    assert_eq!(house.writes(), [""; 0]);
}

#[tokio::test]
async fn a_job_whose_plan_expired_before_it_began_writes_nothing() {
    let (house, daemon) = at_home().await;
    let plan = daemon.kept("ada", create("targets/plain")).await;
    drop(daemon);
    let hold = Hold::at("GET", "/users-summary/");
    let daemon = house.held_daemon("home", &hold).await;
    let name = started(&daemon, apply(&plan)).await;
    hold.reached().await;
    drop(daemon);
    house.later(Duration::from_hours(25));
    let job = house.daemon("home").await.rest(&name).await;
    assert_eq!(job.error.unwrap().reason, "PLAN_NOT_OPEN");
    assert_eq!(house.writes(), [""; 0]);
}
