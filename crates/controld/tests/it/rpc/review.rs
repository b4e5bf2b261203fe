//! Flows judged over the wire: no job, no AWS, nothing kept.

use std::{collections::BTreeMap, fs, path::Path};

use control_api::v1::{self as pb, source_file::Content};
use pb::flow_finding::Severity;
use tonic::{Code, Response, Status};
use tonic_types::StatusExt;

use super::{Rig, reason_of};

/// The sample bundle, with a text in the place of another.
fn ferries(old: &str, new: &str) -> pb::FlowBundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flows/bundle");
    let paths = [
        "bundle.json",
        "flows/CONTACT_FLOW/Callback.json",
        "flows/CONTACT_FLOW/Welcome.json",
        "flows/CUSTOMER_QUEUE/Waiting.json",
        "modules/Look up traveller.json",
    ];
    let file = |path: &str| {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        text_file(path, &text.replace(old, new))
    };
    pb::FlowBundle {
        files: paths.into_iter().map(file).collect(),
        default_type: String::new(),
        ..pb::FlowBundle::default()
    }
}

fn text_file(path: &str, text: &str) -> pb::SourceFile {
    pb::SourceFile {
        path: path.to_owned(),
        content: Some(Content::Text(text.to_owned())),
    }
}

fn sample() -> pb::FlowBundle {
    ferries("\u{0}", "")
}

fn failed<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> Status {
    answer.expect_err("it is refused")
}

fn violations(status: &Status) -> Vec<String> {
    let details = status.get_error_details();
    let violations = details.bad_request().unwrap().field_violations.iter();
    violations
        .map(|it| format!("{}: {}", it.field, it.description))
        .collect()
}

/// What every method refuses.
pub(super) async fn refused(rig: &Rig) -> Vec<(&'static str, Status)> {
    let mut flows = rig.flows();
    let bad = || pb::FlowBundle {
        files: vec![pb::SourceFile::default()],
        default_type: "contactFlow".into(),
        ..pb::FlowBundle::default()
    };
    let checked = flows.check_flows(pb::CheckFlowsRequest::default()).await;
    let request = pb::ConvertFlowsRequest {
        bundle: Some(pb::FlowBundle::default()),
    };
    let converted = flows.convert_flows(request).await;
    let request = pb::DiffFlowsRequest {
        new: Some(bad()),
        only: vec![String::new(); 10_001],
        ..Default::default()
    };
    let differs = flows.diff_flows(request).await;
    let request = pb::DrawFlowsRequest {
        against: Some(bad()),
        ..Default::default()
    };
    let drawn = flows.draw_flows(request).await;
    let replayed = flows.replay_flows(pb::ReplayFlowsRequest::default()).await;
    let many = vec![pb::SourceFile::default(); 101];
    let request = pb::ReplayFlowsRequest {
        old: Some(bad()),
        events: many,
        ..Default::default()
    };
    let crowded = flows.replay_flows(request).await;
    let request = pb::TryFlowsRequest {
        contact: "hour: { A: open }".into(),
        ..Default::default()
    };
    let tried = flows.try_flows(request).await;
    let request = pb::TryFlowsRequest {
        flow: "Welcome".into(),
        contact: "{}".into(),
        cases: vec![pb::SourceFile::default()],
        ..Default::default()
    };
    let mixed = flows.try_flows(request).await;
    vec![
        ("FlowService.CheckFlows", failed(checked)),
        ("FlowService.ConvertFlows", failed(converted)),
        ("FlowService.DiffFlows", failed(differs)),
        ("FlowService.DrawFlows", failed(drawn)),
        ("FlowService.ReplayFlows", failed(replayed)),
        ("FlowService.ReplayFlows", failed(crowded)),
        ("FlowService.TryFlows", failed(tried)),
        ("FlowService.TryFlows", failed(mixed)),
    ]
}

#[tokio::test]
async fn findings_say_code_severity_place_and_remedy() {
    let rig = Rig::new().await;
    let request = pb::CheckFlowsRequest {
        bundle: Some(ferries(
            "\"NextAction\": \"Menu\"",
            "\"NextAction\": \"Greet\"",
        )),
        sarif: true,
    };
    let found = rig.flows().check_flows(request).await.unwrap().into_inner();
    let unreachable = found
        .findings
        .iter()
        .find(|it| it.code == "unreachable-block");
    let unreachable = unreachable.unwrap();
    assert_eq!(unreachable.flow, "Welcome");
    assert_eq!(unreachable.flow_type, "CONTACT_FLOW");
    assert_ne!(unreachable.severity(), Severity::Unspecified);
    assert!(unreachable.position.is_some() && !unreachable.remedy.is_empty());
    assert!(found.text.contains("[unreachable-block]"));
    let sarif: serde_json::Value = serde_json::from_str(&found.sarif).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let request = pb::CheckFlowsRequest {
        bundle: Some(sample()),
        sarif: false,
    };
    let found = rig.flows().check_flows(request).await.unwrap().into_inner();
    assert_eq!((found.findings.len(), found.sarif.as_str()), (0, ""));
    let jobs = rig.jobs().list_jobs(pb::ListJobsRequest::default()).await;
    assert_eq!(jobs.unwrap().into_inner().jobs, [], "no job was started");
}

