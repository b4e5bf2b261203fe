//! Text from strangers is read or refused, and never breaks the reader.

use std::thread;

use flow_language::{Document, FlowType, ParseError, Role, TEXT_BYTES_MAX};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

/// A stack that recursion over the nesting would blow.
fn on_a_small_stack(text: String) -> Result<Document, ParseError> {
    thread::Builder::new()
        .stack_size(128 * 1024)
        .spawn(move || Document::parse(&text))
        .unwrap()
        .join()
        .unwrap()
}

#[test]
fn nesting_bombs_are_refused_before_they_are_built() {
    let bomb = "[".repeat(100_000);
    let bombs = [
        bomb.clone(),
        format!(r#"{{"Actions":{bomb}{}}}"#, "]".repeat(100_000)),
        r#"{"Actions":"#.repeat(100_000),
        json!({"Name": "N", "Content": bomb}).to_string(),
    ];
    for bomb in bombs {
        assert!(matches!(on_a_small_stack(bomb), Err(ParseError::TooDeep)));
    }
    let brackets_in_text = json!({"Actions": [], "note": "\\\"".to_owned() + &"[".repeat(100_000)});
    assert!(on_a_small_stack(brackets_in_text.to_string()).is_ok());
}

#[test]
fn what_is_no_flow_says_what_it_is() {
    let cases = [
        ("", "the text is not JSON"),
        ("{\"Actions\":[]} x", "the text is not JSON"),
        ("[]", "this is not a flow: the text is not a JSON object"),
        ("{}", "this is not a flow: there is no `Actions` array"),
        (
            r#"{"Actions": {}}"#,
            "this is not a flow: there is no `Actions` array",
        ),
        (
            r#"{"ContactFlow": {"Name": "N"}}"#,
            "this is not a flow: the envelope has no `Content`",
        ),
        (
            r#"{"Content": 7}"#,
            "this is not a flow: the `Content` of the envelope is not a JSON object",
        ),
        (
            r#"{"Content": "{"}"#,
            "the content inside the envelope is not JSON",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            Document::parse(text).unwrap_err().to_string(),
            expected,
            "{text}"
        );
    }
    let long = " ".repeat(TEXT_BYTES_MAX + 1);
    assert!(
        matches!(Document::parse(&long), Err(ParseError::TooLong { bytes }) if bytes == TEXT_BYTES_MAX + 1)
    );
    for legacy in [
        r#"{"modules": [], "version": "1"}"#,
        r#"{"Content": "{\"modules\": []}"}"#,
    ] {
        let error = Document::parse(legacy).unwrap_err();
        assert!(matches!(error, ParseError::Legacy));
        assert!(error.to_string().contains("convert it first"), "{error}");
    }
    let source = std::error::Error::source(&Document::parse("{\n  7}").unwrap_err())
        .map(ToString::to_string);
    assert_eq!(
        source.as_deref(),
        Some("key must be a string at line 2 column 3")
    );
}

/// Words that mean something to some part of the crate.
const WORDS: &[&str] = &[
    "Actions",
    "Identifier",
    "Type",
    "Parameters",
    "Transitions",
    "NextAction",
    "Errors",
    "Conditions",
    "Condition",
    "Operands",
    "Metadata",
    "ActionMetadata",
    "parameters",
    "displayName",
    "QueueId",
    "queue",
    "id",
    "text",
    "a",
    "CreateCase",
    "CaseRequestFields",
    "UpdateContactTargetQueue",
    "MessageParticipantIteratively",
    "Messages",
    "PromptId",
    "audio",
    "ref://queue/A",
    "ref://",
    "ref://case-field/F",
    "$.A",
    "arn:aws:lambda:::function:",
    "7f18d5d6-8e42-4613-9014-84503d17e7da",
    "UpdateContactRoutingCriteria",
    "RoutingCriteria",
    "Steps",
    "Expression",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        select(WORDS).prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        Just(Value::Null)
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        let members = vec((select(WORDS), inner.clone()), 0..6);
        prop_oneof![
            vec(inner, 0..5).prop_map(Value::Array),
            members.prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        _ = Document::parse(&text);
    }

    #[test]
    fn any_object_with_actions_goes_through_everything(actions in vec(values(), 0..6), metadata in values()) {
        let typed = actions.into_iter().map(|value| {
            json!({"Identifier": "a", "Type": "UpdateContactTargetQueue", "Parameters": value, "Transitions": value})
        });
        let content = json!({"Actions": typed.collect::<Vec<_>>(), "Metadata": {"ActionMetadata": {"a": metadata}}});
        let document = Document::parse(&content.to_string()).unwrap();
        _ = document.check(FlowType::ContactFlow).len() + document.check(Role::Module).len();
        _ = (document.references(), document.soft_references(), document.role_hint());
        _ = document.resolve(&|name| Some(name.name().to_owned()));
        _ = document.parameterise(&|kind, text| flow_language::Ref::new(kind, text).ok());
        prop_assert_eq!(Document::parse(&document.canonical()).unwrap().canonical(), document.canonical());
    }
}
