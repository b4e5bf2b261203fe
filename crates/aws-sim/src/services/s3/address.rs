//! What a request is about, and the bucket behind it.

use serde::Deserialize;

use super::{Bucket, access, errors};
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

/// The bucket at `address`, if it is in the Region that is called and the caller may do there what
/// it asks.
pub(super) fn open<'w>(ctx: &'w Ctx<'_>, address: &Address) -> Result<&'w Bucket, AwsError> {
    open_to(ctx, address, &access::action(ctx.operation.name))
}

/// The same, for another action than that of the operation.
pub(super) fn open_to<'w>(
    ctx: &'w Ctx<'_>,
    address: &Address,
    action: &str,
) -> Result<&'w Bucket, AwsError> {
    admit(ctx, find_here(ctx, address)?, address, action)
}

/// The same, whatever Region is called.
pub(super) fn open_anywhere<'w>(
    ctx: &'w Ctx<'_>,
    address: &Address,
) -> Result<&'w Bucket, AwsError> {
    let bucket = find(ctx, address)?;
    admit(ctx, bucket, address, &access::action(ctx.operation.name))
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

/// The bucket at `address` if it is in the Region that is called, whoever may do what there.
pub(super) fn find_here<'w>(ctx: &'w Ctx<'_>, address: &Address) -> Result<&'w Bucket, AwsError> {
    let bucket = find(ctx, address)?;
    if bucket.region == *ctx.region {
        Ok(bucket)
    } else {
        Err(errors::elsewhere(&address.bucket, &bucket.region))
    }
}

/// The bucket at `address`, wherever it is.
fn find<'w>(ctx: &'w Ctx<'_>, address: &Address) -> Result<&'w Bucket, AwsError> {
    let bucket = ctx.world.s3.buckets.get(&address.bucket);
    bucket.ok_or_else(|| errors::no_bucket(&address.bucket))
}

fn admit<'w>(
    ctx: &Ctx<'_>,
    bucket: &'w Bucket,
    address: &Address,
    action: &str,
) -> Result<&'w Bucket, AwsError> {
    let expected = address.expected_bucket_owner.as_deref();
    if expected.is_some_and(|account| account != bucket.account.as_str()) {
        return Err(errors::denied());
    }
    access::check(ctx, bucket, address, action)?;
    Ok(bucket)
}
