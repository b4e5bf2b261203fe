//! Concurrency that is kept ready for a version or an alias: it is ready at once.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Function, LATEST, Named, date, errors, function, page, qualified::List};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Provisioned {
    executions: u64,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    function_name: String,
    qualifier: String,
    provisioned_concurrent_executions: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    function_name: String,
    qualifier: String,
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let now = ctx.now;
    let named = Named::read(&input.function_name, Some(&input.qualifier));
    let function = function(ctx, &named)?;
    function.version(Some(&input.qualifier))?;
    if input.qualifier == LATEST {
        return Err(errors::invalid(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
        ));
    }
    let provisioned = Provisioned {
        executions: input.provisioned_concurrent_executions,
        modified: now,
    };
    function
        .provisioned
        .insert(input.qualifier.clone(), provisioned);
    function.provisioned(&input.qualifier)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let named = Named::read(&input.function_name, Some(&input.qualifier));
    function(ctx, &named)?.provisioned(&input.qualifier)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let rows = function.provisioned.keys().map(|qualifier| {
        let mut shown = function.provisioned(qualifier)?;
        shown["FunctionArn"] = json!(function.qualified(Some(qualifier)));
        Ok((qualifier.clone(), shown))
    });
    let rows = rows.collect::<Result<Vec<_>, AwsError>>()?;
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "ProvisionedConcurrencyConfigs": page.items, "NextMarker": page.next_token }))
}

/// To delete what is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    let named = Named::read(&input.function_name, Some(&input.qualifier));
    function(ctx, &named)?.provisioned.remove(&input.qualifier);
    Ok(())
}

// === impl Function ===

impl Function {
    fn provisioned(&self, qualifier: &str) -> Result<Value, AwsError> {
        let provisioned = self.provisioned.get(qualifier).ok_or_else(|| {
            AwsError::new(
                "ProvisionedConcurrencyConfigNotFoundException",
                "No Provisioned Concurrency Config found for this function",
            )
        })?;
        Ok(json!({
            "RequestedProvisionedConcurrentExecutions": provisioned.executions,
            "AvailableProvisionedConcurrentExecutions": provisioned.executions,
            "AllocatedProvisionedConcurrentExecutions": provisioned.executions,
            "Status": "READY",
            "LastModified": date(provisioned.modified),
        }))
    }
}
