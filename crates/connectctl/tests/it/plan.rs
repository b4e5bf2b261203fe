use control_api::v1::{self as pb, job::State};
use expect_test::expect;
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{
    desk::Desk,
    fake::Told,
    samples::{self, finding, job, planned, planned_nothing, state},
};

/// A desk whose daemon plans and comes to this.
fn planning(job: pb::Job) -> Desk {
    Desk::with_spec().daemon(|script| {
        script.started = [Ok(samples::job(
            pb::JobKind::PlanContactCenter,
            State::Queued,
        ))]
        .into();
        script.watches = [[state(1, State::Running), state(2, State::Succeeded)]
            .map(Told::Event)
            .into()]
        .into();
        script.jobs = [Ok(job)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn a_plan_is_printed_as_the_daemon_wrote_it() {
    let desk = planning(planned());
    let said = desk
        .types("connectctl plan -f center.yaml --reason why --label a=b")
        .await;
    expect![[r#"
        To do exactly this and no more, apply it with --plan sha256:4f5c
        --- stdout
        Plan for uk-prod
          + queue Sales
              hours: "Always"
        1 to create
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    expect![[r#"
        {
          "target": "targets/local",
          "requestId": "00000000-0000-0000-0000-000000007e57",
          "reason": "why",
          "labels": {
            "a": "b"
          },
          "spec": {
            "specs": [
              {
                "path": "center.yaml",
                "text": "instance: { alias: uk-prod }\n"
              }
            ]
          },
          "options": {
            "depth": "PLAN_DEPTH_FULL"
          }
        }"#]]
    .assert_eq(&format!("{:#}", desk.asked("Plan")[0]));
}

#[tokio::test(start_paused = true)]
async fn a_detailed_exit_code_says_whether_something_is_to_do() {
    let line = "connectctl plan -f center.yaml --detailed-exitcode";
    assert_eq!(planning(planned()).types(line).await.exit, 3);
    assert_eq!(planning(planned_nothing()).types(line).await.exit, 0);
    let failed = job(pb::JobKind::PlanContactCenter, State::Failed);
    assert_eq!(planning(failed).types(line).await.exit, 1);
}

#[tokio::test(start_paused = true)]
async fn a_depth_is_asked_for_and_goes_with_the_digest() {
    for (depth, asked) in [("fast", "PLAN_DEPTH_FAST"), ("cached", "PLAN_DEPTH_CACHED")] {
        let mut job = planned();
        if let Some(pb::job::Result::Plan(plan)) = &mut job.result {
            let depth = pb::PlanDepth::from_str_name(asked).unwrap();
            plan.set_depth(depth);
        }
        let desk = planning(job);
        let said = desk
            .types(&format!("connectctl plan -f center.yaml --depth {depth}"))
            .await;
        let hint = format!("apply it with --plan sha256:4f5c --depth {depth}\n");
        assert!(said.stderr.contains(&hint), "{}", said.stderr);
        assert_eq!(desk.asked("Plan")[0]["options"]["depth"], asked);
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_plan_may_touch_goes_with_the_digest_too() {
    let desk = planning(planned());
    let said = desk
        .types("connectctl plan -f center.yaml --layer admin --layer flows --prune")
        .await;
    let hint = "apply it with --plan sha256:4f5c --layer admin --layer flows --prune\n";
    assert!(said.stderr.contains(hint), "{}", said.stderr);
    let options = &desk.asked("Plan")[0]["options"];
    assert_eq!(options["layers"][1], "LAYER_FLOWS");
    assert_eq!(options["prune"], true);
}

#[tokio::test(start_paused = true)]
async fn a_plan_as_json_is_the_job_in_one_document() {
    let said = planning(planned())
        .types("connectctl plan -f center.yaml --output json")
        .await;
    let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(value, control_api::json::to_full_value(&planned()));
    assert_eq!(
        value["plan"]["counts"]["updates"], 0,
        "defaults are there for programs"
    );
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
}

#[tokio::test(start_paused = true)]
async fn on_a_terminal_signs_have_colours() {
    let mut desk = planning(planned());
    desk.colour = true;
    let said = desk.types("connectctl plan -f center.yaml").await;
    assert!(
        said.stdout.contains("\n\x1b[32m  + queue Sales\x1b[0m\n"),
        "{}",
        said.stdout
    );
}

#[tokio::test(start_paused = true)]
async fn findings_come_all_and_with_the_files_as_they_were_typed() {
    let mut checked = job(pb::JobKind::PlanContactCenter, State::Failed);
    let in_flow = pb::Finding {
        line: 0,
        path: String::new(),
        ..finding("flows/main.json")
    };
    checked.error = Some(pb::JobError {
        reason: "SPEC_INVALID".into(),
        findings: vec![finding("center.yaml"), in_flow],
        ..Default::default()
    });
    let mut details = ErrorDetails::with_error_info("SPEC_INVALID", "trunkline.v1", []);
    details.add_bad_request_violation("center.yaml", "the first of them");
    let refused = Status::with_error_details(
        tonic::Code::InvalidArgument,
        "the spec has findings",
        details,
    );
    let desk = Desk::new()
        .file(
            "uk/center.yaml",
            "contact_flows: [{ name: A, file: flows/main.json }]",
        )
        .file("uk/flows/main.json", "{}")
        .daemon(|script| script.started = [Err(refused), Ok(checked)].into());
    let said = desk.types("connectctl plan -f uk/center.yaml").await;
    expect![[r#"
        error: the spec has 2 findings

        uk/center.yaml:12:9 queues[1].hours: there are no hours of operation named "Uk Hours" [unknown-name]
          remedy: did you mean "UK Business Hours"?
        uk/flows/main.json: there are no hours of operation named "Uk Hours" [unknown-name]
          remedy: did you mean "UK Business Hours"?
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    let asked = desk.asked("Plan");
    assert_eq!((asked.len(), &asked[1]["validateOnly"]), (2, &true.into()));
}
