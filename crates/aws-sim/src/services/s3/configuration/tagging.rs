//! Tags of buckets.

use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{address::Address, errors, object::tag::TagSet},
};

const TAGS_MAX: usize = 50;

/// Each key once, and not too many.
pub(in crate::services::s3) fn check(
    _: &mut Ctx<'_>,
    _: &Address,
    document: Value,
) -> Result<Value, AwsError> {
    let set: TagSet = serde_json::from_value(document).map_err(|_| errors::malformed())?;
    let tags = set.read()?;
    if tags.len() > TAGS_MAX {
        let message = "Bucket tag count cannot be greater than 50";
        return Err(errors::other(400, "BadRequest", message));
    }
    Ok(json!(TagSet::from(&tags)))
}
