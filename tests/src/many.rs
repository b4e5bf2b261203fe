//! A bundle of many flows that name things of several kinds, and a centre that has them.

use flow_language::{
    FlowType,
    bundle::{Bundle, Content, Contract, Item, ItemName},
};
use serde_json::{Value, json};

/// The centre.
pub const MANY_CENTER: &str = "
instance: { alias: many }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Sales, hours: Day }
  - { name: Service, hours: Day }
lambda_functions:
  lookup: 'arn:aws:lambda:eu-west-2:111111111111:function:lookup'
";

/// The kinds of what the flows name, one list each: flows, modules, hours, queues and functions.
pub const MANY_KINDS: usize = 5;

/// So many flows, each leading to the next one and naming a queue, hours and a function, and one module
/// that all of them invoke.
pub fn many_flows(count: usize) -> Bundle {
    let mut bundle = Bundle::default();
    let settings = json!({ "input": { "schema": { "type": "object" } } });
    let contract = Contract {
        settings: Some(settings),
        external_invocation: Some(false),
    };
    let module = Item {
        contract: Some(contract),
        ..Item::new(content(
            &[step("end", "EndFlowModuleExecution", &json!({}), None)],
            true,
        ))
    };
    bundle.items.insert(ItemName::module("Greeting"), module);
    for number in 0..count {
        let next = number + 1;
        let item = Item::new(flow(number, (next < count).then_some(next)));
        bundle
            .items
            .insert(ItemName::flow(FlowType::ContactFlow, name(number)), item);
    }
    bundle
}

/// What a flow is called.
pub fn name(number: usize) -> String {
    format!("Flow {number}")
}

/// The content of a flow, which says something else where `number` is another.
pub fn flow(number: usize, next: Option<usize>) -> Content {
    let queue = if number.is_multiple_of(2) {
        "Sales"
    } else {
        "Service"
    };
    let parameters = [
        (
            "MessageParticipant",
            json!({ "Text": format!("This is department {number}") }),
        ),
        (
            "InvokeFlowModule",
            json!({ "FlowModuleId": "ref://module/Greeting" }),
        ),
        (
            "InvokeLambdaFunction",
            json!({ "LambdaFunctionARN": "ref://lambda/lookup", "InvocationTimeLimitSeconds": "8" }),
        ),
        (
            "CheckHoursOfOperation",
            json!({ "HoursOfOperationId": "ref://hours/Day" }),
        ),
        (
            "UpdateContactTargetQueue",
            json!({ "QueueId": format!("ref://queue/{queue}") }),
        ),
    ];
    let mut steps = Vec::new();
    for (at, (action_type, parameters)) in parameters.iter().enumerate() {
        steps.push(step(
            &at.to_string(),
            action_type,
            parameters,
            Some(&(at + 1).to_string()),
        ));
    }
    let last = parameters.len();
    if let Some(next) = next {
        let to = json!({ "ContactFlowId": format!("ref://flow/CONTACT_FLOW/{}", name(next)) });
        steps.push(step(&last.to_string(), "TransferToFlow", &to, Some("end")));
    } else {
        steps.push(step(
            &last.to_string(),
            "Wait",
            &json!({ "TimeLimitSeconds": "1" }),
            Some("end"),
        ));
    }
    steps.push(step("end", "DisconnectParticipant", &json!({}), None));
    content(&steps, false)
}

fn step(id: &str, action_type: &str, parameters: &Value, next: Option<&str>) -> Value {
    let transitions = match next {
        None => json!({}),
        Some(next) => {
            let when = |outcome: &str| json!({ "NextAction": next, "Condition": { "Operator": "Equals", "Operands": [outcome] } });
            let conditions = match action_type {
                "CheckHoursOfOperation" => vec![when("True"), when("False")],
                "Wait" => vec![when("WaitCompleted")],
                _ => Vec::new(),
            };
            json!({
                "NextAction": next, "Conditions": conditions,
                "Errors": [{ "NextAction": "end", "ErrorType": "NoMatchingError" }],
            })
        }
    };
    json!({ "Identifier": id, "Type": action_type, "Parameters": parameters, "Transitions": transitions })
}

fn content(steps: &[Value], of_module: bool) -> Content {
    let mut content = json!({
        "Version": "2019-10-30", "StartAction": steps[0]["Identifier"], "Metadata": {}, "Actions": steps,
    });
    if of_module {
        content["Settings"] =
            json!({ "InputParameters": [], "OutputParameters": [], "Transitions": [] });
    }
    Content::read(&content.to_string()).unwrap()
}
