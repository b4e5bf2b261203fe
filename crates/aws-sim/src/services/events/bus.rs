//! Buses: the default one, which is always there, and those that people make.
//!
//! A bus is known by its name; rules that are not of the default bus have its name before theirs, as
//! in their ARNs.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{delivery, errors, page};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::Region,
    services::tag::Tag,
    time::{self, Time},
    world::{Tags, World},
};

#[derive(Debug, Serialize)]
pub(super) struct Bus {
    arn: String,
    /// Description, key, queue for what could not be delivered, and logging, as they were told.
    told: Map<String, Value>,
    pub(super) tags: Tags,
    created: Time,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PutEvents {
    entries: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    name: Option<String>,
    #[serde(flatten)]
    told: Map<String, Value>,
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
    next_token: Option<String>,
    limit: Option<usize>,
}

pub(crate) const DEFAULT: &str = "default";

/// The name of a bus that is there, given by name or ARN; the default one if none is given.
pub(super) fn named(ctx: &Ctx<'_>, bus: Option<&str>) -> Result<String, AwsError> {
    let given = bus.unwrap_or(DEFAULT);
    let name = Arn::parse(given).map_or(given, |arn| {
        arn.resource.strip_prefix("event-bus/").unwrap_or_default()
    });
    let state = ctx.world.events.get(ctx.account, ctx.region);
    let made = state.is_some_and(|state| state.buses.contains_key(name));
    if name == DEFAULT || made {
        Ok(name.to_owned())
    } else {
        Err(errors::not_found(&format!(
            "Event bus {name} does not exist."
        )))
    }
}

/// The policy of the bus with this ARN, if it has one.
pub(crate) fn policy<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    let arn = Arn::parse(arn)?;
    let name = arn.resource.strip_prefix("event-bus/")?;
    let state = world.events.get(&arn.owner()?, &Region::new(arn.region))?;
    state.permissions.get(name).map(String::as_str)
}

/// An event is taken if it says where it comes from, what it is, and details that are JSON. What is
/// sent to a bus that is not there is taken too, and lost.
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
        if let Some(code) = trouble {
            let message = "The event is not valid.";
            answers.push(json!({ "ErrorCode": code, "ErrorMessage": message }));
            continue;
        }
        let event = event(ctx, &entry);
        answers.push(json!({ "EventId": event["id"] }));
        bring(ctx, text("EventBusName"), &event);
    }
    Ok(json!({ "FailedEntryCount": failed, "Entries": answers }))
}

/// Brings an event to those who asked for it on the bus that is given by name or ARN. Buses of other
/// accounts and Regions are not reached.
fn bring(ctx: &mut Ctx<'_>, bus: Option<&str>, event: &Value) {
    let (account, region) = (ctx.account.clone(), ctx.region.clone());
    let arn = bus.and_then(Arn::parse);
    if arn.is_some_and(|arn| arn.account != account.as_str() || arn.region != region.as_str()) {
        return;
    }
    if let Ok(bus) = named(ctx, bus) {
        let (world, ids) = (&mut *ctx.world, &mut ctx.ids);
        delivery::publish(world, &account, &region, &bus, event, ids, ctx.now);
    }
}

/// The event as rules see it.
fn event(ctx: &mut Ctx<'_>, entry: &Value) -> Value {
    let detail = entry["Detail"].as_str().map(serde_json::from_str::<Value>);
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let seconds = (ctx.now.as_micros() / 1_000_000) as f64;
    json!({
        "version": "0",
        "id": ctx.ids.uuid(),
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        "account": ctx.account,
        "time": time::iso8601(seconds),
        "region": ctx.region,
        "resources": entry["Resources"].as_array().cloned().unwrap_or_default(),
        "detail": detail.and_then(Result::ok),
    })
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let arn = ctx.arn("events", &format!("event-bus/{}", input.name));
    if named(ctx, Some(&input.name)).is_ok() {
        return Err(AwsError::new(
            "ResourceAlreadyExistsException",
            format!("Event bus {} already exists.", input.name),
        ));
    }
    let bus = Bus {
        arn: arn.clone(),
        told: input.told,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        created: ctx.now,
        modified: ctx.now,
    };
    let mut answer = json!(bus.told);
    answer["EventBusArn"] = json!(arn);
    let buses = &mut ctx.world.events.at(ctx.account, ctx.region).buses;
    buses.insert(input.name, bus);
    Ok(answer)
}

/// What is left out stays. The default bus takes no changes here.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let name = named(ctx, input.name.as_deref())?;
    let now = ctx.now;
    let buses = &mut ctx.world.events.at(ctx.account, ctx.region).buses;
    let bus = buses
        .get_mut(&name)
        .ok_or_else(|| errors::invalid("The default event bus cannot be updated."))?;
    bus.told.extend(input.told);
    bus.modified = now;
    let mut answer = json!(bus.told);
    answer["Arn"] = json!(bus.arn);
    answer["Name"] = json!(name);
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let name = named(ctx, input.name.as_deref())?;
    Ok(shown(ctx, &name))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let prefix = input.name_prefix.unwrap_or_default();
    let state = ctx.world.events.get(ctx.account, ctx.region);
    let made = state.into_iter().flat_map(|state| state.buses.keys());
    let names = made.map(String::as_str).chain([DEFAULT]);
    let asked = names.filter(|name| name.starts_with(&prefix));
    let rows = asked.map(|name| {
        let mut row = shown(ctx, name);
        for told in ["KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"] {
            row[told] = Value::Null;
        }
        (name.to_owned(), row)
    });
    let page = page(ctx, input.limit, input.next_token, rows.collect::<Vec<_>>())?;
    Ok(json!({ "EventBuses": page.items, "NextToken": page.next_token }))
}

/// To delete a bus that is not there is no error; one that has rules has to lose them first.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let Ok(name) = named(ctx, input.name.as_deref()) else {
        return Ok(());
    };
    if name == DEFAULT {
        return Err(errors::invalid("Cannot delete event bus default."));
    }
    let state = ctx.world.events.at(ctx.account, ctx.region);
    if state.rules_of(&name).next().is_some() {
        return Err(errors::invalid(format!(
            "Cannot delete event bus {name} since it has rules."
        )));
    }
    state.buses.remove(&name);
    state.permissions.remove(&name);
    Ok(())
}

fn shown(ctx: &Ctx<'_>, name: &str) -> Value {
    let state = ctx.world.events.get(ctx.account, ctx.region);
    let bus = state.and_then(|state| state.buses.get(name));
    let mut shown = bus.map_or_else(|| json!({}), |bus| json!(bus.told));
    shown["Name"] = json!(name);
    shown["Arn"] = json!(ctx.arn("events", &format!("event-bus/{name}")));
    shown["Policy"] = json!(state.and_then(|state| state.permissions.get(name)));
    shown["CreationTime"] = json!(bus.map(|bus| bus.created));
    shown["LastModifiedTime"] = json!(bus.map(|bus| bus.modified));
    shown
}
