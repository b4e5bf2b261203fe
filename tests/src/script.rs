//! Contents of flows, as tests write them.

use flow_language::bundle::{Content, Contract, Item};
use serde_json::{Value, json};

/// An action; one that leads nowhere is the end of a flow.
pub fn action(id: &str, action_type: &str, parameters: &Value, next: Option<&str>) -> Value {
    let transitions = match next {
        Some(next) => json!({
            "NextAction": next,
            "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}],
            "Conditions": []
        }),
        None => json!({}),
    };
    json!({"Identifier": id, "Type": action_type, "Parameters": parameters, "Transitions": transitions})
}

/// The end to which the errors of an [`action`] lead.
pub fn end(action_type: &str) -> Value {
    action("end", action_type, &json!({}), None)
}

/// A content that starts at the first of these, with a note of its author.
pub fn content(actions: &[Value]) -> Content {
    let document = json!({
        "Version": "2019-10-30", "StartAction": actions[0]["Identifier"],
        "Metadata": {"Annotations": [{"content": "keep me"}]}, "Actions": actions,
    });
    Content::read(&document.to_string()).unwrap()
}

/// A flow that does one thing and then goes on to another flow.
pub fn leading(first: Value, to: &str) -> Item {
    let to = json!({"ContactFlowId": format!("ref://flow/CONTACT_FLOW/{to}")});
    let on = action("on", "TransferToFlow", &to, Some("end"));
    Item::new(content(&[first, on, end("DisconnectParticipant")]))
}

/// A module that takes anything and does one thing, if any.
pub fn module(first: Option<Value>) -> Item {
    let actions: Vec<Value> = first
        .into_iter()
        .chain([end("EndFlowModuleExecution")])
        .collect();
    let mut document: Value = serde_json::from_str(content(&actions).as_str()).unwrap();
    document["Settings"] =
        json!({"InputParameters": [], "OutputParameters": [], "Transitions": []});
    Item {
        contract: Some(Contract {
            settings: Some(json!({"input": {"schema": {"type": "object"}}})),
            external_invocation: Some(false),
        }),
        ..Item::new(Content::read(&document.to_string()).unwrap())
    }
}
