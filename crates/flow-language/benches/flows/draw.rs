//! Pictures of large flows.

use std::hint::black_box;

use flow_language::{ACTIONS_MAX, Document, draw};
use serde_json::{Value, json};

use crate::stopwatch::ms;

const ROUNDS: usize = 21;

pub(crate) fn measure() -> Value {
    let flows = [("placed", true), ("laid_out", false)].map(|(name, placed)| (name, flow(placed)));
    let mut told = json!({ "actions": ACTIONS_MAX });
    for (name, flow) in &flows {
        let layout = draw::layout(flow, &draw::Options::default());
        let times =
            (0..ROUNDS).map(|_| ms(|| black_box(draw::svg(flow, &draw::Options::default()))).0);
        told[*name] = json!({
            "ms": times.collect::<Vec<_>>(),
            "connectors": layout.connectors.len(),
        });
    }
    told
}

/// A flow with as many actions as the service takes, each with four branches, most of them to near
/// blocks and some far away or back.
fn flow(placed: bool) -> Document {
    let mut actions = Vec::new();
    let mut notes = serde_json::Map::new();
    for at in 0..ACTIONS_MAX {
        let to = |by: usize| (at * by + by + 1) % ACTIONS_MAX;
        let next = (at + 1).min(ACTIONS_MAX - 1);
        let near = (at + 7).min(ACTIONS_MAX - 1);
        actions.push(json!({
            "Identifier": at.to_string(), "Type": "GetParticipantInput",
            "Parameters": { "Text": format!("Press a digit for department {at}") },
            "Transitions": {
                "NextAction": next.to_string(),
                "Conditions": [
                    { "NextAction": near.to_string(), "Condition": { "Operator": "Equals", "Operands": ["1"] } },
                    { "NextAction": to(3).to_string(), "Condition": { "Operator": "Equals", "Operands": ["2"] } },
                ],
                "Errors": [{ "NextAction": to(2).to_string(), "ErrorType": "NoMatchingError" }],
            },
        }));
        let place = json!({ "x": at % 25 * 260, "y": at / 25 * 220 + at % 3 * 20 });
        notes.insert(at.to_string(), json!({ "position": place }));
    }
    let notes = if placed {
        notes
    } else {
        serde_json::Map::new()
    };
    let content = json!({
        "Version": "2019-10-30", "StartAction": "0", "Actions": actions,
        "Metadata": { "ActionMetadata": notes },
    });
    Document::parse(&content.to_string()).unwrap()
}
