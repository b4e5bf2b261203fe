//! What changed between flows, and what became of old exports.

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use serde_json::{Value, json};

use crate::{desk::Desk, samples::job};

const WELCOME: &str = "before/flows/CONTACT_FLOW/Welcome.json";

/// The ferries, and how they were before.
fn before() -> Desk {
    let desk = Desk::with_flows().copied("ferries/bundle", "before");
    desk.edited(
        WELCOME,
        &[
            ("Welcome to Harbour Ferries.", "Welcome!"),
            ("\"LoopCount\": \"2\"", "\"LoopCount\": \"5\""),
        ],
    )
    .edited(
        "before/bundle.json",
        &[("Takes the number down and hangs up.", "Callbacks")],
    )
}

#[tokio::test(start_paused = true)]
async fn changes_are_told_block_by_block() {
    let desk = before();
    let said = desk
        .types("connectctl flow diff before ferries/bundle")
        .await;
    expect![[r#"
        --- stdout
        changed flow CONTACT_FLOW "Callback"
          description: "Callbacks" -> "Takes the number down and hangs up."
        changed flow CONTACT_FLOW "Welcome"
          ~ "Greet" (MessageParticipant)
              Text: "Welcome!" -> "Welcome to Harbour Ferries."
          ~ "Three tries" (Loop)
              LoopCount: "5" -> "2"

        2 flows and modules changed
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let said = desk
        .types(
            "connectctl flow diff before ferries/bundle --exit-code --output json --only Welcome",
        )
        .await;
    assert_eq!(said.exit, 3);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["changed"].as_array().unwrap().len(), 1);
    let item = json!({ "type": "CONTACT_FLOW", "name": "Welcome" });
    assert_eq!(told["changed"][0]["item"], item);
    assert_eq!(told["changed"][0]["changed"][0]["identifier"], "Greet");
    let said = desk
        .types("connectctl flow diff ferries/bundle ferries/bundle --exit-code")
        .await;
    assert_eq!((said.exit, said.stdout.as_str()), (0, "No differences.\n"));
}

#[tokio::test(start_paused = true)]
async fn two_files_are_two_versions_of_one_flow_and_positions_count_when_asked() {
    let desk = before();
    let old = desk.read(WELCOME).replace("\"x\": 160", "\"x\": 161");
    let desk = desk
        .file("old.json", old)
        .edited("ferries/bundle/flows/CONTACT_FLOW/Welcome.json", &[]);
    let new = desk.read(WELCOME);
    let desk = desk.file("new.json", new);
    let said = desk.types("connectctl flow diff old.json new.json").await;
    assert_eq!(said.stdout, "No differences.\n");
    let said = desk
        .types("connectctl flow diff old.json new.json --positions")
        .await;
    assert!(
        said.stdout.contains("moved: 161,40 -> 160,40"),
        "{}",
        said.stdout
    );
}

#[tokio::test(start_paused = true)]
async fn pictures_of_changes_come_with_a_page() {
    let desk = before();
    let said = desk
        .types("connectctl flow diff before ferries/bundle --draw changes")
        .await;
    assert_eq!(said.stderr, "Drew 2 pictures; open changes/index.html\n");
    let svg = desk.read("changes/flows/CONTACT_FLOW/Welcome.svg");
    assert!(svg.starts_with("<svg") && svg.contains("changed"));
    let page = desk.read("changes/index.html");
    assert!(page.contains("~ &quot;Greet&quot; (MessageParticipant)"));
}

/// A daemon with the ferries in an instance.
fn with_instance(desk: Desk) -> Desk {
    let bundle = desk.read("ferries/bundle/bundle.json");
    let bundle = bundle.replace(
        "\"name\": \"Welcome\"",
        "\"name\": \"Welcome\", \"aliases\": {\"live\": {\"file\": \"live.json\"}}",
    );
    let mut files = vec![("bundle.json".to_owned(), bundle)];
    let flows = [
        (
            "flows/CONTACT_FLOW/Welcome.json",
            "ferries/bundle/flows/CONTACT_FLOW/Welcome.json",
        ),
        (
            "flows/CONTACT_FLOW/Callback.json",
            "ferries/bundle/flows/CONTACT_FLOW/Callback.json",
        ),
        (
            "flows/CUSTOMER_QUEUE/Waiting.json",
            "ferries/bundle/flows/CUSTOMER_QUEUE/Waiting.json",
        ),
        (
            "modules/Look up traveller.json",
            "ferries/bundle/modules/Look up traveller.json",
        ),
        ("live.json", WELCOME),
    ];
    files.extend(flows.map(|(path, file)| (path.to_owned(), desk.read(file))));
    exporting(desk, files)
}

/// A daemon that exports these files of an instance.
fn exporting(desk: Desk, files: Vec<(String, String)>) -> Desk {
    let exported = files
        .iter()
        .enumerate()
        .map(|(number, (path, _))| pb::ExportedFile {
            path: path.clone(),
            document: format!("documents/sha256:{number}"),
            ..Default::default()
        });
    let result = pb::ExportFlowsResult {
        bundle: "bundles/sha256:1".into(),
        files: exported.collect(),
        ..Default::default()
    };
    let mut ended = job(pb::JobKind::ExportFlows, State::Succeeded);
    ended.result = Some(Outcome::ExportFlows(result));
    desk.daemon(|script| {
        script.documents = files
            .into_iter()
            .enumerate()
            .map(|(number, (_, text))| (format!("documents/sha256:{number}"), text))
            .collect();
        script.started = [Ok(ended.clone())].into();
        script.watches = [Vec::new(), Vec::new(), Vec::new(), Vec::new()].into();
        script.jobs = [Ok(ended)].into();
    })
}

#[tokio::test(start_paused = true)]
async fn a_side_can_be_an_instance_as_it_is_or_as_an_alias_has_it() {
    let desk = with_instance(before());
    let said = desk
        .types("connectctl flow diff instance:uk-prod ferries/bundle --exit-code")
        .await;
    // The alias is something that the folder does not have.
    expect![[r#"
        --- stdout
        changed flow CONTACT_FLOW "Welcome"
          aliases/live: {"content":"sha256:d027466e9e3e6d06e39077870b2a88982e28aa68b04dd5736bc7e324118d24e7"} -> none

        1 flow or module changed
        --- exit 3
    "#]].assert_eq(&said.all());
    assert_eq!(desk.asked("ExportFlows")[0]["alias"], "uk-prod");
    let said = desk
        .types("connectctl flow diff instance:local/uk-prod@live instance:uk-prod --only Welcome --quiet")
        .await;
    expect![[r#"
        --- stdout
        changed flow CONTACT_FLOW "Welcome"
          ~ "Greet" (MessageParticipant)
              Text: "Welcome!" -> "Welcome to Harbour Ferries."
          ~ "Three tries" (Loop)
              LoopCount: "5" -> "2"

        1 flow or module changed
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = desk.asked("ExportFlows");
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[1]["target"], "targets/local");
    assert_eq!(asked[1]["only"], json!(["Welcome"]));
    assert_ne!(asked[1]["requestId"], asked[2]["requestId"]);
    let said = desk
        .types("connectctl flow diff instance:uk-prod@gone ferries/bundle --quiet")
        .await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr.contains("has an alias \"gone\""),
        "{}",
        said.stderr
    );
}

#[tokio::test(start_paused = true)]
async fn an_instance_without_the_flow_is_a_side_with_nothing() {
    let manifest = "{\"format\": \"trunkline/bundle/v1\"}".to_owned();
    let desk = exporting(before(), vec![("bundle.json".to_owned(), manifest)]);
    let said = desk
        .types("connectctl flow diff instance:uk-prod ferries/bundle --only Welcome --exit-code")
        .await;
    expect![[r#"
        --- stdout
        added flow CONTACT_FLOW "Welcome"

        1 flow or module added
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    let said = desk
        .types("connectctl flow draw ferries/bundle -o new.html --only Welcome --against instance:uk-prod")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    assert!(desk.read("new.html").contains("<pre>new</pre>"));
    // An alias of versions that no flow has is a mistake all the same.
    let said = desk
        .types("connectctl flow diff instance:uk-prod@live ferries/bundle")
        .await;
    assert_eq!(said.exit, 2, "{}", said.stderr);
}

#[tokio::test(start_paused = true)]
async fn a_bundle_of_prompts_alone_is_a_bundle() {
    let manifest =
        r#"{"format": "trunkline/bundle/v1", "prompts": [{"name": "Hello", "file": "hello.wav"}]}"#;
    let desk = Desk::new()
        .file("old/bundle.json", manifest)
        .file("old/hello.wav", "RIFF\0\0\0\0WAVE")
        .file("new/bundle.json", manifest)
        .file("new/hello.wav", "RIFF\0\0\0\0WAVEfmt ");
    let said = desk.types("connectctl flow diff old new").await;
    let last = said.stdout.lines().last();
    assert_eq!(last, Some("1 prompt changed"), "{}", said.all());
    let said = desk.types("connectctl flow draw new -o pictures").await;
    assert_eq!(said.exit, 2);
    let none = "there is nothing to draw";
    assert!(said.stderr.contains(none), "{}", said.stderr);
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_cannot_be_read_ends_the_comparison() {
    let mut failed = job(pb::JobKind::ExportFlows, State::Failed);
    failed.error = Some(pb::JobError {
        reason: "AWS_REFUSED".into(),
        message: "not today".into(),
        ..Default::default()
    });
    let desk = Desk::with_flows().daemon(|script| {
        script.started = [Ok(failed.clone())].into();
        script.watches = [Vec::new()].into();
        script.jobs = [Ok(failed)].into();
    });
    let said = desk
        .types("connectctl flow diff ferries/bundle instance:uk-prod --output json")
        .await;
    assert_eq!(said.exit, 1);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["error"]["reason"], "AWS_REFUSED");
    assert!(said.stderr.contains("not today"), "{}", said.stderr);
}

const OLD_EXPORT: &str = r#"{
  "modules": [
    {"id": "hello", "type": "PlayPrompt", "branches": [{"condition": "Success", "transition": "odd"}],
     "parameters": [{"name": "Text", "value": "Hello", "namespace": null}], "metadata": {"position": {"x": 1, "y": 2}}},
    {"id": "odd", "type": "Teleport", "branches": [{"condition": "Success", "transition": "end"}],
     "parameters": [{"name": "Where", "value": "Mars", "namespace": null}], "metadata": {}},
    {"id": "end", "type": "Disconnect", "branches": [], "parameters": [], "metadata": {}}
  ],
  "version": "1", "type": "contactFlow", "start": "hello", "metadata": {"name": "Hello", "status": "published"}
}"#;

#[tokio::test(start_paused = true)]
async fn an_old_export_becomes_a_bundle_and_its_gaps_are_listed() {
    let desk = Desk::new()
        .file("old/hello.json", OLD_EXPORT)
        .file("old/notes.json", "{}");
    let said = desk.types("connectctl flow convert old").await;
    expect![[r#"
        --- stdout
        1 flow or module
          flow CONTACT_FLOW/Hello  from hello.json
          left out notes.json: this is not a flow: there is no `Actions` array

        hello.json: Teleport odd: blocks of this type are not known [UNKNOWN_BLOCK]
          value: ""
          remedy: replace the action; its parameters are in its metadata as `legacyParameters`

        1 gap, 1 of which must be closed before the service publishes the flows.
        Nothing was written; name a folder with -o.
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    assert!(!desk.path("flows").exists());
    let said = desk
        .types("connectctl flow convert old -o flows --output json")
        .await;
    assert_eq!(said.exit, 3);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    let files = json!(["bundle.json", "flows/CONTACT_FLOW/Hello.json"]);
    assert_eq!(told["files"], files);
    assert_eq!(told["gaps"][0]["gap"]["blocksPublishing"], true);
    assert!(
        desk.read("flows/flows/CONTACT_FLOW/Hello.json")
            .contains("MessageParticipant")
    );
    let said = desk.types("connectctl flow check flows").await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    let said = desk.types("connectctl flow convert old -o flows").await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr.contains("holds other things"),
        "{}",
        said.stderr
    );
    let said = desk.types("connectctl flow convert flows -o again").await;
    assert_eq!(said.exit, 0, "{}", said.stdout);
    assert_eq!(
        desk.read("again/flows/CONTACT_FLOW/Hello.json"),
        desk.read("flows/flows/CONTACT_FLOW/Hello.json")
    );
}
