//! Calls of functions. Nothing runs: the answer is what was sent.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Named, errors, function};
use crate::{blob, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Invoke {
    function_name: String,
    qualifier: Option<String>,
    invocation_type: Option<String>,
    payload: Option<String>,
}

pub(super) fn invoke(ctx: &mut Ctx<'_>, input: Invoke) -> Result<Value, AwsError> {
    let now = ctx.now;
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let function = function(ctx, &named)?;
    let (version, number) = function.version(named.qualifier.as_deref())?;
    if !version.creation.is_done(now) {
        return Err(errors::conflict(format!(
            "The operation cannot be performed at this time. The function is currently in the \
             following state: Pending ({})",
            function.arn
        )));
    }
    let payload = input.payload.filter(|payload| !payload.is_empty());
    let payload = payload.unwrap_or_else(|| blob::encoded(b"null"));
    let bytes = blob::decoded(&payload).unwrap_or_default();
    if serde_json::from_slice::<Value>(&bytes).is_err() {
        return Err(AwsError::new(
            "InvalidRequestContentException",
            "Could not parse request body into json",
        ));
    }
    let (status, payload) = match input.invocation_type.as_deref() {
        Some("Event") => (202, String::new()),
        Some("DryRun") => (204, String::new()),
        _ => (200, payload),
    };
    Ok(json!({ "StatusCode": status, "Payload": payload, "ExecutedVersion": number }))
}
