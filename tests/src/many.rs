//! A bundle of many flows that name things of several kinds, and a centre that has them.

use flow_language::{
    FlowType,
    bundle::{Bundle, Content, Item, ItemName},
};
use serde_json::json;

use crate::script::{action, content, end, module};

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
    let greeting = ItemName::module("Greeting");
    bundle.items.insert(greeting, module(&[]));
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
    let mut actions = Vec::new();
    for (at, (action_type, parameters)) in parameters.iter().enumerate() {
        let on = (at + 1).to_string();
        actions.push(action(&at.to_string(), action_type, parameters, Some(&on)));
    }
    let (last_type, to) = match next {
        Some(next) => (
            "TransferToFlow",
            json!({ "ContactFlowId": format!("ref://flow/CONTACT_FLOW/{}", name(next)) }),
        ),
        None => ("Wait", json!({ "TimeLimitSeconds": "1" })),
    };
    let last = parameters.len().to_string();
    actions.push(action(&last, last_type, &to, Some("end")));
    actions.push(end("DisconnectParticipant"));
    content(&actions)
}
