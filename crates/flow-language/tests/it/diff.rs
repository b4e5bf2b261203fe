//! Differences of flows name what people changed and nothing else.

use std::collections::BTreeMap;

use expect_test::expect;
use flow_language::{
    Document,
    diff::{self, Options},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn document(content: &Value) -> Document {
    Document::parse(&content.to_string()).unwrap()
}

fn menu() -> Value {
    json!({
        "Version": "2019-10-30", "StartAction": "Greeting",
        "Metadata": {
            "entryPointPosition": {"x": 0, "y": 0},
            "ActionMetadata": {
                "Greeting": {"position": {"x": 200, "y": 0}},
                "Set queue": {"position": {"x": 700, "y": 0}, "queue": {"id": "x", "text": "Sales"}}
            },
            "Annotations": []
        },
        "Actions": [
            {"Identifier": "Greeting", "Type": "GetParticipantInput", "Parameters": {"Text": "Press 1", "InputTimeLimitSeconds": "5"},
             "Transitions": {"NextAction": "End", "Conditions": [
                {"NextAction": "Set queue", "Condition": {"Operator": "Equals", "Operands": ["1"]}},
                {"NextAction": "End", "Condition": {"Operator": "Equals", "Operands": ["2"]}}],
              "Errors": [{"NextAction": "End", "ErrorType": "NoMatchingError"}]}},
            {"Identifier": "Set queue", "Type": "UpdateContactTargetQueue",
             "Parameters": {"QueueId": "7f18d5d6-8e42-4613-9014-84503d17e7da"},
             "Transitions": {"NextAction": "End", "Errors": [], "Conditions": []}},
            {"Identifier": "End", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        ]
    })
}

fn edited() -> Value {
    let mut content = menu();
    content["Actions"][0]["Parameters"]["Text"] = "Press 1 or 2".into();
    content["Actions"][0]["Transitions"]["Conditions"][1]["NextAction"] = "Goodbye".into();
    content["Actions"][1]["Parameters"]["QueueId"] = "ref://queue/Support".into();
    content["Metadata"]["ActionMetadata"]["Greeting"]["position"]["x"] = 250.into();
    content["Metadata"]["Annotations"] = json!([{"content": "Ask Ann"}]);
    content["Actions"].as_array_mut().unwrap().push(json!(
        {"Identifier": "Goodbye", "Type": "MessageParticipant", "Parameters": {"Text": "Bye"},
         "Transitions": {"NextAction": "End", "Errors": [], "Conditions": []}}
    ));
    content
}

#[test]
fn what_people_changed_is_named() {
    let difference = diff::documents(&document(&menu()), &document(&edited()), Options::default());
    expect![[r#"
        + "Goodbye" (MessageParticipant)
        ~ "Greeting" (GetParticipantInput)
            Text: "Press 1" -> "Press 1 or 2"
            branch "Pressed 2": "End" -> "Goodbye"
        ~ "Set queue" (UpdateContactTargetQueue)
            QueueId: "Sales" -> "Support"
    "#]]
    .assert_eq(&difference.to_string());
}

#[test]
fn positions_and_notes_are_told_when_asked_for() {
    let options = Options {
        positions: true,
        notes: true,
    };
    let mut moved = edited();
    moved["Actions"] = menu()["Actions"].clone();
    let difference = diff::documents(&document(&menu()), &document(&moved), options);
    expect![[r#"
        Metadata/Annotations/0: none -> {"content":"Ask Ann"}
        ~ "Greeting" (GetParticipantInput)
            moved: 200,0 -> 250,0
    "#]]
    .assert_eq(&difference.to_string());
    let silent = diff::documents(&document(&menu()), &document(&moved), Options::default());
    assert!(silent.is_empty(), "{silent}");
}

#[test]
fn a_copy_with_new_identifiers_is_renamed() {
    let mut copy = menu();
    copy["Metadata"] = json!({});
    let text = copy
        .to_string()
        .replace("\"Set queue\"", "\"a1\"")
        .replace("\"Greeting\"", "\"b2\"")
        .replace("\"End\"", "\"c3\"");
    let copy = Document::parse(&text).unwrap();
    let difference = diff::documents(&document(&menu()), &copy, Options::default());
    expect![[r#"
        ~ "b2" (GetParticipantInput)
            renamed from "Greeting"
        ~ "a1" (UpdateContactTargetQueue)
            renamed from "Set queue"
        ~ "c3" (DisconnectParticipant)
            renamed from "End"
    "#]]
    .assert_eq(&difference.to_string());
}

#[test]
fn the_json_reads_like_that_of_the_service() {
    let difference = diff::documents(&document(&menu()), &document(&edited()), Options::default());
    let json = serde_json::to_value(difference).unwrap();
    expect![[r#"
        {
          "identifier": "Set queue",
          "label": "Set queue",
          "type": "UpdateContactTargetQueue",
          "parameters": [
            {
              "path": "/Parameters/QueueId",
              "old": "7f18d5d6-8e42-4613-9014-84503d17e7da",
              "new": "ref://queue/Support",
              "oldName": "Sales",
              "newName": "Support"
            }
          ],
          "branches": [],
          "reordered": false,
          "notes": []
        }"#]]
    .assert_eq(&format!("{:#}", json["changed"][1]));
}

#[test]
fn the_order_of_conditions_counts_and_the_order_of_actions_does_not() {
    let mut shuffled = menu();
    shuffled["Actions"].as_array_mut().unwrap().reverse();
    let same = diff::documents(&document(&menu()), &document(&shuffled), Options::default());
    assert!(same.is_empty(), "{same}");
    let conditions = &mut shuffled["Actions"][2]["Transitions"]["Conditions"];
    conditions.as_array_mut().unwrap().reverse();
    let difference = diff::documents(&document(&menu()), &document(&shuffled), Options::default());
    assert!(difference.changed[0].reordered);
}

#[test]
fn sets_are_told_apart_by_name() {
    let set = |names: &[(&str, Value)]| -> BTreeMap<String, Document> {
        let named = names.iter();
        named
            .map(|(name, content)| ((*name).to_owned(), document(content)))
            .collect()
    };
    let old = set(&[("gone", menu()), ("kept", menu()), ("menu", menu())]);
    let new = set(&[("kept", menu()), ("menu", edited()), ("new", menu())]);
    let difference = diff::sets(&old, &new, Options::default());
    assert_eq!(
        (difference.added, difference.removed),
        (vec!["new".into()], vec!["gone".into()])
    );
    assert_eq!(difference.changed.keys().collect::<Vec<_>>(), ["menu"]);
}

/// The same value with the members of every object in the opposite order.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let backwards = members.iter().rev();
            Value::Object(
                backwards
                    .map(|(name, item)| (name.clone(), turned(item)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(turned).collect(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn equal_flows_have_no_difference_and_others_do(
        flow in crate::generated::flows(), chosen in any::<prop::sample::Index>()
    ) {
        let options = Options { positions: true, notes: true };
        let mut other = turned(&flow.content);
        other["Actions"].as_array_mut().unwrap().reverse();
        let (left, right) = (document(&flow.content), document(&other));
        prop_assert!(diff::documents(&left, &right, options).is_empty());
        let actions = other["Actions"].as_array_mut().unwrap();
        let at = chosen.index(actions.len());
        actions[at]["Parameters"]["Added"] = "x".into();
        prop_assert!(!diff::documents(&left, &document(&other), Options::default()).is_empty());
    }
}
