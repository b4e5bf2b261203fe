//! A small bundle in two editions, and instances for it.

use flow_language::{
    FlowType,
    bundle::{Bundle, Content, Contract, Item, ItemName, Status},
};
use flow_port::{Deploy, Mapping};
use serde_json::{Value, json};

/// What an instance needs for the bundle, under its own names.
pub fn harbour(alias: &str, queue: &str, identity: &str) -> String {
    format!(
        "
instance: {{ alias: {alias}, identity_management: {identity} }}
hours_of_operation:
  - {{ name: Day, time_zone: Europe/London, config: [{{ day: MONDAY, start: '09:00', end: '17:00' }}] }}
queues:
  - {{ name: {queue}, hours: Day }}
"
    )
}

/// A deploy that makes versions, leads an alias, and calls the queue so.
pub fn lading(queue: &str) -> Deploy {
    Deploy {
        mapping: calling(queue),
        version: true,
        alias: Some("live".to_owned()),
        ..Deploy::default()
    }
}

/// The queue is called so in the target.
pub fn calling(queue: &str) -> Mapping {
    serde_json::from_value(json!({"names": {"queue": {"Sales": queue}}})).unwrap()
}

/// Two flows in a ring, a module that one of them calls, and a draft.
pub fn first_edition() -> Bundle {
    let queue = json!({"QueueId": "ref://queue/Sales"});
    let call = json!({"FlowModuleId": "ref://module/Greet"});
    let items = [
        (
            flow("One"),
            leading(
                &action("q", "UpdateContactTargetQueue", &queue, Some("on")),
                "Two",
            ),
        ),
        (
            flow("Two"),
            leading(&action("m", "InvokeFlowModule", &call, Some("on")), "One"),
        ),
        (ItemName::module("Greet"), module("Hello")),
        (flow("Late"), saved(says("Not yet"))),
    ];
    Bundle {
        items: items.into_iter().collect(),
        ..Bundle::default()
    }
}

/// The same with another greeting, a flow more, and what was a draft in force.
pub fn second_edition() -> Bundle {
    let mut bundle = first_edition();
    let mut add = |name: ItemName, item| bundle.items.insert(name, item);
    add(ItemName::module("Greet"), module("Good day"));
    add(flow("Late"), says("Now"));
    add(flow("Added"), leading(&said("Come in"), "One"));
    let tagged = Item {
        description: Some("The second one".to_owned()),
        tags: [("team".to_owned(), "sales".to_owned())].into(),
        ..leading(&said("On to the first"), "One")
    };
    add(flow("Two"), tagged);
    bundle
}

/// A flow of the most usual type.
pub fn flow(name: &str) -> ItemName {
    ItemName::flow(FlowType::ContactFlow, name)
}

/// A flow that says something and hangs up.
pub fn says(text: &str) -> Item {
    let speak = action(
        "say",
        "MessageParticipant",
        &json!({"Text": text}),
        Some("end"),
    );
    let end = action("end", "DisconnectParticipant", &json!({}), None);
    Item::new(content(&[speak, end]))
}

/// A flow that calls a function, with an alias behind its name.
pub fn calls_function(function: &str) -> Item {
    let parameters = json!({
        "LambdaFunctionARN": format!("ref://lambda/{function}"),
        "InvocationTimeLimitSeconds": "8",
    });
    let call = action("call", "InvokeLambdaFunction", &parameters, Some("end"));
    let end = action("end", "DisconnectParticipant", &json!({}), None);
    Item::new(content(&[call, end]))
}

fn said(text: &str) -> Value {
    action(
        "say",
        "MessageParticipant",
        &json!({"Text": text}),
        Some("on"),
    )
}

fn saved(item: Item) -> Item {
    Item {
        status: Status::Saved,
        ..item
    }
}

/// A flow that does one thing and then goes on to another flow.
fn leading(first: &Value, to: &str) -> Item {
    let to = json!({"ContactFlowId": format!("ref://flow/CONTACT_FLOW/{to}")});
    let on = action("on", "TransferToFlow", &to, Some("end"));
    let end = action("end", "DisconnectParticipant", &json!({}), None);
    Item::new(content(&[first.clone(), on, end]))
}

fn module(greeting: &str) -> Item {
    let speak = action(
        "say",
        "MessageParticipant",
        &json!({"Text": greeting}),
        Some("end"),
    );
    let end = action("end", "EndFlowModuleExecution", &json!({}), None);
    let mut document: Value = serde_json::from_str(content(&[speak, end]).as_str()).unwrap();
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

fn action(id: &str, action_type: &str, parameters: &Value, next: Option<&str>) -> Value {
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

fn content(actions: &[Value]) -> Content {
    let document = json!({
        "Version": "2019-10-30", "StartAction": actions[0]["Identifier"],
        "Metadata": {"Annotations": [{"content": "keep me"}]}, "Actions": actions,
    });
    Content::read(&document.to_string()).unwrap()
}
