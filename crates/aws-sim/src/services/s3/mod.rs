//! S3: buckets and objects.
//!
//! The name of a bucket is unique in the world; the bucket belongs to an account and a Region. A
//! bucket answers in every Region, to its own account: bucket policies are not looked at yet.

mod bucket;
mod errors;
mod object;

use std::collections::BTreeMap;

use serde::Serialize;

use self::object::Object;
use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    time::Time,
    world::Settles,
};

/// All buckets of all accounts, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    buckets: BTreeMap<String, Bucket>,
}

#[derive(Debug, Serialize)]
struct Bucket {
    account: Account,
    region: Region,
    created: Time,
    /// By key.
    objects: BTreeMap<String, Object>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateBucket", bucket::create)
        .on("HeadBucket", bucket::head)
        .on("ListBuckets", bucket::list)
        .on("DeleteBucket", bucket::delete)
        .on("PutObject", object::put)
        .on("GetObject", object::get)
}

impl Settles for State {}

/// The bucket of this name, if it is the caller's.
fn open<'w>(ctx: &'w Ctx<'_>, name: &str) -> Result<&'w Bucket, AwsError> {
    let bucket = ctx.world.s3.buckets.get(name);
    let bucket = bucket.ok_or_else(|| errors::no_bucket(name))?;
    if bucket.account == *ctx.account {
        Ok(bucket)
    } else {
        Err(errors::denied())
    }
}

/// The same, to be changed.
fn open_mut<'w>(ctx: &'w mut Ctx<'_>, name: &str) -> Result<&'w mut Bucket, AwsError> {
    open(ctx, name)?;
    let bucket = ctx.world.s3.buckets.get_mut(name);
    bucket.ok_or_else(|| errors::no_bucket(name))
}
