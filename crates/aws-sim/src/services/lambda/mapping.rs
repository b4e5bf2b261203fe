//! Mappings of event sources to functions. They are kept, and nothing is ever fetched.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Named, errors, function, page};
use crate::{context::Ctx, error::AwsError, time::Time, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct Mapping {
    arn: String,
    function: String,
    enabled: bool,
    modified: Time,
    /// Members as they were told.
    settings: Map<String, Value>,
    pub(super) tags: Tags,
}

#[derive(Debug, Deserialize)]
pub(super) struct Identified {
    #[serde(rename = "UUID")]
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    event_source_arn: Option<String>,
    function_name: Option<String>,
    marker: Option<String>,
    max_items: Option<usize>,
}

/// The members of a request that an answer shows as they are.
const MEMBERS: &[&str] = &[
    "BatchSize",
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "EventSourceArn",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "ScalingConfig",
    "StartingPosition",
    "StartingPositionTimestamp",
    "TumblingWindowInSeconds",
];

pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let id = ctx.ids.uuid();
    let function = target(ctx, &raw)?.unwrap_or_default();
    let source = raw.get("EventSourceArn").cloned();
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    let same = |mapping: &Mapping| {
        mapping.function == function && mapping.settings.get("EventSourceArn") == source.as_ref()
    };
    if source.is_some() && state.mappings.values().any(same) {
        return Err(errors::conflict("The event source mapping already exists."));
    }
    let tags = raw.get("Tags").cloned();
    let tags = tags.and_then(|tags| serde_json::from_value(tags).ok());
    let mut mapping = Mapping {
        arn: ctx.arn("lambda", &format!("event-source-mapping:{id}")),
        function,
        enabled: true,
        modified: ctx.now,
        settings: Map::new(),
        tags: tags.unwrap_or_default(),
    };
    mapping.take(&raw, ctx.now);
    mapping.settings.entry("BatchSize").or_insert(json!(10));
    mapping
        .settings
        .entry("MaximumBatchingWindowInSeconds")
        .or_insert(json!(0));
    let shown = mapping.shown(&id);
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    state.mappings.insert(id, mapping);
    Ok(shown)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Identified) -> Result<Value, AwsError> {
    Ok(mapping(ctx, &input.id)?.shown(&input.id))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let wanted = input
        .function_name
        .map(|name| Named::read(&name, None).function);
    let source = input.event_source_arn.map(Value::String);
    let state = ctx.world.lambda.get(ctx.account, ctx.region);
    let mappings = state.into_iter().flat_map(|state| &state.mappings);
    let shown = mappings.filter(|(_, mapping)| {
        let named = Named::read(&mapping.function, None).function;
        wanted.as_ref().is_none_or(|wanted| *wanted == named)
            && (source.is_none() || mapping.settings.get("EventSourceArn") == source.as_ref())
    });
    let rows = shown.map(|(id, mapping)| (id.clone(), mapping.shown(id)));
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "EventSourceMappings": page.items, "NextMarker": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let id = raw
        .get("UUID")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let function = target(ctx, &raw)?;
    let now = ctx.now;
    let mapping = mapping(ctx, &id)?;
    mapping.function = function.unwrap_or_else(|| std::mem::take(&mut mapping.function));
    mapping.take(&raw, now);
    Ok(mapping.shown(&id))
}

/// It goes at once; the answer still says `Deleting`.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Identified) -> Result<Value, AwsError> {
    let mut shown = mapping(ctx, &input.id)?.shown(&input.id);
    shown["State"] = json!("Deleting");
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    state.mappings.remove(&input.id);
    Ok(shown)
}

/// The ARN of the function that a request names.
fn target(ctx: &mut Ctx<'_>, raw: &Value) -> Result<Option<String>, AwsError> {
    let Some(name) = raw.get("FunctionName").and_then(Value::as_str) else {
        return Ok(None);
    };
    let named = Named::read(name, None);
    let function = function(ctx, &named)?;
    Ok(Some(function.qualified(named.qualifier.as_deref())))
}

pub(super) fn mapping<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Mapping, AwsError> {
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    let mapping = state.mappings.get_mut(id);
    mapping.ok_or_else(|| errors::not_found("The resource you requested does not exist."))
}

// === impl Mapping ===

impl Mapping {
    fn take(&mut self, told: &Value, now: Time) {
        for member in MEMBERS {
            if let Some(value) = told.get(*member) {
                self.settings.insert((*member).to_owned(), value.clone());
            }
        }
        let enabled = told.get("Enabled").and_then(Value::as_bool);
        self.enabled = enabled.unwrap_or(self.enabled);
        self.modified = now;
    }

    fn shown(&self, id: &str) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        shown["UUID"] = json!(id);
        shown["EventSourceMappingArn"] = json!(self.arn);
        shown["FunctionArn"] = json!(self.function);
        shown["LastModified"] = json!(self.modified);
        shown["State"] = json!(if self.enabled { "Enabled" } else { "Disabled" });
        shown["StateTransitionReason"] = json!("User action");
        shown
    }
}
