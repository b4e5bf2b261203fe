//! Objects of other services of the simulator: reports, recordings, results of queries.

use bytes::Bytes;

use super::{
    errors,
    notification::{self, Happening},
    object::{Checksum, Label, Object, checksum::Algorithm, encryption::Wanted, fresh_id},
};
use crate::{error::AwsError, ids::Ids, time::Time, world::World};

/// An object on its way into a bucket.
#[derive(Debug, Clone)]
#[allow(dead_code, reason = "for services that write to buckets")]
pub(crate) struct Delivery<'a> {
    pub(crate) bucket: &'a str,
    pub(crate) key: &'a str,
    pub(crate) content: Bytes,
    /// As `text/csv`.
    pub(crate) content_type: &'a str,
}

/// Puts an object into a bucket of whatever account and Region, and tells those who asked to be
/// told. Fails with `NoSuchBucket`. The policy of the bucket is not asked.
#[allow(dead_code, reason = "for services that write to buckets")]
pub(crate) fn deliver(
    world: &mut World,
    delivery: Delivery<'_>,
    ids: &mut Ids,
    now: Time,
) -> Result<(), AwsError> {
    let Delivery {
        bucket: name,
        key,
        content,
        content_type,
    } = delivery;
    let bucket = world.s3.buckets.get_mut(name);
    let bucket = bucket.ok_or_else(|| errors::no_bucket(name))?;
    let encryption = Wanted::default().or_default(bucket)?;
    let checksum = Checksum::of(Algorithm::Crc64nvme, &content);
    let label = Label::of_type(content_type);
    let object = Object::new(content, label, checksum, encryption)?;
    let id = bucket.add(key, fresh_id(ids), now, Some(object));
    let happening = Happening {
        bucket: name,
        key,
        name: "ObjectCreated:Put",
        version: bucket.shown_id(&id),
        principal: "AWS:amazonaws.com",
    };
    notification::tell(world, happening, ids, now);
    Ok(())
}

/// The content of the latest version of an object, in whatever account and Region. Fails with
/// `NoSuchBucket` or `NoSuchKey`. The policy of the bucket is not asked.
#[allow(dead_code, reason = "for services that read from buckets")]
pub(crate) fn read(world: &World, bucket: &str, key: &str) -> Result<Bytes, AwsError> {
    let found = world.s3.buckets.get(bucket);
    let found = found.ok_or_else(|| errors::no_bucket(bucket))?;
    let (_, object) = found.object(key, None)?;
    Ok(object.content.clone())
}
