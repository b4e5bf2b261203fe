//! Calls of functions. Nothing runs: the answer is what was sent. Calls that wait for none are noted,
//! and can be seen in the state of the world.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Function, Named, errors, function};
use crate::{blob, context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Invoke {
    function_name: String,
    qualifier: Option<String>,
    invocation_type: Option<String>,
    payload: Option<String>,
}

/// A call that waits for no answer.
#[derive(Debug, Serialize)]
pub(super) struct Event {
    at: Time,
    qualifier: Option<String>,
    payload: Value,
}

/// How many of them are remembered of a function.
const REMEMBERED: usize = 100;

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
    let event = serde_json::from_slice::<Value>(&bytes).map_err(|_| {
        AwsError::new(
            "InvalidRequestContentException",
            "Could not parse request body into json",
        )
    })?;
    let (status, payload) = match input.invocation_type.as_deref() {
        Some("Event") => {
            function.note(named.qualifier, event, now);
            (202, String::new())
        }
        Some("DryRun") => (204, String::new()),
        _ => (200, payload),
    };
    Ok(json!({ "StatusCode": status, "Payload": payload, "ExecutedVersion": number }))
}

// === impl Function ===

impl Function {
    /// Remembers a call that waits for no answer.
    pub(super) fn note(&mut self, qualifier: Option<String>, payload: Value, at: Time) {
        if self.events.len() == REMEMBERED {
            self.events.remove(0);
        }
        self.events.push(Event {
            at,
            qualifier,
            payload,
        });
    }
}
