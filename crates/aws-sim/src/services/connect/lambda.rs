//! Lambda functions that flows may call.
//!
//! Whether the function exists is not asked: AWS adds a permission to its policy, which the
//! simulator does not keep. That it is in the Region of the instance is.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, reading, state};
use crate::{context::Ctx, error::AwsError, place::Account};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Function {
    instance_id: String,
    function_arn: String,
}

const KIND: &str = "Lambda function";

pub(super) fn associate(ctx: &mut Ctx<'_>, input: Function) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if !is_function(&input.function_arn, ctx.region.as_str()) {
        return Err(errors::invalid_parameter(&format!(
            "{} is not the ARN of a Lambda function in {}.",
            input.function_arn, ctx.region
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

/// Whether the text is the ARN of a function, or of a version or an alias of one, in the Region.
fn is_function(arn: &str, region: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    match parts[..] {
        ["arn", "aws", "lambda", of, account, "function", name]
        | ["arn", "aws", "lambda", of, account, "function", name, _] => {
            of == region && Account::new(account).is_some() && !name.is_empty()
        }
        _ => false,
    }
}
