use std::time::Duration;

use control_api::v1::{JobKind, job::State};
use expect_test::expect;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{
    desk::Desk,
    samples::{JOB, UID, job},
};

fn refusing(status: Status) -> Desk {
    Desk::with_spec().daemon(|script| script.started = [Err(status)].into())
}

fn error(code: Code, message: &str, details: ErrorDetails) -> Status {
    Status::with_error_details(code, message, details)
}

#[tokio::test(start_paused = true)]
async fn every_wrong_field_is_listed() {
    let mut details = ErrorDetails::with_error_info("FIELD_INVALID", "trunkline.v1", []);
    details.add_bad_request_violation("spec.specs", "at least one file is required");
    details.add_bad_request_violation("reason", "more than 1024 characters");
    details.add_help_link("the manual", "https://example.com/errors");
    let status = error(
        Code::InvalidArgument,
        "the request has wrong fields (2)",
        details,
    );
    let desk = refusing(status);
    let said = desk.types("connectctl apply -f center.yaml").await;
    expect![[r#"
        error: the request has wrong fields (2) [FIELD_INVALID]
          spec.specs: at least one file is required
          reason: more than 1024 characters
          the manual: https://example.com/errors
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    let said = desk
        .types("connectctl apply -f center.yaml --output json")
        .await;
    expect![[r#"
        error: the request has wrong fields (2) [FIELD_INVALID]
          spec.specs: at least one file is required
          reason: more than 1024 characters
          the manual: https://example.com/errors
        --- stdout
        {"error":{"code":"INVALID_ARGUMENT","reason":"FIELD_INVALID","violations":[{"subject":"spec.specs","description":"at least one file is required"},{"subject":"reason","description":"more than 1024 characters"}],"message":"the request has wrong fields (2)"}}
        --- exit 2
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn a_reused_request_id_names_the_job_that_has_it() {
    let metadata = [("job".to_owned(), JOB.to_owned())];
    let details = ErrorDetails::with_error_info("REQUEST_ID_REUSED", "trunkline.v1", metadata);
    let desk = refusing(error(Code::InvalidArgument, "request_id was used", details));
    let said = desk.types("connectctl apply -f center.yaml").await;
    expect![[r#"
        error: request_id was used [REQUEST_ID_REUSED]
        Another request has this id. Leave out --request-id to make a new one.
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn what_the_state_forbids_is_an_error_and_no_bad_input() {
    let mut details = ErrorDetails::with_error_info("STATE_FORBIDS", "trunkline.v1", []);
    details.add_precondition_failure_violation("STATE", JOB, "it is running");
    let desk = refusing(error(
        Code::FailedPrecondition,
        "cannot be retried",
        details,
    ));
    let said = desk.types(&format!("connectctl jobs retry {UID}")).await;
    expect![[r#"
        error: cannot be retried [STATE_FORBIDS]
          jobs/00000000-0000-4000-8000-000000000001: it is running
        --- stdout
        --- exit 1
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn what_the_message_says_already_is_not_listed_again() {
    let forbidden = |of: &mut ErrorDetails| {
        of.add_precondition_failure_violation("STATE", JOB, "it is done: retry cannot be asked");
    };
    let wrong = |of: &mut ErrorDetails| {
        of.add_bad_request_violation("name", "is required");
    };
    for (message, add) in [
        (
            format!("{JOB} is done: retry cannot be asked"),
            &forbidden as &dyn Fn(&mut _),
        ),
        (
            "1 field of the request is wrong: name: is required".to_owned(),
            &wrong,
        ),
    ] {
        let mut details = ErrorDetails::with_error_info("SOME_REASON", "trunkline.v1", []);
        add(&mut details);
        let desk = refusing(error(Code::FailedPrecondition, &message, details));
        let said = desk.types(&format!("connectctl jobs retry {UID}")).await;
        assert_eq!(said.stderr, format!("error: {message} [SOME_REASON]\n"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_is_not_there_is_said_so_at_once() {
    let desk = Desk::with_spec();
    desk.network.refuse(1000);
    let said = desk
        .types("connectctl apply -f center.yaml --endpoint localhost:9")
        .await;
    expect![[r#"
        error: no daemon at http://localhost:9 (Connection refused)
        Start one with `controld serve --local`, or name another with --endpoint or TRUNKLINE_ENDPOINT.
        --- stdout
        --- exit 1
    "#]].assert_eq(&said.all());
    assert_eq!(said.took, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_busy_daemon_is_asked_again_when_it_says_so() {
    let mut details = ErrorDetails::with_error_info("OVERLOADED", "trunkline.v1", []);
    details.set_retry_info(Some(Duration::from_secs(3)));
    let overloaded = error(
        Code::ResourceExhausted,
        "more than 1 calls are under way",
        details,
    );
    let desk = Desk::with_spec().daemon(|script| {
        let asked = job(JobKind::ApplyContactCenter, State::Running);
        script.started = [
            Err(overloaded),
            Err(Status::unavailable("draining")),
            Ok(asked),
        ]
        .into();
    });
    let said = desk
        .types("connectctl apply -f center.yaml --detach --quiet")
        .await;
    expect![[r#"
        more than 1 calls are under way [OVERLOADED]; asking again in 3.0 s
        draining [UNAVAILABLE]; asking again in 1.0 s
        --- stdout
        jobs/00000000-0000-4000-8000-000000000001
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert_eq!(said.took, Duration::from_secs(4));
    let ids: Vec<_> = desk
        .asked("Apply")
        .iter()
        .map(|asked| asked["requestId"].clone())
        .collect();
    assert!(
        ids.len() == 3 && ids.iter().all(|id| *id == ids[0]),
        "{ids:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_daemon_that_stays_busy_is_given_up_after_a_few_tries() {
    let desk = refusing(Status::unavailable("draining"));
    let said = desk.types("connectctl apply -f center.yaml").await;
    assert_eq!((said.exit, desk.asked("Apply").len()), (1, 5));
    assert!(
        said.stderr.ends_with("error: draining [UNAVAILABLE]\n"),
        "{}",
        said.stderr
    );
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_cannot_be_is_bad_usage() {
    for (endpoint, says) in [
        ("https://example.com", "asks for TLS"),
        ("http://", "is no URL of a daemon"),
        ("ftp://x", "is no URL of a daemon"),
    ] {
        let line = format!("connectctl targets list --endpoint {endpoint}");
        let said = Desk::new().types(&line).await;
        assert_eq!(said.exit, 2, "{endpoint}: {}", said.stderr);
        assert!(said.stderr.contains(says), "{endpoint}: {}", said.stderr);
    }
}
