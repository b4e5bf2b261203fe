//! Forms, printing and stubs.

use flow_language::{Action, ActionGroup, Branch, BranchPlace, Document, FlowType, Form, Role};
use serde_json::{Value, json};

const RAW: &str =
    r#"{"Version":"2019-10-30","StartAction":"b","Metadata":{"x":1.10},"Actions":[],"Later":null}"#;

#[test]
fn every_form_reads_alike_and_is_written_back_in_its_form() {
    let object: Value = serde_json::from_str(RAW).unwrap();
    let forms = [
        (RAW.to_owned(), Form::Raw, None),
        (
            json!({"Name": "N", "Type": "AGENT_HOLD", "Content": RAW}).to_string(),
            Form::Export,
            Some(FlowType::AgentHold),
        ),
        (
            json!({"Name": "N", "ContactFlowType": "CAMPAIGN", "Content": object}).to_string(),
            Form::Export,
            Some(FlowType::Campaign),
        ),
        (
            json!({"ContactFlow": {"Name": "N", "Content": RAW, "Type": "CONTACT_FLOW"}, "x": 1})
                .to_string(),
            Form::Describe,
            Some(FlowType::ContactFlow),
        ),
        (
            json!({"ContactFlowModule": {"Content": object, "Name": "N", "Settings": "{}"}})
                .to_string(),
            Form::Describe,
            None,
        ),
    ];
    for (text, form, flow_type) in forms {
        let document = Document::parse(&format!("\u{feff}{text}")).unwrap();
        assert_eq!(document.form(), form);
        assert_eq!(
            document.to_json(),
            RAW.replace("1.10", "1.1"),
            "member order is kept"
        );
        let written: Value = serde_json::from_str(&document.to_source_form()).unwrap();
        let reread = Document::parse(&written.to_string()).unwrap();
        assert_eq!(reread, document);
        let Some(envelope) = document.envelope() else {
            continue;
        };
        assert_eq!(
            (envelope.name(), envelope.flow_type()),
            (Some("N"), flow_type)
        );
        assert!(envelope.member("Content").is_none());
        assert_eq!(document.role_hint(), flow_type.map(Role::Flow));
        assert_eq!(
            document.clone().into_raw().to_source_form(),
            document.to_json()
        );
    }
}

#[test]
fn numbers_survive() {
    let numbers = "[231.00344848632812,96.5555419921875,0.1,1e-7,9007199254740993,-9223372036854775808,18446744073709551615]";
    let text = format!(r#"{{"Actions":{numbers}}}"#);
    assert_eq!(Document::parse(&text).unwrap().to_json(), text);
}

#[test]
fn pretty_text_ends_a_line_and_reads_back() {
    let document = Document::parse(RAW).unwrap();
    assert!(
        document
            .to_pretty()
            .starts_with("{\n  \"Version\": \"2019-10-30\",\n")
    );
    assert!(document.to_pretty().ends_with("}\n"));
    assert_eq!(Document::parse(&document.to_pretty()).unwrap(), document);
}

#[test]
fn stubs_have_no_problems_and_fit_their_type() {
    for &flow_type in FlowType::ALL {
        let stub = Document::stub(flow_type);
        assert_eq!(stub.check(flow_type), [], "{flow_type}");
        assert_eq!(Document::parse(&stub.to_json()).unwrap(), stub);
        let action_type = stub.actions().next().map(Action::action_type).unwrap();
        let expected = match flow_type.as_str() {
            hold if hold.ends_with("_HOLD") => "MessageParticipantIteratively",
            whisper if whisper.ends_with("_WHISPER") => "EndFlowExecution",
            "CUSTOMER_QUEUE" => "EndFlowExecution",
            _ => "DisconnectParticipant",
        };
        assert_eq!(action_type, expected, "{flow_type}");
    }
    let module = Document::module_stub();
    assert_eq!(module.check(Role::Module), []);
    assert_eq!(module.role_hint(), Some(Role::Module));
    assert_eq!(
        Document::stub(FlowType::ContactFlow)
            .check(Role::Module)
            .len(),
        1,
        "a flow is no module"
    );
}

#[test]
fn the_ways_out_of_an_action_are_listed_with_their_labels() {
    let text = r#"{"Actions": [{"Identifier": "menu", "Type": "GetParticipantInput", "Transitions": {
        "NextAction": "end", "Errors": [{"NextAction": "again", "ErrorType": "InputTimeLimitExceeded"}, {}],
        "Conditions": [{"NextAction": "sales", "Condition": {"Operator": "Equals", "Operands": ["1"]}}]}}]}"#;
    let document = Document::parse(text).unwrap();
    let menu = document.actions().next().unwrap();
    assert_eq!(menu.group(), Some(ActionGroup::Participant));
    let expected = [
        Branch {
            next: "end",
            label: None,
            place: BranchPlace::Next,
        },
        Branch {
            next: "sales",
            label: Some("1"),
            place: BranchPlace::Condition(0),
        },
        Branch {
            next: "again",
            label: Some("InputTimeLimitExceeded"),
            place: BranchPlace::Error(0),
        },
    ];
    assert_eq!(menu.branches().collect::<Vec<_>>(), expected);
}
