//! Bundles: what goes in comes out, whatever the layout of the files.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use flow_language::{
    Document, FlowType, Role,
    bundle::{Alias, Bundle, Content, Contract, Files, Item, ItemName, Loose, Recording, Status},
};
use serde_json::json;

fn content(text: &str) -> Content {
    let flow = json!({
        "Version": "2019-10-30", "StartAction": "a", "Metadata": {},
        "Actions": [
            {"Identifier": "a", "Type": "MessageParticipant", "Parameters": {"Text": text},
             "Transitions": {"NextAction": "b", "Errors": [], "Conditions": []}},
            {"Identifier": "b", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        ]
    });
    Content::read(&flow.to_string()).unwrap()
}

fn sample() -> Bundle {
    let mut bundle = Bundle::default();
    let main = Item {
        description: Some("Answers the main number".to_owned()),
        tags: BTreeMap::from([("team".to_owned(), "sales".to_owned())]),
        aliases: BTreeMap::from([
            ("live".to_owned(), Alias::default()),
            (
                "old".to_owned(),
                Alias {
                    description: Some("Until spring".to_owned()),
                    content: Some(content("Good morning")),
                },
            ),
        ]),
        ..Item::new(content("Hello"))
    };
    let names = ["Main", "main", "a/b: c?", "Ünïcode 日本", "CON."];
    for name in names {
        bundle
            .items
            .insert(ItemName::flow(FlowType::ContactFlow, name), main.clone());
    }
    let draft = Item {
        status: Status::Saved,
        ..Item::new(content("Please wait"))
    };
    bundle
        .items
        .insert(ItemName::flow(FlowType::CustomerQueue, "Main"), draft);
    let contract = Contract {
        settings: Some(json!({"input": {"schema": {"type": "object"}}})),
        external_invocation: Some(true),
    };
    let greeting = Item {
        contract: Some(contract),
        ..Item::new(content("Welcome"))
    };
    bundle.items.insert(ItemName::module("Greeting"), greeting);
    let recording = Recording {
        description: None,
        tags: BTreeMap::new(),
        audio: b"RIFF....WAVE".to_vec(),
    };
    bundle.prompts.insert("Music.wav".to_owned(), recording);
    bundle
}

#[test]
fn what_is_written_is_read_again_and_has_the_same_digest() {
    let bundle = sample();
    let files = bundle.to_files();
    let read = Bundle::read(&files, Loose::default());
    assert_eq!((read.troubles, read.skipped), (Vec::new(), Vec::new()));
    assert_eq!(read.bundle, bundle);
    assert_eq!(read.bundle.digest(), bundle.digest());
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(paths[0], "bundle.json");
    assert!(paths.contains(&"flows/CONTACT_FLOW/CON.json"), "{paths:?}");
    assert!(
        paths.contains(&"flows/CONTACT_FLOW/main-2.json"),
        "{paths:?}"
    );
    assert!(
        paths.contains(&"flows/CONTACT_FLOW/Main@old.json"),
        "{paths:?}"
    );
    assert!(
        paths.contains(&"flows/CONTACT_FLOW/a-b- c-.json"),
        "{paths:?}"
    );
}

#[test]
fn the_digest_is_of_what_is_said_and_not_of_how() {
    let bundle = sample();
    let mut files = bundle.to_files();
    let path = "flows/CUSTOMER_QUEUE/Main.json";
    let text = String::from_utf8(files[path].clone()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut members: Vec<_> = value.as_object().unwrap().iter().collect();
    members.reverse();
    let reversed: serde_json::Map<_, _> = members
        .into_iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let text = format!("\u{feff}{}", serde_json::Value::Object(reversed)).replace("  ", "\r\n");
    files.insert(path.to_owned(), text.into_bytes());
    let same = Bundle::read(&files, Loose::default()).bundle;
    assert_eq!(same.digest(), bundle.digest());

    let mut other = bundle.clone();
    let name = ItemName::module("Greeting");
    other.items.get_mut(&name).unwrap().contract = Some(Contract::default());
    assert_ne!(other.digest(), bundle.digest());
}

#[test]
fn everything_that_is_wrong_with_a_bundle_is_said_at_once() {
    let manifest = json!({
        "format": "trunkline/bundle/v1",
        "modules": [{"name": "M", "type": "CONTACT_FLOW", "file": "m.json"}],
        "flows": [
            {"name": "A", "file": "a.json"},
            {"name": "B", "type": "CONTACT_FLOW", "file": "gone.json"},
            {"name": "C", "type": "CONTACT_FLOW", "file": "c.json"},
            {"name": "D", "type": "CONTACT_FLOW", "file": "d.json"},
            {"name": "D", "type": "CONTACT_FLOW", "file": "d.json", "contract": {}}
        ]
    });
    let mut files: Files = [("m.json", "Hello"), ("d.json", "Hello")]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), content(text).as_str().as_bytes().to_vec()))
        .collect();
    files.insert("bundle.json".to_owned(), manifest.to_string().into_bytes());
    files.insert("c.json".to_owned(), b"{\"Actions\": [".to_vec());
    files.insert("notes.md".to_owned(), b"# Notes".to_vec());
    let read = Bundle::read(&files, Loose::default());
    let rules: Vec<_> = read
        .troubles
        .iter()
        .map(|trouble| (trouble.rule, trouble.file.as_str()))
        .collect();
    let expected = [
        ("bundle-manifest", "bundle.json"),
        ("bundle-manifest", "bundle.json"),
        ("bundle-file", "bundle.json"),
        ("flow-unreadable", "c.json"),
        ("bundle-manifest", "bundle.json"),
        ("bundle-duplicate", "d.json"),
    ];
    assert_eq!(rules, expected);
    let skipped: Vec<_> = read.skipped.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(skipped, ["notes.md"]);

    let misspelt = json!({"format": "trunkline/bundle/v1", "flow": []});
    let files = Files::from([("bundle.json".to_owned(), misspelt.to_string().into_bytes())]);
    let read = Bundle::read(&files, Loose::default());
    assert!(read.troubles[0].message.contains("unknown field `flow`"));
}