#[tokio::test]
async fn changes_come_block_by_block_with_pictures() {
    let rig = Rig::new().await;
    let request = pb::DiffFlowsRequest {
        old: Some(ferries("Welcome to Harbour Ferries.", "Welcome!")),
        new: Some(sample()),
        draw: true,
        ..Default::default()
    };
    let found = rig.flows().diff_flows(request).await.unwrap().into_inner();
    let [changed] = found.changed.as_slice() else {
        panic!("{}", found.text)
    };
    assert_eq!(changed.flow.as_ref().unwrap().name, "Welcome");
    let greet = &changed.changed[0];
    assert_eq!(greet.block.as_ref().unwrap().identifier, "Greet");
    assert_eq!(greet.parameters[0].old_json, "\"Welcome!\"");
    assert!(found.pictures[0].svg.starts_with("<svg"));
    let request = pb::DiffFlowsRequest {
        old: Some(sample()),
        new: Some(sample()),
        only: vec!["Nobody".into()],
        ..Default::default()
    };
    let status = failed(rig.flows().diff_flows(request).await);
    assert_eq!(
        violations(&status),
        ["only[0]: no flow or module has this name"]
    );
}

#[tokio::test]
async fn pictures_come_alone_and_on_a_page() {
    let rig = Rig::new().await;
    let request = pb::DrawFlowsRequest {
        bundle: Some(sample()),
        only: vec!["Welcome".into()],
        findings: true,
        against: Some(ferries("Welcome to Harbour Ferries.", "Welcome!")),
        page: true,
    };
    let found = rig.flows().draw_flows(request).await.unwrap().into_inner();
    assert_eq!(found.pictures.len(), 1);
    assert_eq!(found.pictures[0].path, "flows/CONTACT_FLOW/Welcome.svg");
    assert!(found.pictures[0].svg.contains("changed"));
    assert!(found.page.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_contact_or_test_cases_walk() {
    let rig = Rig::new().await;
    let request = pb::TryFlowsRequest {
        bundle: Some(sample()),
        flow: "CONTACT_FLOW/Welcome".into(),
        contact: "input: ['2']\nhours: { Ticket office: open }\n".into(),
        draw: true,
        ..Default::default()
    };
    let found = rig.flows().try_flows(request).await.unwrap().into_inner();
    let walk = found.walk.unwrap();
    assert_eq!(
        (walk.end.as_str(), walk.queue.as_str()),
        ("QUEUED", "Lost property")
    );
    assert_eq!(walk.steps[0].block.as_ref().unwrap().identifier, "Log");
    assert_eq!(found.pictures.len(), 2);
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flows/cases.yaml");
    let cases = fs::read_to_string(cases).unwrap();
    let request = pb::TryFlowsRequest {
        bundle: Some(ferries("Welcome to Harbour Ferries.", "Hello.")),
        cases: vec![text_file("cases.yaml", &cases)],
        junit: true,
        ..Default::default()
    };
    let found = rig.flows().try_flows(request).await.unwrap().into_inner();
    assert_eq!((found.cases.len(), found.failed), (6, 2));
    assert!(found.cases[0].departures[0].expected.starts_with("prompt"));
    assert!(found.junit.contains("failures=\"2\""));
    assert!(found.coverage.iter().any(|it| !it.untaken.is_empty()));
    let request = pb::TryFlowsRequest {
        bundle: Some(sample()),
        cases: vec![
            text_file("a.yaml", "flow: 1\ncase: []"),
            text_file("b.yaml", "["),
        ],
        ..Default::default()
    };
    let status = failed(rig.flows().try_flows(request).await);
    assert_eq!(
        violations(&status).len(),
        2,
        "all files are told: {status:?}"
    );
    let request = pb::TryFlowsRequest {
        bundle: Some(sample()),
        flow: "Nobody".into(),
        ..Default::default()
    };
    let status = failed(rig.flows().try_flows(request).await);
    assert_eq!(
        violations(&status),
        ["flow: the bundle has no such flow or module"]
    );
}

#[tokio::test]
async fn contacts_of_the_past_go_through_both_versions() {
    let rig = Rig::new().await;
    let line = |block: &str, second: u8, results: &str| {
        format!(
            "{{\"ContactId\": \"c1\", \"ContactFlowName\": \"Welcome\", \"ContactFlowModuleType\": \"X\", \
             \"Identifier\": \"{block}\", \"Timestamp\": \"2026-11-20T10:00:0{second}Z\", \"Results\": \"{results}\"}}\n"
        )
    };
    let log =
        line("Open now?", 1, "True") + &line("Menu", 2, "1") + &line("Choose bookings", 3, "");
    let rows = "contact_id,flow_resource_id,start_timestamp\nc1,f1,10:00\nc1,f2,10:01\nc1,,10:02\n";
    let request = pb::ReplayFlowsRequest {
        old: Some(sample()),
        new: Some(ferries(
            "\"NextAction\": \"Choose bookings\"",
            "\"NextAction\": \"Choose lost property\"",
        )),
        logs: vec![text_file("log", &log)],
        events: vec![text_file("events.csv", rows)],
        ids: BTreeMap::from([
            ("f1".to_owned(), "Welcome".to_owned()),
            ("f2".to_owned(), "Callback".to_owned()),
        ]),
        draw: true,
    };
    let asked = request.clone();
    let found = rig.flows().replay_flows(asked).await.unwrap().into_inner();
    let log = found.log.unwrap();
    assert_eq!((log.replayed, log.same), (1, 0), "{}", found.text);
    assert_eq!(log.different[0].label, "Menu");
    let events = found.events.unwrap();
    assert_eq!(events.kept[0].to.as_ref().unwrap().name, "Callback");
    assert_eq!(events.skipped_rows, 1);
    assert!(found.pictures.iter().any(|it| it.version == "before"));
    let request = pb::ReplayFlowsRequest {
        ids: BTreeMap::from([("f1".to_owned(), "Nobody".to_owned())]),
        events: vec![text_file("events.csv", "a,b\n1,2\n")],
        ..request
    };
    let status = failed(rig.flows().replay_flows(request).await);
    assert_eq!(
        violations(&status),
        [
            "ids[f1]: the old bundle has no such flow or module",
            "events[0]: line 1: there is no column `contact_id`",
        ]
    );
}

#[tokio::test]
async fn logs_without_an_event_are_refused() {
    let rig = Rig::new().await;
    let request = pb::ReplayFlowsRequest {
        old: Some(sample()),
        new: Some(sample()),
        logs: vec![text_file("log", "START RequestId\n{}\n")],
        ..Default::default()
    };
    let status = failed(rig.flows().replay_flows(request).await);
    assert_eq!(
        violations(&status),
        ["logs: no line is an event of a flow log"]
    );
}

#[tokio::test]
async fn old_exports_become_a_bundle() {
    let rig = Rig::new().await;
    let old = r#"{"modules": [{"id": "odd", "type": "Teleport", "branches": [], "parameters": [], "metadata": {}}],
        "version": "1", "type": "contactFlow", "start": "odd", "metadata": {"name": "Odd"}}"#;
    let bundle = pb::FlowBundle {
        files: vec![text_file("odd.json", old), text_file("notes.json", "{}")],
        default_type: String::new(),
        ..pb::FlowBundle::default()
    };
    let request = pb::ConvertFlowsRequest {
        bundle: Some(bundle.clone()),
    };
    let found = rig
        .flows()
        .convert_flows(request)
        .await
        .unwrap()
        .into_inner();
    let paths: Vec<_> = found.files.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["bundle.json", "flows/CONTACT_FLOW/Odd.json"]);
    assert_eq!(found.gaps[0].reason, "UNKNOWN_BLOCK");
    assert!(found.gaps[0].blocks_publishing);
    assert_eq!(found.skipped[0].file, "notes.json");
    // What came of it is itself a bundle.
    let bundle = pb::FlowBundle {
        files: found.files,
        ..bundle
    };
    let request = pb::ConvertFlowsRequest {
        bundle: Some(bundle),
    };
    let again = rig
        .flows()
        .convert_flows(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again.gaps, []);
}

