//! What a contact logged, as people read it.

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use serde_json::{Value, json};

use crate::{desk::Desk, samples::job};

const CONTACT: &str = "5f0c8d1e-7c1a-4b58-9a36-0d7c2b8f6e11";
const WALK: &str = "documents/sha256:walk";

fn file(path: &str, document: &str) -> pb::ExportedFile {
    pb::ExportedFile {
        path: path.into(),
        document: document.into(),
        size_bytes: 7,
    }
}

fn moment(seconds: i64) -> prost_types::Timestamp {
    prost_types::Timestamp { seconds, nanos: 0 }
}

fn result() -> pb::ReadContactLogResult {
    pb::ReadContactLogResult {
        contact: CONTACT.into(),
        since_time: Some(moment(1_790_000_000 - 86_400)),
        until_time: Some(moment(1_790_000_000)),
        ..Default::default()
    }
}

fn logged() -> pb::ReadContactLogResult {
    let flow = |name: &str, kind: &str, blocks, unknown_blocks| pb::ContactFlow {
        name: name.into(),
        r#type: kind.into(),
        blocks,
        unknown_blocks,
    };
    pb::ReadContactLogResult {
        lines: 7,
        pages: 1,
        flows: vec![flow("Main", "CONTACT_FLOW", 4, 1), flow("Old", "", 1, 1)],
        log: Some(file("log.jsonl", "documents/sha256:log")),
        walk: Some(file("walk.json", WALK)),
        pictures: vec![file("01-Main.svg", "documents/sha256:main")],
        findings: vec![pb::Finding {
            rule: "flow-changed".into(),
            message: "Main does not have 1 of the blocks any more that the contact met".into(),
            remedy: "compare with the version of that time".into(),
            ..Default::default()
        }],
        ..result()
    }
}

fn visit(second: usize, identifier: &str, more: &Value) -> Value {
    let mut visit = json!({
        "time": format!("2026-09-21T14:13:{second:02}.250Z"), "flow": "Main", "flowType": "CONTACT_FLOW",
        "identifier": identifier, "moduleType": "PlayPrompt", "parameters": [], "results": null,
        "block": {"label": identifier, "type": "MessageParticipant", "position": {"x": 10.0, "y": 20.0}},
        "branch": {"name": "next", "pointer": "/NextAction"}, "error": null,
    });
    let members = more.as_object().unwrap().clone();
    visit.as_object_mut().unwrap().extend(members);
    visit
}

fn walk() -> Value {
    let text = "Thank you for calling. All of our agents are busy at the moment";
    let id = "1b7e4a56-52aa-4a0e-9d66-3d0d3d3d3d3d";
    let titled =
        json!({"label": "Get customer input", "type": "GetParticipantInput", "position": null});
    json!({
        "contactId": CONTACT,
        "visits": [
            visit(1, "Welcome", &json!({"parameters": [{"Text": text}]})),
            visit(3, id, &json!({"block": titled, "moduleType": "GetUserInput", "results": "1"})),
            visit(5, "Look up", &json!({"error": "Status Code: 403", "results": "Status Code: 403"})),
            visit(6, "Gone", &json!({"block": null})),
            visit(7, "", &json!({"block": null, "flow": "Old", "flowType": ""})),
        ],
        "flows": [], "dropped": 0,
    })
}

fn answering(result: pb::ReadContactLogResult) -> Desk {
    let mut ended = job(pb::JobKind::ReadContactLog, State::Succeeded);
    ended.result = Some(Outcome::ReadContactLog(result));
    Desk::new().daemon(|script| {
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(ended)].into();
        let walk = walk().to_string();
        script.documents.insert(WALK.to_owned(), walk);
    })
}

fn types(more: &str) -> String {
    format!("connectctl flow logs --instance uk --contact {CONTACT} {more}")
}

#[tokio::test(start_paused = true)]
async fn the_way_of_a_contact_is_told_block_by_block() {
    let desk = answering(logged());
    let said = desk
        .types(&types("--since 72h --draw pictures --raw contact.jsonl"))
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    expect![[r#"
        7 lines logged for 5f0c8d1e-7c1a-4b58-9a36-0d7c2b8f6e11 from 2026-09-20 14:13:20Z to 2026-09-21 14:13:20Z
          Main  CONTACT_FLOW  4 blocks, 1 not there any more
          Old   gone          1 block, 1 not there any more

        Main does not have 1 of the blocks any more that the contact met [flow-changed]
          remedy: compare with the version of that time

          time          flow  block                              set to                                            came out
          14:13:01.250  Main  Welcome                            Text=Thank you for calling. All of our agents a…
          14:13:03.250  Main  Get customer input (GetUserInput)                                                    1
          14:13:05.250  Main  Look up                                                                              failed: Status Code: 403
          14:13:06.250  Main  ? Gone (PlayPrompt)
          14:13:07.250  Old   ? (PlayPrompt)
    "#]].assert_eq(&said.stdout);
    expect![[r#"
        Wrote the log to contact.jsonl
        Wrote 1 picture to pictures
    "#]]
    .assert_eq(&said.stderr);
    let asked = &desk.asked("ReadContactLog")[0];
    assert_eq!(asked["contact"], CONTACT);
    assert_eq!(asked["lookback"], "259200s");
    assert_eq!(asked["draw"], true);
    let written = |path: &str| std::fs::read_to_string(desk.path(path)).unwrap();
    assert_eq!(
        written("pictures/01-Main.svg"),
        "this is documents/sha256:main"
    );
    assert_eq!(written("contact.jsonl"), "this is documents/sha256:log");
}

#[tokio::test(start_paused = true)]
async fn programs_get_the_job_with_the_way_of_the_contact() {
    let desk = answering(logged());
    let said = desk.types(&types("--output json")).await;
    assert_eq!(said.exit, 0, "{said:?}");
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["walk"], walk());
    assert_eq!(told["readContactLog"]["flows"][0]["unknownBlocks"], 1);
    assert_eq!(desk.asked("ReadContactLog")[0]["draw"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn a_contact_without_a_line_is_told_with_the_reasons() {
    let nothing = pb::ReadContactLogResult {
        findings: vec![pb::Finding {
            rule: "flow-logs-off".into(),
            message: "flow logs are off on the instance uk".into(),
            remedy: "declare contact_flow_logs: true and apply".into(),
            ..Default::default()
        }],
        ..result()
    };
    let desk = answering(nothing);
    let said = desk.types(&types("--raw contact.jsonl")).await;
    expect![[r#"
        Nothing was logged for 5f0c8d1e-7c1a-4b58-9a36-0d7c2b8f6e11 from 2026-09-20 14:13:20Z to 2026-09-21 14:13:20Z.

        flow logs are off on the instance uk [flow-logs-off]
          remedy: declare contact_flow_logs: true and apply
    "#]].assert_eq(&said.stdout);
    assert!(!desk.path("contact.jsonl").exists());
    assert!(!said.stderr.contains("Wrote"), "{}", said.stderr);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_over_without_a_word() {
    let desk = answering(logged()).file("contact.jsonl", "mine");
    let said = desk.types(&types("--raw contact.jsonl")).await;
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("--force"), "{}", said.stderr);
    assert!(desk.asked("ReadContactLog").is_empty());
    let said = desk.types(&types("--raw contact.jsonl --force")).await;
    assert_eq!(said.exit, 0, "{said:?}");
    let bad = desk.types(&types("--until yesterday")).await;
    assert_eq!(bad.exit, 2);
}
