//! S3: buckets and objects.
//!
//! The name of a bucket is unique in the world; the bucket belongs to an account and a Region, and
//! answers there alone. Who may do what is in `access`, what a bucket is told in `configuration`,
//! what other services of the simulator put and read in `delivery`.

mod access;
mod acl;
mod address;
mod answer;
mod bucket;
mod configuration;
mod delivery;
mod errors;
mod listing;
mod multipart;
mod notification;
mod object;
mod owner;
mod policy;

use std::collections::BTreeMap;

use serde::Serialize;

use self::bucket::Bucket;
#[allow(
    unused_imports,
    reason = "for services that write to buckets or read from them"
)]
pub(crate) use self::{
    access::{owner_of, policy_of},
    configuration::tags,
    delivery::{Delivery, deliver, holds, read},
    policy::is_public,
};
use super::Operations;
use crate::world::Settles;

/// All buckets of all accounts, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    buckets: BTreeMap<String, Bucket>,
}

#[rustfmt::skip] // One line an operation.
pub(super) fn operations() -> Operations {
    let table = Operations::default()
        .on("CreateBucket", bucket::create)
        .on("HeadBucket", bucket::head)
        .on("ListBuckets", bucket::list)
        .on("DeleteBucket", bucket::delete)
        .on("GetBucketLocation", bucket::location)
        .on("ListObjects", listing::objects::first)
        .on("ListObjectsV2", listing::objects::second)
        .on("ListObjectVersions", listing::versions::list);
    let table = table
        .on("GetBucketPolicy", policy::get)
        .on("GetBucketPolicyStatus", policy::status)
        .on("PutBucketPolicy", policy::put)
        .on("DeleteBucketPolicy", policy::delete)
        .on("GetBucketAcl", acl::of_bucket)
        .on("PutBucketAcl", acl::put_of_bucket)
        .on("GetObjectAcl", acl::of_object)
        .on("PutObjectAcl", acl::put_of_object);
    let table = configuration::operations(table);
    let table = object::operations(table);
    multipart::operations(table)
}

impl Settles for State {}
