//! Who is told of what happens to objects.

use serde_json::{Value, json};

use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    services::{
        s3::{address::Address, errors, notification},
        sqs,
    },
};

const LISTS: [&str; 3] = [
    "QueueConfigurations",
    "TopicConfigurations",
    "LambdaFunctionConfigurations",
];

/// What has no id gets one. Queues are there and of the same Region, and get a message.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    at: &Address,
    mut document: Value,
) -> Result<Value, AwsError> {
    for list in LISTS {
        for target in document[list].as_array_mut().into_iter().flatten() {
            if target["Id"].is_null() {
                target["Id"] = json!(ctx.ids.uuid());
            }
        }
    }
    let queues = document["QueueConfigurations"].as_array().cloned();
    for queue in queues.unwrap_or_default() {
        let arn = queue["QueueArn"].as_str().unwrap_or_default();
        let here = Arn::parse(arn)
            .is_some_and(|arn| arn.service == "sqs" && arn.region == ctx.region.as_str());
        let test = notification::test_of(&at.bucket, &mut ctx.ids, ctx.now);
        if !here || !sqs::deliver(ctx.world, arn, &test, &mut ctx.ids, ctx.now) {
            let message = "Unable to validate the following destination configurations";
            return Err(errors::invalid_argument(
                arn,
                "The destination queue does not exist",
                message,
            ));
        }
    }
    Ok(without_nulls(document))
}

/// Looking at a list that is not there makes it null.
fn without_nulls(mut document: Value) -> Value {
    if let Some(members) = document.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    document
}