#[tokio::test]
async fn what_is_no_bundle_and_what_does_not_fit_is_refused() {
    let rig = Rig::new().await;
    let notes = pb::FlowBundle {
        files: vec![text_file("notes.json", "{}")],
        default_type: String::new(),
        ..pb::FlowBundle::default()
    };
    let request = pb::CheckFlowsRequest {
        bundle: Some(notes),
        sarif: false,
    };
    let status = failed(rig.flows().check_flows(request).await);
    assert_eq!(reason_of(&status), "SPEC_INVALID");
    let gone = pb::SourceFile {
        path: "a.json".into(),
        content: Some(Content::Document(format!(
            "documents/sha256:{}",
            "0".repeat(64)
        ))),
    };
    let request = pb::CheckFlowsRequest {
        bundle: Some(pb::FlowBundle {
            files: vec![gone],
            default_type: String::new(),
            ..pb::FlowBundle::default()
        }),
        sarif: false,
    };
    let status = failed(rig.flows().check_flows(request).await);
    assert_eq!(status.code(), Code::NotFound);
    // Many pictures take more than an answer has room for.
    let tiny = r#"{"Version": "2019-10-30", "StartAction": "a", "Metadata": {}, "Actions": [
        {"Identifier": "a", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}"#;
    let copies = (0..2_000).map(|n| text_file(&format!("CONTACT_FLOW/{n}.json"), tiny));
    let request = pb::DrawFlowsRequest {
        bundle: Some(pb::FlowBundle {
            files: copies.collect(),
            default_type: String::new(),
            ..pb::FlowBundle::default()
        }),
        ..Default::default()
    };
    let status = failed(rig.flows().draw_flows(request).await);
    let violations = violations(&status);
    assert!(
        violations[0].contains("bundle: the answer takes"),
        "{violations:?}"
    );
}