#[test]
fn files_without_a_manifest_say_themselves_what_they_are() {
    let flow = content("Hello");
    let envelope =
        json!({"Name": "Whisper / EN", "Type": "AGENT_WHISPER", "Content": flow.as_str()});
    let files: Files = [
        ("a.json".to_owned(), envelope.to_string()),
        ("CUSTOMER_HOLD/Hold".to_owned(), flow.as_str().to_owned()),
        ("modules/Greeting.json".to_owned(), flow.as_str().to_owned()),
        ("README.md".to_owned(), "# Flows".to_owned()),
        ("untyped.json".to_owned(), flow.as_str().to_owned()),
    ]
    .into_iter()
    .map(|(path, text)| (path, text.into_bytes()))
    .collect();
    let read = Bundle::read(&files, Loose::default());
    let names: Vec<_> = read.bundle.items.keys().map(ToString::to_string).collect();
    let expected = [
        "flow CUSTOMER_HOLD/Hold",
        "flow AGENT_WHISPER/Whisper / EN",
        "module Greeting",
    ];
    assert_eq!(names, expected);
    assert_eq!(read.troubles.len(), 1);
    assert_eq!(read.troubles[0].file, "untyped.json");
    let loose = Loose {
        flow_type: Some(FlowType::Campaign),
    };
    let read = Bundle::read(&files, loose);
    assert!(read.troubles.is_empty());
    assert!(
        read.bundle
            .items
            .keys()
            .any(|name| name.role == Role::Flow(FlowType::Campaign))
    );
}

#[test]
fn the_bundle_of_the_gitlab_sample_is_read_with_names_for_its_placeholders() {
    let folder = "../../../shared/corpus/flows/aws-samples__amazon-connect-gitlab-cicd-terraform";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(folder) else {
        // Past the capture of the test runner: a test that checked nothing must not look green.
        let message = "skipped: the flow corpus (../shared/corpus/flows) not found\n";
        std::io::stderr().write_all(message.as_bytes()).unwrap();
        return;
    };
    let files: Files = entries
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    let loose = Loose {
        flow_type: Some(FlowType::ContactFlow),
    };
    let read = Bundle::read(&files, loose);
    assert_eq!(read.troubles, Vec::new());
    let names = read.bundle.names();
    let names: Vec<_> = names.iter().map(ToString::to_string).collect();
    expect_test::expect![[r#"
        ref://queue/finance
        ref://queue/sales
        ref://flow/CUSTOMER_QUEUE/acme_customer_queue_AUTO
        ref://flow/CUSTOMER_WHISPER/acme_customer_whisper_AUTO
        ref://flow/AGENT_WHISPER/acme_agent_whisper_AUTO
        ref://flow/QUEUE_TRANSFER/acme_queue_transfer_AUTO
        ref://module/acme_contact_flow_module_AUTO
        ref://prompt/CustomerQueue.wav
        ref://lambda/acme-exampleFunction-use1
        ref://lex/ACME-lexbot2-tfdemo%2Fcurrent"#]]
    .assert_eq(&names.join("\n"));
    let left = read.bundle.items.values().any(|item| {
        let document: Document = item.content.document();
        document.to_json().contains(":Q}") || document.to_json().contains(":F}")
    });
    assert!(!left);
}

#[test]
fn an_old_export_of_the_console_is_converted_on_the_way_in() {
    let old = json!({
        "modules": [
            {"id": "11111111-1111-4111-8111-111111111111", "type": "Disconnect", "branches": [], "parameters": [], "metadata": {"position": {"x": 0, "y": 0}}}
        ],
        "version": "1", "type": "customerQueue", "start": "11111111-1111-4111-8111-111111111111",
        "metadata": {"entryPointPosition": {"x": 0, "y": 0}, "name": "Old Queue", "type": "customerQueue"}
    });
    let files = Files::from([("old.json".to_owned(), old.to_string().into_bytes())]);
    let read = Bundle::read(&files, Loose::default());
    assert_eq!(read.troubles, Vec::new());
    let names: Vec<_> = read.bundle.items.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["flow CUSTOMER_QUEUE/Old Queue"]);
}

#[test]
fn the_manifest_of_a_bundle_further_down_is_said_and_not_read_as_an_old_export() {
    let below = sample().to_files().into_iter();
    let files: Files = below
        .map(|(file, bytes)| (format!("ferries/bundle/{file}"), bytes))
        .collect();
    let read = Bundle::read(&files, Loose::default());
    let troubles: Vec<_> = read
        .troubles
        .iter()
        .filter(|trouble| trouble.rule == "bundle-nested")
        .map(|trouble| (trouble.file.as_str(), trouble.remedy.as_str()))
        .collect();
    let remedy = "name its folder instead, `ferries/bundle`";
    assert_eq!(troubles, [("ferries/bundle/bundle.json", remedy)]);
}
