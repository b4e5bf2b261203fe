//! The default bus.

use serde::Deserialize;
use serde_json::{Value, json};

use super::errors;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PutEvents {
    entries: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    name_prefix: Option<String>,
}

const DEFAULT: &str = "default";

/// Refuses a bus that is not the default one, given by name or ARN.
pub(super) fn check(bus: Option<&str>) -> Result<(), AwsError> {
    let name = bus.map_or(DEFAULT, |bus| bus.rsplit('/').next().unwrap_or(bus));
    if name == DEFAULT {
        Ok(())
    } else {
        Err(errors::not_found(&format!(
            "Event bus {name} does not exist."
        )))
    }
}

/// An event is taken if it says where it comes from, what it is, and details that are JSON.
pub(super) fn put_events(ctx: &mut Ctx<'_>, input: PutEvents) -> Result<Value, AwsError> {
    let mut failed = 0;
    let mut answers = Vec::new();
    for entry in input.entries {
        let text = |member: &str| entry.get(member).and_then(Value::as_str);
        let detail = text("Detail").and_then(|detail| serde_json::from_str::<Value>(detail).ok());
        let trouble = match (text("Source"), text("DetailType"), detail) {
            (None, _, _) | (_, None, _) => Some("InvalidArgument"),
            (_, _, None) => Some("MalformedDetail"),
            (_, _, Some(_)) => None,
        };
        failed += usize::from(trouble.is_some());
        answers.push(match trouble {
            Some(code) => json!({ "ErrorCode": code, "ErrorMessage": "The event is not valid." }),
            None => json!({ "EventId": ctx.ids.uuid() }),
        });
    }
    Ok(json!({ "FailedEntryCount": failed, "Entries": answers }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    check(input.name.as_deref())?;
    Ok(json!({ "Name": DEFAULT, "Arn": ctx.arn("events", "event-bus/default") }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let asked = DEFAULT.starts_with(input.name_prefix.as_deref().unwrap_or_default());
    let bus = json!({ "Name": DEFAULT, "Arn": ctx.arn("events", "event-bus/default") });
    let buses: Vec<Value> = asked.then_some(bus).into_iter().collect();
    Ok(json!({ "EventBuses": buses }))
}
