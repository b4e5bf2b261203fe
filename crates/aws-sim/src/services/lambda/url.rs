//! Addresses under which functions are called over HTTP. They are kept, and nobody listens there.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Function, Named, date, errors, function, page,
    qualified::{List, Of},
};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Url {
    address: String,
    auth: String,
    cors: Option<Value>,
    mode: String,
    created: Time,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Told {
    function_name: String,
    qualifier: Option<String>,
    auth_type: Option<String>,
    cors: Option<Value>,
    invoke_mode: Option<String>,
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz234567";

/// A function and each of its aliases has at most one.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Told) -> Result<Value, AwsError> {
    let letters = ctx.ids.letters(LETTERS, 32);
    let address = format!("https://{letters}.lambda-url.{}.on.aws/", ctx.region);
    let now = ctx.now;
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    if function.urls.contains_key(&key) {
        return Err(errors::conflict(format!(
            "Failed to create function url config for [functionArn = {}]. Error message:  \
             FunctionUrlConfig exists for this Lambda function",
            function.arn
        )));
    }
    let url = Url {
        address,
        auth: input.auth_type.unwrap_or_default(),
        cors: input.cors,
        mode: input.invoke_mode.unwrap_or_else(|| "BUFFERED".to_owned()),
        created: now,
        modified: now,
    };
    function.urls.insert(key.clone(), url);
    let mut shown = function.url(&key)?;
    shown["LastModifiedTime"] = Value::Null;
    Ok(shown)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.url(&key)
}

/// What is left out stays.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Told) -> Result<Value, AwsError> {
    let now = ctx.now;
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.url(&key)?;
    if let Some(url) = function.urls.get_mut(&key) {
        url.auth = input.auth_type.unwrap_or_else(|| url.auth.clone());
        url.cors = input.cors.or_else(|| url.cors.take());
        url.mode = input.invoke_mode.unwrap_or_else(|| url.mode.clone());
        url.modified = now;
    }
    function.url(&key)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let rows = function
        .urls
        .keys()
        .map(|key| Ok((key.clone(), function.url(key)?)))
        .collect::<Result<Vec<_>, AwsError>>()?;
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "FunctionUrlConfigs": page.items, "NextMarker": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    let (function, key) = found(ctx, &input.function_name, input.qualifier.as_deref())?;
    function.url(&key)?;
    function.urls.remove(&key);
    Ok(())
}

/// The function, and the alias under which the address is kept: "" for the function itself.
fn found<'w>(
    ctx: &'w mut Ctx<'_>,
    name: &str,
    qualifier: Option<&str>,
) -> Result<(&'w mut Function, String), AwsError> {
    let named = Named::read(name, qualifier);
    let function = function(ctx, &named)?;
    let key = named.qualifier.unwrap_or_default();
    if key.is_empty() || function.aliases.contains_key(&key) {
        return Ok((function, key));
    }
    Err(errors::no_function(&function.qualified(Some(&key))))
}

// === impl Function ===

impl Function {
    fn url(&self, qualifier: &str) -> Result<Value, AwsError> {
        let missing = || errors::not_found("The resource you requested does not exist.");
        let url = self.urls.get(qualifier).ok_or_else(missing)?;
        Ok(json!({
            "FunctionUrl": url.address,
            "FunctionArn": self.qualified(Some(qualifier).filter(|name| !name.is_empty())),
            "AuthType": url.auth,
            "Cors": url.cors,
            "InvokeMode": url.mode,
            "CreationTime": date(url.created),
            "LastModifiedTime": date(url.modified),
        }))
    }
}
