//! How many calls of a function may run at once. Nothing runs, so it is only kept.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Named, errors, function};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    function_name: String,
    reserved_concurrent_executions: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    function_name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Account {}

/// Calls that may run at once in an account and Region, and those of them that cannot be
/// reserved (developer guide, "Lambda quotas").
const ALL: u64 = 1_000;
const UNRESERVED: u64 = 100;

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let named = Named::read(&input.function_name, None);
    let own = function(ctx, &named)?.reserved.unwrap_or(0);
    let wanted = input.reserved_concurrent_executions;
    if reserved(ctx) - own + wanted > ALL - UNRESERVED {
        return Err(errors::invalid(format!(
            "Specified ReservedConcurrentExecutions for function decreases account's \
             UnreservedConcurrentExecution below its minimum value of [{UNRESERVED}]."
        )));
    }
    function(ctx, &named)?.reserved = Some(wanted);
    Ok(json!({ "ReservedConcurrentExecutions": wanted }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let reserved = function(ctx, &Named::read(&input.function_name, None))?.reserved;
    Ok(json!({ "ReservedConcurrentExecutions": reserved }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Of) -> Result<(), AwsError> {
    function(ctx, &Named::read(&input.function_name, None))?.reserved = None;
    Ok(())
}

pub(super) fn account(ctx: &mut Ctx<'_>, _: Account) -> Result<Value, AwsError> {
    let free = ALL - reserved(ctx);
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    let bytes: usize = state
        .functions
        .values()
        .map(|function| function.latest.code.bytes)
        .sum();
    Ok(json!({
        "AccountLimit": {
            "TotalCodeSize": 80_530_636_800_u64,
            "CodeSizeUnzipped": 262_144_000,
            "CodeSizeZipped": 52_428_800,
            "ConcurrentExecutions": ALL,
            "UnreservedConcurrentExecutions": free,
        },
        "AccountUsage": { "TotalCodeSize": bytes, "FunctionCount": state.functions.len() },
    }))
}

fn reserved(ctx: &mut Ctx<'_>) -> u64 {
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    state
        .functions
        .values()
        .filter_map(|function| function.reserved)
        .sum()
}
