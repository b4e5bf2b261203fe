//! Object lock: whether objects can be kept from deletion, and for how long they usually are.

use serde_json::Value;

use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{
        address::{Address, open},
        bucket::Versioning,
        errors,
    },
};

/// The bucket keeps versions.
pub(super) fn check(ctx: &mut Ctx<'_>, at: &Address, document: Value) -> Result<Value, AwsError> {
    if open(ctx, at)?.versioning == Versioning::Enabled {
        return Ok(document);
    }
    let message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration";
    Err(errors::other(409, "InvalidBucketState", message))
}
