//! Lambda functions that flows may call.
//!
//! Whether the function exists is not asked: AWS adds a permission to its policy, which the
//! simulator does not keep.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, reading, state};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Function {
    instance_id: String,
    function_arn: String,
}

const KIND: &str = "Lambda function";

pub(super) fn associate(ctx: &mut Ctx<'_>, input: Function) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if !input.function_arn.starts_with("arn:aws:lambda:") {
        return Err(errors::invalid_request(&format!(
            "{} is not the ARN of a Lambda function.",
            input.function_arn
        )));
    }
    if instance.lambda_functions.contains_key(&input.function_arn) {
        return Err(errors::conflict(KIND, &input.function_arn));
    }
    let limit = ctx.quota("lambda-functions");
    if instance.lambda_functions.len() as u64 >= limit {
        return Err(errors::quota_exceeded("Lambda functions", limit));
    }
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.lambda_functions.insert(input.function_arn, now);
    Ok(())
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Function) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let gone = instance.lambda_functions.remove(&input.function_arn);
    gone.map(|_| ())
        .ok_or_else(|| errors::not_found(KIND, &input.function_arn))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: reading::List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = instance
        .lambda_functions
        .iter()
        .filter(|(_, at)| ctx.visible(**at));
    let page = ctx.page(&input.page, rows.map(|(arn, _)| (arn.clone(), arn)))?;
    Ok(json!({ "LambdaFunctions": page.items, "NextToken": page.next_token }))
}
