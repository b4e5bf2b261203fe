//! Inputs as large as they are read at all. Nothing is timed: what takes the square of their size takes
//! hours here, and no run of the tests ends.

use flow_language::{
    Document, FlowType, Ref, TEXT_BYTES_MAX,
    bundle::{Bundle, Content, Item, ItemName, Loose},
    draw, legacy, lint,
};
use serde_json::{Map, Value, json};

fn uuid(number: usize) -> String {
    format!("{number:08x}-0000-4000-8000-000000000000")
}

fn flow(action_type: &str, parameters: &Value, metadata: &Value) -> Document {
    let content = json!({
        "Version": "2019-10-30", "StartAction": "a",
        "Metadata": {"ActionMetadata": {"a": metadata}},
        "Actions": [{"Identifier": "a", "Type": action_type, "Parameters": parameters, "Transitions": {}}],
    });
    let text = content.to_string();
    assert!(text.len() <= TEXT_BYTES_MAX, "{}", text.len());
    Document::parse(&text).unwrap()
}

#[test]
fn very_many_case_fields_are_named_and_restored() {
    const FIELDS: usize = 30_000;
    let fields = |value: Value| {
        (0..FIELDS)
            .map(|at| (uuid(at), value.clone()))
            .collect::<Map<_, _>>()
    };
    let parameters = json!({"CaseRequestFields": fields("x".into())});
    let metadata = json!({"requestFieldsOptions": fields(json!({}))});
    let document = flow("CreateCase", &parameters, &metadata);
    let portable = document.parameterise(&|kind, id| Ref::new(kind, id).ok());
    assert_eq!(portable.names().len(), FIELDS);
    let restored = portable
        .resolve(&|name| Some(name.name().to_owned()))
        .unwrap();
    assert_eq!(restored, document);
}

#[test]
fn very_many_references_of_one_action_are_told_from_plain_data() {
    const MESSAGES: usize = 40_000;
    let messages: Vec<_> = (0..MESSAGES)
        .map(|at| json!({"PromptId": uuid(at)}))
        .collect();
    let document = flow(
        "MessageParticipantIteratively",
        &json!({"Messages": messages}),
        &json!({}),
    );
    assert_eq!(document.soft_references().len(), 0);
    assert_eq!(document.references().len(), MESSAGES);
    let portable = document.parameterise(&|kind, id| Ref::new(kind, id).ok());
    let restored = portable.into_resolved(&|name| Some(name.name().to_owned()));
    assert_eq!(restored.unwrap(), document);
}

#[test]
fn very_many_flows_whose_names_differ_in_separators_alone_each_get_a_file() {
    const FLOWS: usize = 1 << 13;
    let content = Content::read(r#"{"Actions": []}"#).unwrap();
    let mut bundle = Bundle::default();
    for number in 0..FLOWS {
        let separator = |bit: usize| if number >> bit & 1 == 0 { '/' } else { ':' };
        let name: String = (0..13).map(separator).collect();
        let name = ItemName::flow(FlowType::ContactFlow, format!("a{name}b"));
        bundle.items.insert(name, Item::new(content.clone()));
    }
    let files = bundle.to_files();
    assert_eq!(files.len(), FLOWS + 1);
    assert_eq!(Bundle::read(&files, Loose::default()).bundle, bundle);
}

#[test]
fn an_old_export_of_very_many_modules_with_ids_that_do_not_fit_is_converted() {
    const MODULES: usize = 10_000;
    let module = |at: usize| {
        let id = format!("{at:0>60}");
        json!({"id": id, "type": "SetAttributes", "branches": [], "metadata": {}, "parameters": [
            {"name": "Attribute", "key": "a", "value": "b", "namespace": null},
            {"name": "Attribute", "key": "c", "value": "d", "namespace": null}]})
    };
    let modules: Vec<_> = (0..MODULES).map(module).collect();
    let text = json!({"modules": modules, "version": "1", "type": "contactFlow", "start": "0", "metadata": {}});
    let flow = legacy::read(&text.to_string()).unwrap();
    let converted = legacy::convert(&flow);
    assert!(converted.document.actions().count() >= MODULES);
}

/// Ten times what the service takes: it is told so, and not refused to be looked at.
#[test]
fn very_many_actions_are_checked_and_drawn() {
    const ACTIONS: usize = 2_500;
    let action = |at: usize| {
        let next = (at + 1) % ACTIONS;
        json!({"Identifier": at.to_string(), "Type": "MessageParticipant", "Parameters": {"Text": "Hello"},
            "Transitions": {"NextAction": next.to_string(), "Conditions": [],
                "Errors": [{"NextAction": (at * 7 % ACTIONS).to_string(), "ErrorType": "NoMatchingError"}]}})
    };
    let actions: Vec<_> = (0..ACTIONS).map(action).collect();
    let content = json!({"Version": "2019-10-30", "StartAction": "0", "Actions": actions});
    let document = Document::parse(&content.to_string()).unwrap();
    let findings = lint::flow(
        &document,
        FlowType::ContactFlow.into(),
        &lint::Context::default(),
    );
    assert!(!findings.is_empty());
    assert!(draw::svg(&document, &draw::Options::default()).ends_with("</svg>\n"));
}

/// In real flows every error leads to the same goodbye.
#[test]
fn very_many_branches_that_all_lead_to_one_block_are_drawn() {
    const ACTIONS: usize = 1_500;
    let error = |at: usize| json!({"NextAction": "end", "ErrorType": format!("Error{at}")});
    let errors: Vec<_> = (0..4).map(error).collect();
    let action = |at: usize| {
        json!({"Identifier": at.to_string(), "Type": "MessageParticipant", "Parameters": {"Text": "Hello"},
            "Transitions": {"NextAction": "end", "Conditions": [], "Errors": errors}})
    };
    let mut actions: Vec<_> = (0..ACTIONS).map(action).collect();
    actions.push(json!({"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}));
    let content = json!({"Version": "2019-10-30", "StartAction": "0", "Actions": actions});
    let document = Document::parse(&content.to_string()).unwrap();
    let layout = draw::layout(&document, &draw::Options::default());
    assert_eq!(layout.connectors.len(), 5 * ACTIONS + 1);
}
