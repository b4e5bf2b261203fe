//! EventBridge: rules are of their bus, and events go to buses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Asking, Need};
use crate::services::events::DEFAULT;

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("events:{}", asking.operation);
    if asking.operation == "PutEvents" {
        return super::on(&action, buses(asking));
    }
    vec![Need::new(
        action,
        resource(asking).unwrap_or_else(|| "*".to_owned()),
    )]
}

/// The buses of the entries of a request.
fn buses(asking: &Asking<'_>) -> Vec<String> {
    let entries = asking.input["Entries"].as_array().into_iter().flatten();
    let named = entries.map(|entry| entry.get("EventBusName").and_then(Value::as_str));
    let buses: BTreeSet<_> = named.map(|bus| bus.unwrap_or(DEFAULT)).collect();
    let buses = buses.into_iter();
    buses
        .map(|bus| ours(asking, &format!("event-bus/{bus}"), bus))
        .collect()
}

fn resource(asking: &Asking<'_>) -> Option<String> {
    if let Some(arn) = asking.text("ResourceARN") {
        return Some(arn.to_owned());
    }
    let rule = asking.text("Rule").map(|rule| ("rule", rule));
    let (kind, name) = rule.or_else(|| Some((kind(asking.operation)?, asking.text("Name")?)))?;
    let bus = asking.text("EventBusName").unwrap_or(DEFAULT);
    let bus = bus.rsplit_once('/').map_or(bus, |(_, name)| name);
    let resource = match (kind, bus) {
        ("rule", bus) if bus != DEFAULT => format!("rule/{bus}/{name}"),
        _ => format!("{kind}/{name}"),
    };
    Some(ours(asking, &resource, name))
}

/// What the member `Name` of an operation names.
fn kind(operation: &str) -> Option<&'static str> {
    let kinds = [
        ("Rule", "rule"),
        ("EventBus", "event-bus"),
        ("Connection", "connection"),
        ("ApiDestination", "api-destination"),
    ];
    let mut kinds = kinds.into_iter();
    kinds.find_map(|(word, kind)| operation.contains(word).then_some(kind))
}

/// The ARN of a resource of the caller's place, unless the name is one.
fn ours(asking: &Asking<'_>, resource: &str, name: &str) -> String {
    if name.starts_with("arn:") {
        name.to_owned()
    } else {
        asking.arn("events", resource)
    }
}
