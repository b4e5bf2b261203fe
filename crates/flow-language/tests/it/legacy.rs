//! Old console exports, read and converted.

mod corpus;
mod generated;

use std::collections::BTreeSet;

use expect_test::{expect, expect_file};
use flow_language::{
    Document, FlowType, ParseError, Ref, RefKind, Role, TEXT_BYTES_MAX,
    legacy::{Conversion, Gap, GapReason, convert, read},
};
use serde_json::{Value, json};

/// A flow of one contact centre that never was: every way of saying something once.
const SMALL: &str = include_str!("legacy/small.json");

fn converted(flow: &Value) -> Conversion {
    convert(&read(&flow.to_string()).unwrap())
}

/// A flow of these modules, each of which ends unless it says otherwise.
fn flow(modules: Value) -> Value {
    json!({"modules": modules, "version": "1", "type": "contactFlow", "start": "a", "metadata": {"name": "N"}})
}

/// The first action and the gaps of a flow with this module and an end.
fn one(module: Value) -> (Value, Value, Vec<Gap>) {
    let mut module = module;
    module["id"] = "a".into();
    let end = json!({"id": "end", "type": "Disconnect", "branches": [], "parameters": [], "metadata": {}});
    let conversion = converted(&flow(json!([module, end])));
    let content = conversion.document.content();
    let action = content["Actions"][0].clone();
    let notes = content["Metadata"]["ActionMetadata"]["a"].clone();
    (action, notes, conversion.gaps)
}

fn reasons(gaps: &[Gap]) -> Vec<String> {
    let shown = gaps
        .iter()
        .map(|gap| format!("{} {} {}", gap.reason, gap.part, gap.name));
    shown.collect()
}

/// Branches that all lead to the end.
fn ways(conditions: &[&str]) -> Value {
    let way = |condition: &&str| json!({"condition": condition, "transition": "end"});
    conditions.iter().map(way).collect()
}

#[test]
fn a_small_flow_becomes_what_the_designer_writes_today() {
    let conversion = convert(&read(SMALL).unwrap());
    expect_file!["./legacy/small.golden.json"].assert_eq(&conversion.document.to_pretty());
    let gaps: Vec<String> = conversion.gaps.iter().map(Gap::to_string).collect();
    expect![[""]].assert_eq(&gaps.join("\n"));
    assert_eq!(conversion.role(), Role::Flow(FlowType::ContactFlow));
    assert_eq!(conversion.name.as_deref(), Some("Bookshop"));
    assert_eq!(
        conversion.description.as_deref(),
        Some("Orders and returns")
    );
}

#[test]
fn the_same_export_gives_the_same_document_and_reads_back() {
    let legacy = read(SMALL).unwrap();
    let conversion = convert(&legacy);
    assert_eq!(convert(&legacy), conversion);
    let reread = Document::parse(&conversion.document.to_json()).unwrap();
    assert_eq!(reread, conversion.document);
    assert_eq!(reread.role_hint(), Some(conversion.role()));
    let printed: Value =
        serde_json::from_str(&serde_json::to_string(&conversion).unwrap()).unwrap();
    assert_eq!(printed["flowType"], "CONTACT_FLOW");
    assert_eq!(&printed["content"], conversion.document.content());
}

#[test]
fn what_was_read_is_printed_again() {
    for text in [SMALL.to_owned(), format!("\u{feff}{SMALL}")] {
        let legacy = read(&text).unwrap();
        let source: Value = serde_json::from_str(SMALL).unwrap();
        assert_eq!(legacy.to_json(), source.to_string());
        assert_eq!(
            read(&legacy.to_json()).unwrap().canonical(),
            legacy.canonical()
        );
    }
}

#[test]
fn an_envelope_around_an_export_is_read_too() {
    let inner = flow(json!([{"id": "a", "type": "Disconnect"}]));
    for content in [inner.clone(), inner.to_string().into()] {
        let text = json!({"Name": "Outer", "Description": "D", "Content": content}).to_string();
        let legacy = read(&text).unwrap();
        assert_eq!(legacy.to_json(), text);
        assert_eq!(
            (legacy.name(), legacy.description()),
            (Some("N"), Some("D"))
        );
        assert_eq!(convert(&legacy).document.actions().count(), 1);
    }
}

