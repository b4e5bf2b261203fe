//! What a request is about, and the bucket behind it.

use serde::Deserialize;

use super::{Bucket, errors};
use crate::{context::Ctx, error::AwsError};

/// A bucket, or an object in it, as a request names it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Address {
    pub(super) bucket: String,
    /// Empty where the bucket itself is meant.
    #[serde(default)]
    pub(super) key: String,
    expected_bucket_owner: Option<String>,
}

/// A request that names something and no more.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    #[serde(flatten)]
    pub(super) at: Address,
}

// === impl Address ===

impl Address {
    /// The object `key` of `bucket`, whoever owns it.
    pub(super) fn of(bucket: &str, key: &str) -> Self {
        Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            expected_bucket_owner: None,
        }
    }
}

/// The bucket at `address`, if it is in the Region that is called and the caller's.
pub(super) fn open<'w>(ctx: &'w Ctx<'_>, address: &Address) -> Result<&'w Bucket, AwsError> {
    match ctx.world.s3.buckets.get(&address.bucket) {
        Some(bucket) if bucket.region != *ctx.region => {
            Err(errors::elsewhere(&address.bucket, &bucket.region))
        }
        _ => open_anywhere(ctx, address),
    }
}

/// The same, whatever Region is called.
pub(super) fn open_anywhere<'w>(
    ctx: &'w Ctx<'_>,
    address: &Address,
) -> Result<&'w Bucket, AwsError> {
    let bucket = ctx.world.s3.buckets.get(&address.bucket);
    let bucket = bucket.ok_or_else(|| errors::no_bucket(&address.bucket))?;
    let expected = address.expected_bucket_owner.as_deref();
    if expected.is_some_and(|account| account != bucket.account.as_str()) {
        return Err(errors::denied());
    }
    if bucket.account == *ctx.account {
        Ok(bucket)
    } else {
        Err(errors::denied())
    }
}

/// The same, to be changed.
pub(super) fn open_mut<'w>(
    ctx: &'w mut Ctx<'_>,
    address: &Address,
) -> Result<&'w mut Bucket, AwsError> {
    open(ctx, address)?;
    let bucket = ctx.world.s3.buckets.get_mut(&address.bucket);
    bucket.ok_or_else(|| errors::no_bucket(&address.bucket))
}
