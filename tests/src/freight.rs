//! A small bundle in two editions, and instances for it.

use std::collections::BTreeMap;

use flow_language::{
    FlowType,
    bundle::{Bundle, Item, ItemName, Recording, Status},
};
use flow_port::{Deploy, Mapping};
use serde_json::{Value, json};

use crate::script::{action, content, end, leading, module};

/// The prompt of the bundle.
const CHIME: &str = "Chime.wav";

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

/// Two flows in a ring, a module that one of them calls and that plays a prompt, and a draft.
pub fn first_edition() -> Bundle {
    let queue = json!({"QueueId": "ref://queue/Sales"});
    let call = json!({"FlowModuleId": "ref://module/Greet"});
    let items = [
        (
            flow("One"),
            leading(
                action("q", "UpdateContactTargetQueue", &queue, Some("on")),
                "Two",
            ),
        ),
        (
            flow("Two"),
            leading(action("m", "InvokeFlowModule", &call, Some("on")), "One"),
        ),
        (ItemName::module("Greet"), greeting("Hello")),
        (flow("Late"), saved(says("Not yet"))),
    ];
    Bundle {
        items: items.into_iter().collect(),
        prompts: [(CHIME.to_owned(), chime(1))].into(),
    }
}

/// The same with another greeting and another recording, a flow more, and what was a draft in force.
pub fn second_edition() -> Bundle {
    let mut bundle = first_edition();
    bundle.prompts.insert(CHIME.to_owned(), chime(2));
    let mut add = |name: ItemName, item| bundle.items.insert(name, item);
    add(ItemName::module("Greet"), greeting("Good day"));
    add(flow("Late"), says("Now"));
    add(flow("Added"), leading(speech("Come in", "on"), "One"));
    let tagged = Item {
        description: Some("The second one".to_owned()),
        tags: [("team".to_owned(), "sales".to_owned())].into(),
        ..leading(speech("On to the first", "on"), "One")
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
    Item::new(content(&[
        speech(text, "end"),
        end("DisconnectParticipant"),
    ]))
}

/// A flow that calls a function, with an alias behind its name.
pub fn calls_function(function: &str) -> Item {
    let parameters = json!({
        "LambdaFunctionARN": format!("ref://lambda/{function}"),
        "InvocationTimeLimitSeconds": "8",
    });
    let call = action("call", "InvokeLambdaFunction", &parameters, Some("end"));
    Item::new(content(&[call, end("DisconnectParticipant")]))
}

fn speech(text: &str, next: &str) -> Value {
    let text = json!({"Text": text});
    action("say", "MessageParticipant", &text, Some(next))
}

/// A module that says something and plays the prompt.
fn greeting(text: &str) -> Item {
    let prompt = json!({"PromptId": format!("ref://prompt/{CHIME}")});
    let play = action("play", "MessageParticipant", &prompt, Some("end"));
    module(&[speech(text, "play"), play])
}

fn chime(sample: u8) -> Recording {
    Recording {
        description: Some("A chime".to_owned()),
        tags: BTreeMap::new(),
        audio: [b"RIFF\x05\0\0\0WAVE".as_slice(), &[sample]].concat(),
    }
}

fn saved(item: Item) -> Item {
    Item {
        status: Status::Saved,
        ..item
    }
}
