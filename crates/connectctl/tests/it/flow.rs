//! Flows between instances, as people say and read it.

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use serde_json::json;

use crate::{desk::Desk, samples::job};

/// A flow that hangs up; its first action is left alone.
const FLOW: &str = r#"{
  "Version": "2019-10-30",
  "StartAction": "end",
  "Metadata": {},
  "Actions": [
    {"Identifier": "alone", "Type": "Wait", "Parameters": {"TimeLimitSeconds": "5"},
     "Transitions": {"NextAction": "end", "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}], "Conditions": []}},
    {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
  ]
}"#;

fn answering(kind: pb::JobKind, result: Outcome) -> Desk {
    let mut ended = job(kind, State::Succeeded);
    ended.result = Some(result);
    Desk::new().daemon(|script| {
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(ended)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn a_check_needs_no_daemon_and_says_what_and_where() {
    let desk = Desk::new().file("flows/CONTACT_FLOW/Main.json", FLOW);
    let said = desk
        .types("connectctl flow check flows --fail-on warning --sarif found.sarif")
        .await;
    assert_eq!(said.exit, 3, "{said:?}");
    assert!(said.stdout.contains("unreachable-block"), "{}", said.stdout);
    let sarif = std::fs::read_to_string(desk.path("found.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let said = desk
        .types("connectctl flow check flows --output json")
        .await;
    assert_eq!(said.exit, 0);
    let found: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let codes: Vec<_> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["code"])
        .collect();
    assert!(codes.contains(&&json!("unreachable-block")), "{codes:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_flow_is_told_with_its_reason() {
    let desk = Desk::new().file("flows/notes.json", "{}");
    let said = desk.types("connectctl flow check flows").await;
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("notes.json"), "{}", said.stderr);
    let desk = Desk::new().file("main.json", FLOW);
    let said = desk.types("connectctl flow check main.json").await;
    assert!(
        said.stderr.contains("which type the flow has"),
        "{}",
        said.stderr
    );
    let said = desk
        .types("connectctl flow check main.json --type contactFlow")
        .await;
    assert!(said.stderr.contains("CONTACT_FLOW"), "{}", said.stderr);
}

#[tokio::test(start_paused = true)]
async fn a_deploy_sends_the_files_and_what_is_called_otherwise() {
    let reference = |value: &str| pb::FlowReference {
        action: "queue".into(),
        value: value.into(),
        ..Default::default()
    };
    let result = pb::DeployFlowsResult {
        bundle: "bundles/sha256:1".into(),
        changes: 2,
        before: "documents/sha256:2".into(),
        references: vec![pb::FlowReferences {
            thing: "flow CONTACT_FLOW/Main".into(),
            dynamic: vec![reference("$.Attributes.queue")],
            ..Default::default()
        }],
        ..Default::default()
    };
    let desk = answering(pb::JobKind::DeployFlows, Outcome::DeployFlows(result))
        .file("flows/CONTACT_FLOW/Main.json", FLOW)
        .file("flows/README.md", "# Flows")
        .file(
            "prod.yaml",
            "names: { queue: { Sales: Sales UK } }\nvariables: { STAGE: prod }\n",
        );
    let said = desk
        .types("connectctl flow deploy flows --instance uk --mapping prod.yaml --overwrite Main --version")
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    let asked = &desk.asked("DeployFlows")[0];
    let files: Vec<_> = asked["bundle"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["path"])
        .collect();
    assert_eq!(files, ["CONTACT_FLOW/Main.json"]);
    assert_eq!(
        asked["mapping"]["names"]["queue"]["entries"]["Sales"],
        "Sales UK"
    );
    assert_eq!(asked["overwrite"]["names"], json!(["Main"]));
    assert_eq!(asked["version"], true);
    expect![[r#"
        Deployed; 2 changes.

        flow CONTACT_FLOW/Main
          $.Attributes.queue in `queue`: comes with the contact

        What was there before can be put back:
          connectctl flow rollback --release 00000000-0000-4000-8000-000000000001
    "#]]
    .assert_eq(&said.stdout);
}

#[tokio::test(start_paused = true)]
async fn a_mapping_with_a_word_that_nobody_knows_is_refused() {
    let desk = Desk::new()
        .file("flows/CONTACT_FLOW/Main.json", FLOW)
        .file("prod.yaml", "name: { queue: { Sales: Sales UK } }\n");
    let said = desk
        .types("connectctl flow deploy flows --instance uk --mapping prod.yaml")
        .await;
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("prod.yaml"), "{}", said.stderr);
    assert!(desk.asked("DeployFlows").is_empty());
}
