//! Whether a bucket keeps versions, and what needs them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::OBJECT_LOCK;
use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{
        address::{Address, Named, open, open_mut},
        bucket::Versioning,
        errors,
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    #[serde(flatten)]
    at: Address,
    versioning_configuration: Configuration,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    status: Option<Versioning>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let versioning = open(ctx, &input.at)?.versioning;
    let status = Some(versioning).filter(|status| *status != Versioning::Never);
    Ok(json!({ "Status": status }))
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let bucket = open(ctx, &input.at)?;
    let status = input.versioning_configuration.status.ok_or_else(|| {
        let message = "The Versioning element must be specified";
        errors::other(400, "IllegalVersioningConfigurationException", message)
    })?;
    let locked = !bucket.configuration(OBJECT_LOCK).is_null();
    if locked && status != Versioning::Enabled {
        let message = "An Object Lock configuration is present on this bucket, so the versioning \
                       state cannot be changed.";
        return Err(errors::other(409, "InvalidBucketState", message));
    }
    open_mut(ctx, &input.at)?.versioning = status;
    Ok(())
}

/// What is replicated are versions.
pub(super) fn replicated(
    ctx: &mut Ctx<'_>,
    at: &Address,
    document: Value,
) -> Result<Value, AwsError> {
    if open(ctx, at)?.versioning == Versioning::Enabled {
        return Ok(document);
    }
    Err(errors::invalid_request(
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    ))
}
