//! Static → named → static, and everything that is in the way.

use std::{collections::BTreeSet, fmt::Write};

use expect_test::{expect, expect_file};
use flow_language::{Document, FlowType, Part, Ref, RefKind, RefValue};
use proptest::prelude::*;
use serde_json::json;

use crate::generated::{flows, templates, thing};

proptest! {
    #[test]
    fn a_flow_is_restored_after_it_was_portable(generated in flows()) {
        let document = Document::parse(&generated.content.to_string()).unwrap();
        let by_thing = |kind: RefKind, text: &str| {
            let mut known = generated.inventory.iter();
            known.find(|(name, thing)| name.kind() == kind && *thing == text).map(|(name, _)| name.clone())
        };
        let portable = document.parameterise(&by_thing);
        for thing in generated.inventory.values() {
            prop_assert!(!portable.to_json().contains(thing.as_str()), "{thing} is left");
        }
        let restored = portable.resolve(&|name| generated.inventory.get(name).cloned()).unwrap();
        prop_assert_eq!(restored.to_json(), document.to_json());
        prop_assert_eq!(portable.parameterise(&by_thing), portable);
    }

    #[test]
    fn nothing_changes_for_an_empty_inventory(generated in flows()) {
        let document = Document::parse(&generated.content.to_string()).unwrap();
        prop_assert_eq!(&document.parameterise(&|_, _| None), &document);
        prop_assert_eq!(&document.resolve(&|_| None).unwrap(), &document);
    }
}

/// The table of references as it works, row by row: what is not found here is lost on a port.
#[test]
fn every_parameter_that_holds_a_reference_is_known() {
    let (mut rows, mut kinds) = (String::new(), BTreeSet::new());
    for (action_type, parameters, _) in templates() {
        let mut text = parameters.to_string();
        for &kind in RefKind::ALL {
            text = text.replace(
                &format!("\"@{kind}\""),
                &format!("\"{}\"", thing(kind, 1, 1)),
            );
        }
        let content = format!(
            r#"{{"Actions": [{{"Identifier": "a", "Type": "{action_type}", "Parameters": {text}}}]}}"#
        );
        let document = Document::parse(&content).unwrap();
        for reference in document.references() {
            let path = reference.path.trim_start_matches("/Actions/0/Parameters/");
            writeln!(rows, "{action_type} {path} {}", reference.kind).unwrap();
            assert!(
                matches!(reference.value, RefValue::Static(_)),
                "{action_type} {path}"
            );
            kinds.insert(reference.kind);
        }
    }
    assert_eq!(kinds, RefKind::ALL.iter().copied().collect());
    expect_file!["./golden/table.txt"].assert_eq(&rows);
}

