//! What uses what.

use super::{subject::stream_name, words::listed};
use crate::world::{BucketEncryption, Destination, Key, Storage, World};

/// A sort of data that goes to a bucket.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Kept<'w> {
    /// The sort.
    pub(in crate::rules) storage: &'w Storage,
    /// The name of the bucket.
    pub(in crate::rules) bucket: &'w str,
    /// What keys of objects begin with.
    pub(in crate::rules) prefix: &'w str,
    /// The key that is named for it.
    pub(in crate::rules) key: Option<&'w str>,
}

/// Every sort of data that goes to a bucket.
pub(in crate::rules) fn kept(world: &World) -> impl Iterator<Item = Kept<'_>> {
    world
        .storage
        .iter()
        .filter_map(|storage| match &storage.destination {
            Destination::Bucket {
                bucket,
                prefix,
                key,
            } => Some(Kept {
                storage,
                bucket,
                prefix,
                key: key.as_deref(),
            }),
            _ => None,
        })
}

/// The sorts of data that go to a bucket.
pub(in crate::rules) fn of_bucket<'w>(world: &'w World, bucket: &str) -> Vec<&'w str> {
    let sorts = kept(world).filter(|it| it.bucket == bucket);
    sorts.map(|it| it.storage.sort.as_str()).collect()
}

/// What a key encrypts, in words.
pub(in crate::rules) fn of_key(world: &World, key: &Key) -> String {
    let is = |name: &str| world.key(name).is_some_and(|it| it.arn == key.arn);
    let sorts = world
        .storage
        .iter()
        .filter(|it| it.destination.key().is_some_and(is));
    let mut uses: Vec<String> = sorts.map(|it| it.sort.clone()).collect();
    for bucket in &world.buckets {
        if matches!(&bucket.encryption, BucketEncryption::Kms(Some(name)) if is(name)) {
            uses.push(format!("bucket {}", bucket.name));
        }
    }
    for stream in &world.streams {
        if stream.key.as_deref().is_some_and(is) {
            uses.push(format!("stream {}", stream_name(&stream.arn)));
        }
    }
    if let Some(group) = &world.log_group
        && group.key.as_deref().is_some_and(is)
    {
        uses.push(format!("log group {}", group.name));
    }
    if uses.is_empty() {
        uses.push("nothing that is known".to_owned());
    }
    listed(uses)
}