#[test]
fn what_is_no_old_export_says_what_it_is() {
    let refused = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(refused("{"), "the text is not JSON");
    assert_eq!(
        refused("[]"),
        "this is not a flow: there is no `modules` array"
    );
    assert_eq!(
        refused(r#"{"modules": {}}"#),
        "this is not a flow: there is no `modules` array"
    );
    assert_eq!(
        refused(r#"{"Actions": [], "modules": []}"#),
        "this is not a flow: it is in the flow language already"
    );
    assert_eq!(
        refused(r#"{"Content": "{"}"#),
        "the content inside the envelope is not JSON"
    );
    let long = " ".repeat(TEXT_BYTES_MAX + 1);
    assert!(matches!(read(&long), Err(ParseError::TooLong { .. })));
    let deep = format!(r#"{{"modules": {}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    assert!(matches!(read(&deep), Err(ParseError::TooDeep)));
}

#[test]
fn a_reference_without_its_id_becomes_one_by_name() {
    let (action, notes, gaps) = one(json!({
        "type": "SetQueue", "branches": ways(&["Success", "Error"]),
        "parameters": [{"name": "Queue", "value": "", "namespace": null, "resourceName": "Late shift"}],
        "metadata": {"queue": {"id": "", "text": "Late shift"}}
    }));
    assert_eq!(
        action["Parameters"],
        json!({"QueueId": "ref://queue/Late shift"})
    );
    assert_eq!(notes["queue"]["id"], "ref://queue/Late shift");
    assert_eq!(notes["parameters"]["QueueId"]["displayName"], "Late shift");
    assert_eq!(reasons(&gaps), ["NAME_ONLY PARAMETER Queue"]);
    assert_eq!(gaps[0].value, "Late shift");
    assert!(gaps[0].blocks_publishing);
}

#[test]
fn names_are_bound_like_those_of_any_portable_flow() {
    let module = json!({
        "id": "a", "type": "SetContactFlow",
        "branches": [{"condition": "Success", "transition": "a"}],
        "parameters": [{"name": "ContactFlowId", "value": "", "resourceName": "Waiting"}, {"name": "Type", "value": "CustomerQueue"}],
        "metadata": {"contactFlow": {"id": "", "text": "Waiting"}}
    });
    let document = converted(&flow(json!([module]))).document;
    let wanted = Ref::flow(FlowType::CustomerQueue, "Waiting").unwrap();
    let id = "7f18d5d6-8e42-4613-9014-84503d17e7da";
    let bound = document
        .resolve(&|name| (*name == wanted).then(|| id.to_owned()))
        .unwrap();
    let content = bound.content();
    assert_eq!(
        content["Actions"][0]["Parameters"]["EventHooks"]["CustomerQueue"],
        id
    );
    assert_eq!(
        content["Metadata"]["ActionMetadata"]["a"]["contactFlow"]["id"],
        id
    );
}

#[test]
fn nothing_is_written_empty() {
    let (action, _, gaps) = one(json!({
        "type": "SetAttributes", "branches": ways(&["Success", "Error"]), "metadata": {},
        "parameters": [
            {"name": "Attribute", "key": "kept", "value": "1", "namespace": null},
            {"name": "Attribute", "key": "gone", "value": "", "namespace": null}
        ]
    }));
    assert_eq!(action["Parameters"]["Attributes"], json!({"kept": "1"}));
    assert_eq!(reasons(&gaps), ["EMPTY_VALUE PARAMETER gone"]);
    let (action, _, gaps) = one(json!({
        "type": "PlayPrompt", "branches": ways(&["Success"]), "metadata": {},
        "parameters": [{"name": "Text", "value": ""}, {"name": "TextToSpeechType", "value": "text"}]
    }));
    assert_eq!(action["Parameters"], json!({}));
    assert_eq!(
        reasons(&gaps),
        [
            "EMPTY_VALUE PARAMETER Text",
            "MISSING_PARAMETER PARAMETER Text"
        ]
    );
}

#[test]
fn an_unknown_block_stays_with_all_that_it_says() {
    let parameters = json!([{"name": "Speed", "value": 3}, {"name": "Where", "value": "x", "namespace": "External"}]);
    let (action, notes, gaps) = one(json!({
        "type": "Teleport", "target": "Moon", "metadata": {"position": {"x": 1, "y": 2}}, "parameters": parameters,
        "branches": [
            {"condition": "Success", "transition": "end"}, {"condition": "Error", "transition": "a"},
            {"condition": "Evaluate", "conditionType": "Equals", "conditionValue": "9", "transition": "end"},
            {"condition": "Landed", "transition": "end"}
        ]
    }));
    assert_eq!(action["Type"], "Teleport");
    assert_eq!(action["Transitions"]["NextAction"], "end");
    assert_eq!(action["Transitions"]["Errors"][0]["NextAction"], "a");
    assert_eq!(
        action["Transitions"]["Conditions"][1]["Condition"]["Operands"],
        json!(["Landed"])
    );
    assert_eq!(notes["legacyParameters"], parameters);
    assert_eq!(
        (&notes["legacyTarget"], &notes["position"]["y"]),
        (&json!("Moon"), &json!(2))
    );
    assert_eq!(reasons(&gaps), ["UNKNOWN_BLOCK BLOCK "]);
}

#[test]
fn what_a_known_block_does_not_know_is_kept_and_listed() {
    let (action, notes, gaps) = one(json!({
        "type": "PlayPrompt", "colour": "red", "metadata": {},
        "branches": ways(&["Success", "Bored"]),
        "parameters": [{"name": "Text", "value": "Hello"}, {"name": "Volume", "value": "11"}]
    }));
    assert_eq!(action["Parameters"], json!({"Text": "Hello"}));
    assert_eq!(notes["legacyParameters"][0]["value"], "11");
    assert_eq!(notes["legacyBranches"][0]["condition"], "Bored");
    assert_eq!(notes["legacyMembers"][0]["colour"], "red");
    let expected = [
        "UNKNOWN_PARAMETER PARAMETER Volume",
        "UNKNOWN_BRANCH BRANCH Bored",
        "UNKNOWN_PARAMETER PARAMETER colour",
    ];
    assert_eq!(reasons(&gaps), expected);
    assert!(gaps.iter().all(|gap| !gap.blocks_publishing));
}

#[test]
fn two_metrics_of_one_block_become_a_chain() {
    let compare = |condition: &str, value: u64| json!({"condition": condition, "conditionType": "LessThan", "conditionValue": value, "transition": "end"});
    let module = json!({
        "id": "a", "type": "CheckQueueStatus", "metadata": {"position": {"x": 1, "y": 2}}, "parameters": [],
        "branches": [
            compare("CheckQueueTime", 60), compare("CheckQueueCapacity", 3), compare("CheckQueueTime", 90),
            {"condition": "NoMatch", "transition": "a"}, {"condition": "Error", "transition": "end"}
        ]
    });
    let end = json!({"id": "end", "type": "Disconnect"});
    let conversion = converted(&flow(json!([module, end])));
    assert_eq!(reasons(&conversion.gaps), Vec::<String>::new());
    let actions: Vec<_> = conversion.document.actions().collect();
    let seen = actions.iter().map(|action| {
        let metric = action.parameters().unwrap()["MetricType"]
            .as_str()
            .unwrap_or("-");
        let labels: Vec<String> = action
            .branches()
            .map(|branch| format!("{}>{}", branch.label.unwrap_or(""), branch.next))
            .collect();
        format!("{} {metric} {}", action.identifier(), labels.join(" "))
    });
    let expected = [
        "a OldestContactInQueueAgeSeconds >end 60>end NoMatchingError>end NoMatchingCondition>a-2",
        "a-2 NumberOfContactsInQueue >end 3>end NoMatchingError>end NoMatchingCondition>a-3",
        "a-3 OldestContactInQueueAgeSeconds >end 90>end NoMatchingError>end NoMatchingCondition>a",
        "end - ",
    ];
    assert_eq!(seen.collect::<Vec<_>>(), expected);
    let notes = &conversion.document.content()["Metadata"]["ActionMetadata"];
    assert_eq!(notes["a"]["children"], json!(["a-2", "a-3"]));
    assert_eq!(notes["a-2"], json!({"position": {"x": 1, "y": 2}}));
}

#[test]
fn ids_that_cannot_be_identifiers_get_new_ones() {
    let modules = json!([
        {"id": "a(b)", "type": "PlayPrompt", "branches": [{"condition": "Success", "transition": "constructor"}],
         "parameters": [{"name": "Text", "value": "x"}]},
        {"id": "constructor", "type": "Disconnect"},
        {"id": "module-4", "type": "Disconnect"},
        {"id": "module-4", "type": "Disconnect"},
    ]);
    let mut source = flow(modules);
    source["start"] = "a(b)".into();
    let conversion = converted(&source);
    let identifiers: Vec<&str> = conversion
        .document
        .actions()
        .map(flow_language::Action::identifier)
        .collect();
    assert_eq!(
        identifiers,
        ["module-1", "module-2", "module-4", "module-4-2"]
    );
    assert_eq!(conversion.document.start_action(), Some("module-1"));
    assert_eq!(conversion.document.check(FlowType::ContactFlow), []);
    assert_eq!(reasons(&conversion.gaps), ["RENAMED BLOCK id"; 3]);
    let reached = conversion.document.graph().reachable();
    assert_eq!(reached, [true, true, false, false]);
}

#[test]
fn ways_that_lead_nowhere_are_listed() {
    let (action, _, gaps) = one(json!({
        "type": "SetQueue", "metadata": {}, "parameters": [{"name": "Agent", "value": "who", "namespace": "User Defined"}],
        "branches": [{"condition": "Success", "transition": "gone"}, {"condition": "Error"}]
    }));
    assert_eq!(action["Parameters"], json!({"AgentId": "$.Attributes.who"}));
    assert_eq!(action["Transitions"]["NextAction"], "gone");
    let expected = [
        "DANGLING_BRANCH BRANCH Success",
        "DANGLING_BRANCH BRANCH Error",
        "MISSING_BRANCH BRANCH NoMatchingError",
    ];
    assert_eq!(reasons(&gaps), expected);
}

#[test]
fn what_a_flow_type_cannot_have_is_listed() {
    let mut source =
        flow(json!([{"id": "a", "type": "Disconnect"}, {"id": "b", "type": "Resume"}]));
    for (of_type, expected) in [
        ("contactFlow", vec!["b"]),
        ("agentWhisper", vec!["a"]),
        ("customerQueue", vec![]),
        ("customerHold", vec!["a", "b"]),
    ] {
        source["type"] = of_type.into();
        let gaps = converted(&source).gaps;
        let unfit = gaps
            .iter()
            .filter(|gap| gap.reason == GapReason::NotInFlowType);
        assert_eq!(
            unfit.map(|gap| gap.action.as_str()).collect::<Vec<_>>(),
            expected,
            "{of_type}"
        );
    }
    source["type"] = "somethingNew".into();
    let conversion = converted(&source);
    assert_eq!(conversion.flow_type, Some(FlowType::ContactFlow));
    assert_eq!(conversion.gaps[0].reason, GapReason::UnknownFlowType);
}

#[test]
fn a_module_gets_the_settings_that_modules_need() {
    let mut source = flow(json!([{"id": "a", "type": "ReturnFromFlowModule"}]));
    source["type"] = "contactFlowModule".into();
    let conversion = converted(&source);
    assert_eq!(
        (conversion.role(), conversion.flow_type),
        (Role::Module, None)
    );
    assert_eq!(conversion.document.check(Role::Module), []);
    assert_eq!(conversion.gaps, []);
}

#[test]
fn a_flow_that_is_too_large_is_converted_and_says_so() {
    let modules: Vec<Value> = (0..300)
        .map(|at| json!({"id": format!("m{at}"), "type": "Disconnect"}))
        .collect();
    let mut source = flow(modules.into());
    source["start"] = "m0".into();
    let conversion = converted(&source);
    assert_eq!(conversion.document.actions().count(), 300);
    assert_eq!(reasons(&conversion.gaps), ["TOO_LARGE FLOW size"]);
}

#[test]
fn every_reason_says_what_is_wrong_and_what_to_do() {
    let gap = &one(json!({"type": "Teleport"})).2[0];
    expect![[r#"
        Teleport a: blocks of this type are not known [UNKNOWN_BLOCK]
          value: ""
          remedy: replace the action; its parameters are in its metadata as `legacyParameters`"#]]
    .assert_eq(&gap.to_string());
    let printed = serde_json::to_value(gap).unwrap();
    assert_eq!(printed["moduleType"], "Teleport");
    assert_eq!(printed["blocksPublishing"], true);
    let texts: BTreeSet<&str> = GapReason::ALL
        .iter()
        .map(|reason| reason.as_str())
        .collect();
    assert_eq!(texts.len(), GapReason::ALL.len());
    assert_eq!(RefKind::Queue.as_str(), "queue");
}