fn flow(action_type: &str, parameters: &serde_json::Value) -> Document {
    let content = json!({
        "Version": "2019-10-30", "StartAction": "a", "Actions": [
            {"Identifier": "a", "Type": action_type, "Parameters": parameters, "Transitions": {"NextAction": "b"}},
            {"Identifier": "b", "Type": "Compare", "Parameters": {"ComparisonValue": "$.Queue.ARN"},
             "Transitions": {"NextAction": "c", "Conditions": [
                {"NextAction": "c", "Condition": {"Operator": "Equals", "Operands": ["ref://queue/Sales"]}}]}},
            {"Identifier": "c", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        ]
    });
    Document::parse(&content.to_string()).unwrap()
}

#[test]
fn everything_that_cannot_be_resolved_is_said_at_once() {
    let attributes = json!({"Attributes": {"a": "ref://hours/24%2F7", "b": "ref://queue", "text": "see ref://queue/X"}});
    let soft = flow("UpdateContactAttributes", &attributes);
    let said = |document: &Document| {
        let missing = document.resolve(&|_| None).unwrap_err();
        let lines: Vec<_> = missing.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    expect![[r#"
        `ref://hours/24%2F7` in action `a` (/Actions/0/Parameters/Attributes/a): there is no hours of that name
        `ref://queue` in action `a` (/Actions/0/Parameters/Attributes/b): the name is empty
        `ref://queue/Sales` in action `b` (/Actions/1/Transitions/Conditions/0/Condition/Operands/0): there is no queue of that name"#]]
    .assert_eq(&said(&soft));

    let hard = flow(
        "TransferToFlow",
        &json!({"ContactFlowId": "ref://queue/Sales"}),
    );
    expect![[r#"
        `ref://queue/Sales` in action `a` (/Actions/0/Parameters/ContactFlowId): a flow belongs there
        `ref://queue/Sales` in action `b` (/Actions/1/Transitions/Conditions/0/Condition/Operands/0): there is no queue of that name"#]]
    .assert_eq(&said(&hard));
}

#[test]
fn names_in_plain_data_are_resolved_too_but_spoken_text_is_not() {
    let parameters =
        json!({"Attributes": {"target": "ref://queue/Sales", "Text": "ref://queue/Sales"}});
    let resolved = flow("UpdateContactAttributes", &parameters)
        .resolve(&|name| Some(format!("<{}>", name.name())));
    let content = resolved.unwrap();
    let at = |pointer: &str| content.content().pointer(pointer).cloned().unwrap();
    assert_eq!(at("/Actions/0/Parameters/Attributes/target"), "<Sales>");
    assert_eq!(
        at("/Actions/0/Parameters/Attributes/Text"),
        "ref://queue/Sales"
    );
    assert_eq!(
        at("/Actions/1/Transitions/Conditions/0/Condition/Operands/0"),
        "<Sales>"
    );
}

#[test]
fn versions_and_aliases_follow_the_name() {
    let id = "7f18d5d6-8e42-4613-9014-84503d17e7da";
    let lambda = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
    let cases = [
        (
            "InvokeFlowModule",
            "FlowModuleId",
            format!("{id}:$LATEST"),
            RefKind::Module,
            id,
            "ref://module/N/$LATEST",
        ),
        (
            "InvokeFlowModule",
            "FlowModuleId",
            id.to_owned(),
            RefKind::Module,
            id,
            "ref://module/N",
        ),
        (
            "InvokeLambdaFunction",
            "LambdaFunctionARN",
            format!("{lambda}:live"),
            RefKind::Lambda,
            lambda,
            "ref://lambda/N/live",
        ),
    ];
    for (action_type, parameter, text, kind, thing, expected) in cases {
        let document = flow(action_type, &json!({parameter: text}));
        let name = Ref::new(kind, "N").unwrap();
        let portable = document
            .parameterise(&|asked, text| (asked == kind && text == thing).then(|| name.clone()));
        let found = &portable.references()[0];
        assert_eq!(found.value, RefValue::Named(expected.parse().unwrap()));
        let back = portable.resolve(&|asked| {
            Some(
                if *asked == name {
                    thing
                } else {
                    "ref://queue/Sales"
                }
                .to_owned(),
            )
        });
        assert_eq!(back.unwrap(), document);
    }
}

#[test]
fn a_whole_aliased_arn_may_have_a_name_of_its_own() {
    let aliased = "arn:aws:lambda:eu-west-2:111111111111:function:lookup:live";
    let document = flow(
        "InvokeLambdaFunction",
        &json!({"LambdaFunctionARN": aliased}),
    );
    let name = Ref::new(RefKind::Lambda, "lookup-live").unwrap();
    let portable = document.parameterise(&|_, text| (text == aliased).then(|| name.clone()));
    assert!(portable.to_json().contains(r#""ref://lambda/lookup-live""#));
}

#[test]
fn an_answer_of_another_kind_counts_as_unknown() {
    let document = flow(
        "InvokeFlowModule",
        &json!({"FlowModuleId": "7f18d5d6-8e42-4613-9014-84503d17e7da"}),
    );
    let wrong = document.parameterise(&|_, _| Ref::flow(FlowType::ContactFlow, "Main").ok());
    assert_eq!(wrong, document);
}

#[test]
fn case_fields_are_member_names_and_none_is_lost() {
    let field = "9cdd12c6-4a2a-48de-8302-c31e77ea117a";
    let parameters =
        json!({"CaseRequestFields": {"title": "x", field: "y", "ref://case-field/Other": "z"}});
    let document = flow("UpdateCase", &parameters);
    let keys = document.references();
    assert_eq!(keys.len(), 2, "system fields are no references");
    assert!(
        keys.iter()
            .all(|key| key.part == Part::Key && key.kind == RefKind::CaseField)
    );

    let sales = |name: &Ref| (name.kind() == RefKind::Queue).then(|| "q".to_owned());
    let resolved = document
        .resolve(&|name| sales(name).or_else(|| Some("fresh".to_owned())))
        .unwrap();
    assert!(
        resolved
            .to_json()
            .contains(&format!(r#"{{"title":"x","{field}":"y","fresh":"z"}}"#))
    );
    let taken = document
        .resolve(&|name| sales(name).or_else(|| Some("title".to_owned())))
        .unwrap_err();
    expect![[r#"`ref://case-field/Other` in action `a` (/Actions/0/Parameters/CaseRequestFields/ref:~1~1case-field~1Other): two members would get the same name"#]]
        .assert_eq(&taken.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}
