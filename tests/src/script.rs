//! Contents of flows, as tests write them.

use flow_language::bundle::{Content, Contract, Item};
use serde_json::{Value, json};

/// An action, which has the conditions that the service wants; one that leads nowhere is the end of a
/// flow.
pub fn action(id: &str, action_type: &str, parameters: &Value, next: Option<&str>) -> Value {
    let transitions = match next {
        Some(next) => {
            let when = |outcome: &&str| json!({"NextAction": next, "Condition": {"Operator": "Equals", "Operands": [outcome]}});
            let conditions: Vec<Value> = outcomes(action_type).iter().map(when).collect();
            json!({
                "NextAction": next,
                "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}],
                "Conditions": conditions,
            })
        }
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

/// A module that takes anything and does these things.
pub fn module(actions: &[Value]) -> Item {
    let actions = [actions, &[end("EndFlowModuleExecution")]].concat();
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

/// What an action comes to that leads on by conditions.
fn outcomes(action_type: &str) -> &'static [&'static str] {
    match action_type {
        "CheckHoursOfOperation" => &["True", "False"],
        "Wait" => &["WaitCompleted"],
        _ => &[],
    }
}
