//! Who is told of what happens to objects.

use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError, services::s3::address::Address};

const LISTS: [&str; 3] = [
    "QueueConfigurations",
    "TopicConfigurations",
    "LambdaFunctionConfigurations",
];

/// What has no id gets one.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    _: &Address,
    mut document: Value,
) -> Result<Value, AwsError> {
    for list in LISTS {
        for target in document[list].as_array_mut().into_iter().flatten() {
            if target["Id"].is_null() {
                target["Id"] = json!(ctx.ids.uuid());
            }
        }
    }
    Ok(document)
}
