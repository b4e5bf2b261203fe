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
    /// Algorithm and key, if not those of the bucket.
    pub(crate) encryption: Option<(&'a str, Option<&'a str>)>,
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
        encryption,
    } = delivery;
    let bucket = world.s3.buckets.get_mut(name);
    let bucket = bucket.ok_or_else(|| errors::no_bucket(name))?;
    let wanted = encryption.map(|(algorithm, key)| Wanted::of(algorithm, key));
    let encryption = wanted.unwrap_or_default().or_default(bucket)?;
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

/// Whether there is an object under a prefix of a bucket; nothing if there is no such bucket.
pub(crate) fn holds(world: &World, bucket: &str, prefix: &str) -> Option<bool> {
    let bucket = world.s3.buckets.get(bucket)?;
    let keys = bucket.keys.range(prefix.to_owned()..);
    let mut under = keys
        .map(|(key, _)| key)
        .take_while(|key| key.starts_with(prefix));
    Some(under.any(|key| bucket.object(key, None).is_ok()))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        place::{Account, Region},
        services::s3::{
            bucket::{Bucket, Versioning},
            configuration,
        },
    };

    fn world() -> World {
        let mut world = World::default();
        let bucket = Bucket {
            account: Account::default(),
            region: Region::default(),
            created: Time::default(),
            versioning: Versioning::Enabled,
            configurations: configuration::of_a_new_bucket(),
            listed: BTreeMap::new(),
            policy: None,
            grants: None,
            keys: BTreeMap::new(),
            uploads: BTreeMap::new(),
        };
        world.s3.buckets.insert("results".to_owned(), bucket);
        world
    }

    fn report(bucket: &str) -> Delivery<'_> {
        Delivery {
            bucket,
            key: "a.csv",
            content: Bytes::from_static(b"a,b"),
            content_type: "text/csv",
            encryption: None,
        }
    }

    #[test]
    fn what_a_service_delivers_can_be_read_and_lies_as_the_bucket_has_it() {
        let (mut world, mut ids) = (world(), Ids::of(0, &[], 0));
        deliver(&mut world, report("results"), &mut ids, Time::default()).unwrap();
        assert_eq!(read(&world, "results", "a.csv").unwrap(), "a,b");
        let (version, object) = world.s3.buckets["results"].latest("a.csv").unwrap();
        assert_eq!(version.id.len(), 32);
        assert_eq!(object.headers.content_type.as_deref(), Some("text/csv"));
    }

    #[test]
    fn what_is_not_there_is_neither_written_nor_read() {
        let (mut world, mut ids) = (world(), Ids::of(0, &[], 0));
        let refused = deliver(&mut world, report("none"), &mut ids, Time::default()).unwrap_err();
        assert_eq!(refused.code, "NoSuchBucket");
        assert_eq!(
            read(&world, "none", "a.csv").unwrap_err().code,
            "NoSuchBucket"
        );
        assert_eq!(
            read(&world, "results", "a.csv").unwrap_err().code,
            "NoSuchKey"
        );
    }
}
