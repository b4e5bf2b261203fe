//! What becomes of asynchronous calls: retries, age and where their results go. It is only kept.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Function, Named, errors, function, page,
    qualified::{List, Of},
};
use crate::{context::Ctx, error::AwsError, time::Time};

/// The settings of one qualifier, and when they were made.
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct Settings {
    told: Map<String, Value>,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    function_name: String,
    qualifier: Option<String>,
    #[serde(flatten)]
    told: Map<String, Value>,
}

/// All that was told before is gone.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    write(ctx, input, |_| Map::new())
}

/// What is left out stays.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.asynchronous(&key)?;
    write(ctx, input, |there| {
        there.map(|there| there.told.clone()).unwrap_or_default()
    })
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.asynchronous(&key)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let rows = function
        .asynchronous
        .keys()
        .map(|key| Ok((key.clone(), function.asynchronous(key)?)))
        .collect::<Result<Vec<_>, AwsError>>()?;
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "FunctionEventInvokeConfigs": page.items, "NextMarker": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.asynchronous(&key)?;
    function.asynchronous.remove(&key);
    Ok(())
}

/// The function, and the qualifier under which the settings are kept: "" for the function itself.
fn found<'w>(
    ctx: &'w mut Ctx<'_>,
    name: &str,
    qualifier: Option<&str>,
) -> Result<(&'w mut Function, String), AwsError> {
    let named = Named::read(name, qualifier);
    let function = function(ctx, &named)?;
    function.version(named.qualifier.as_deref())?;
    Ok((function, named.qualifier.unwrap_or_default()))
}

fn write(
    ctx: &mut Ctx<'_>,
    input: Put,
    start: impl Fn(Option<&Settings>) -> Map<String, Value>,
) -> Result<Value, AwsError> {
    let now = ctx.now;
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    let mut told = start(function.asynchronous.get(&key));
    told.extend(input.told);
    let settings = Settings {
        told,
        modified: now,
    };
    function.asynchronous.insert(key.clone(), settings);
    function.asynchronous(&key)
}

// === impl Function ===

impl Function {
    /// The settings of a qualifier, as they are shown.
    fn asynchronous(&self, qualifier: &str) -> Result<Value, AwsError> {
        let settings = self.asynchronous.get(qualifier);
        let settings = settings.ok_or_else(|| {
            errors::not_found(&format!(
                "The function {} doesn't have an EventInvokeConfig",
                self.qualified(Some(qualifier).filter(|name| !name.is_empty()))
            ))
        })?;
        let shown = if qualifier.is_empty() {
            super::LATEST
        } else {
            qualifier
        };
        let mut all = settings.told.clone();
        all.entry("DestinationConfig")
            .or_insert(json!({ "OnSuccess": {}, "OnFailure": {} }));
        all.insert("FunctionArn".to_owned(), json!(self.qualified(Some(shown))));
        all.insert("LastModified".to_owned(), json!(settings.modified));
        Ok(Value::Object(all))
    }
}
