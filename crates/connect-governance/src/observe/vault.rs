//! Where data is kept, and by which keys.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, FaultClass};
use connect_resources::{bucket::is_tls_only, storage};
use futures::FutureExt;

use super::{Look, Seen, Unseen, document};
use crate::{
    port::{BucketSight, KeySight, KeySightRecord, LifecycleRecord, StreamSight},
    world::{
        Bucket, Destination, Instance, Key, Lifecycle, LogGroup, Part, Storage, Stream, StreamKind,
        World,
    },
};

/// The sorts of data, in the words of the API (facts/governance.md, 1.1).
const SORTS: &[&str] = &[
    "CALL_RECORDINGS",
    "CHAT_TRANSCRIPTS",
    "SCHEDULED_REPORTS",
    "ATTACHMENTS",
    "CONTACT_EVALUATIONS",
    "SCREEN_RECORDINGS",
    "EMAIL_MESSAGES",
    "MEDIA_STREAMS",
    "CONTACT_TRACE_RECORDS",
    "AGENT_EVENTS",
    "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS",
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS",
];
const PARTS: &[Part] = &[Part::Storage, Part::Buckets, Part::Keys, Part::Streams];

/// What was seen.
pub(super) struct Vault {
    storage: Seen<Vec<Storage>>,
    buckets: Seen<Vec<Bucket>>,
    keys: Seen<Vec<Key>>,
    streams: Seen<Vec<Stream>>,
    log_group: Seen<Option<LogGroup>>,
}

pub(super) async fn look(look: &Look<'_>) -> Vault {
    let (storage, log_group) = futures::join!(storage(look), log_group(look));
    let known = storage.as_ref().map_err(Clone::clone);
    let (buckets, streams) = match known {
        Ok(known) => futures::join!(buckets(look, known), streams(look, known)),
        Err(unseen) => (Err(unseen.clone()), Err(unseen)),
    };
    let named = named_keys(&storage, &buckets, &streams);
    Vault {
        keys: keys(look, named).await,
        storage,
        buckets,
        streams,
        log_group,
    }
}

async fn storage(look: &Look<'_>) -> Seen<Vec<Storage>> {
    let each: Vec<_> = SORTS
        .iter()
        .map(|sort| of_sort(look, sort).boxed())
        .collect();
    let all = futures::future::try_join_all(each).await?;
    Ok(all.into_iter().flatten().collect())
}

/// Where data of one sort goes.
async fn of_sort(look: &Look<'_>, sort: &str) -> Seen<Vec<Storage>> {
    let port = &look.calls.ports.storage;
    let listed = look.ask(PARTS, || port.list(&look.instance, sort)).await?;
    let storage = |(_, destination)| Storage {
        sort: sort.to_owned(),
        destination: destination_of(destination),
    };
    Ok(listed.into_iter().map(storage).collect())
}

fn destination_of(destination: storage::Destination) -> Destination {
    match destination {
        storage::Destination::S3 {
            bucket,
            prefix,
            kms_key,
        } => Destination::Bucket {
            bucket,
            prefix,
            key: kms_key,
        },
        storage::Destination::VideoStream {
            prefix,
            retention_hours,
            kms_key,
        } => Destination::Video {
            prefix,
            retention_hours,
            key: kms_key,
        },
        storage::Destination::Stream(arn) => Destination::Stream(arn),
        storage::Destination::DeliveryStream(arn) => Destination::DeliveryStream(arn),
    }
}

async fn log_group(look: &Look<'_>) -> Seen<Option<LogGroup>> {
    let port = look.calls.ports.log_group()?;
    let name = format!("/aws/connect/{}", look.alias);
    let found = match look.ask(&[Part::Logs], || port.find(&name)).await {
        Ok(found) => found,
        Err(unseen) => return Err(unseen),
    };
    Ok(found.map(|record| LogGroup {
        name: name.clone(),
        retention_days: record.retention_days,
        key: record.kms_key,
    }))
}

async fn buckets(look: &Look<'_>, storage: &[Storage]) -> Seen<Vec<Bucket>> {
    let Some(port) = look.calls.buckets.as_deref() else {
        return Err(Unseen::not_built_in("S3"));
    };
    let name = |it: &Storage| match &it.destination {
        Destination::Bucket { bucket, .. } => Some(bucket.clone()),
        _ => None,
    };
    let names: BTreeSet<String> = storage.iter().filter_map(name).collect();
    let each = names.iter().map(|name| bucket(look, port, name).boxed());
    let each: Vec<_> = each.collect();
    futures::future::try_join_all(each).await
}

/// One that is not there, or not this account's, is told as such.
async fn bucket(look: &Look<'_>, port: &dyn BucketSight, name: &str) -> Seen<Bucket> {
    const PARTS: &[Part] = &[Part::Buckets, Part::Keys];
    let region = look.ask(PARTS, || absent(port.region(name))).await?;
    let Some(region) = region else {
        return Ok(Bucket {
            name: name.to_owned(),
            ..Bucket::default()
        });
    };
    if region != look.region.as_str() {
        // Whoever asks for it here is sent away.
        return Ok(Bucket {
            name: name.to_owned(),
            exists: true,
            region,
            is_elsewhere: true,
            ..Bucket::default()
        });
    }
    let kind = look.calls.ports.bucket()?;
    let (encryption, blocks, policy, versions, logs, lifecycle) = futures::join!(
        look.ask(PARTS, || port.encryption(name)),
        look.ask(PARTS, || kind.is_public_access_blocked(name)),
        look.ask(PARTS, || kind.policy(name)),
        look.ask(PARTS, || kind.keeps_versions(name)),
        look.ask(PARTS, || port.logs_access(name)),
        look.ask(PARTS, || port.lifecycle(name)),
    );
    let (policy, versions) = (policy?, versions?);
    // Locks are there where versions are kept alone.
    let locked_days = if versions {
        look.ask(PARTS, || port.locked_days(name)).await?
    } else {
        None
    };
    let arn = kind.arn(name);
    Ok(Bucket {
        name: name.to_owned(),
        exists: true,
        region,
        is_elsewhere: false,
        encryption: encryption?,
        blocks_public_access: blocks?,
        demands_tls: is_tls_only(policy.as_deref(), &arn)
            || policy.as_deref().is_some_and(document::demands_tls),
        is_open: policy.as_deref().is_some_and(document::is_open),
        keeps_versions: versions,
        logs_access: logs?,
        locked_days,
        lifecycle: lifecycle?.into_iter().filter_map(rule).collect(),
    })
}

/// A rule that is limited by tags or sizes covers nothing for sure.
fn rule(record: LifecycleRecord) -> Option<Lifecycle> {
    (!record.is_limited).then_some(Lifecycle {
        prefix: record.prefix,
        expires_days: record.expires_days,
        moves_days: record.moves_days,
        old_versions_days: record.old_versions_days,
        uploads_days: record.uploads_days,
    })
}

/// What is not there, or is somebody else's.
async fn absent<T>(asked: impl Future<Output = Result<T, Fault>>) -> Result<Option<T>, Fault> {
    match asked.await {
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        asked => asked.map(Some),
    }
}

async fn streams(look: &Look<'_>, storage: &[Storage]) -> Seen<Vec<Stream>> {
    let named = storage.iter().filter_map(|it| match &it.destination {
        Destination::Stream(arn) => Some((StreamKind::Data, arn)),
        Destination::DeliveryStream(arn) => Some((StreamKind::Delivery, arn)),
        _ => None,
    });
    let named: BTreeMap<&String, StreamKind> = named.map(|(kind, arn)| (arn, kind)).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let Some(port) = look.calls.streams.as_deref() else {
        return Err(Unseen::not_built_in("Kinesis and Firehose"));
    };
    let each = named
        .iter()
        .map(|(arn, kind)| stream(look, port, arn, *kind));
    futures::future::try_join_all(each).await
}

async fn stream(
    look: &Look<'_>,
    port: &dyn StreamSight,
    arn: &str,
    kind: StreamKind,
) -> Seen<Stream> {
    const PARTS: &[Part] = &[Part::Streams, Part::Keys];
    let found = match kind {
        StreamKind::Data => look.ask(PARTS, || port.data(arn)).await?,
        StreamKind::Delivery => look.ask(PARTS, || port.delivery(arn)).await?,
    };
    let exists = found.is_some();
    let found = found.unwrap_or_default();
    Ok(Stream {
        arn: arn.to_owned(),
        kind,
        exists,
        is_encrypted: found.is_encrypted,
        key: found.key,
        retention_hours: found.retention_hours,
    })
}

/// The keys that storage, buckets and streams name.
fn named_keys(
    storage: &Seen<Vec<Storage>>,
    buckets: &Seen<Vec<Bucket>>,
    streams: &Seen<Vec<Stream>>,
) -> BTreeSet<String> {
    use crate::world::BucketEncryption::Kms;
    let storage = storage
        .iter()
        .flatten()
        .filter_map(|it| it.destination.key());
    let buckets = buckets
        .iter()
        .flatten()
        .filter_map(|it| match &it.encryption {
            Kms(Some(key)) => Some(key.as_str()),
            _ => None,
        });
    let streams = streams.iter().flatten().filter_map(|it| it.key.as_deref());
    let named = storage.chain(buckets).chain(streams);
    named.map(str::to_owned).collect()
}

async fn keys(look: &Look<'_>, named: BTreeSet<String>) -> Seen<Vec<Key>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let Some(port) = look.calls.keys.as_deref() else {
        return Err(Unseen::not_built_in("KMS"));
    };
    let each = named.iter().map(|name| key(look, port, name).boxed());
    let each: Vec<_> = each.collect();
    let mut keys: Vec<Key> = futures::future::try_join_all(each).await?;
    // An alias and an ARN may name one key.
    keys.sort_by(|one, other| one.arn.cmp(&other.arn));
    keys.dedup_by(|one, other| {
        let is_same = one.arn == other.arn;
        if is_same {
            other.aliases.append(&mut one.aliases);
        }
        is_same
    });
    Ok(keys)
}

async fn key(look: &Look<'_>, port: &dyn KeySight, name: &str) -> Seen<Key> {
    const PARTS: &[Part] = &[Part::Keys];
    let found = look.ask(PARTS, || port.key(name)).await?;
    let Some(record) = found else {
        return Ok(Key {
            arn: name.to_owned(),
            ..Key::default()
        });
    };
    let mut key = plain(&record, name);
    if record.is_aws_managed {
        return Ok(key);
    }
    let arn = &record.arn;
    let (rotates, policy, grants) = futures::join!(
        look.ask(PARTS, || port.rotates(arn)),
        look.ask(PARTS, || port.policy(arn)),
        look.ask(PARTS, || port.grants(arn)),
    );
    let policy = policy?;
    key.rotates = rotates?;
    key.grants = Some(grants?);
    key.is_open = document::is_open(&policy);
    key.has_administrator = document::has_administrator(&policy, look.account.as_str());
    key.data_key_principals = document::data_key_principals(&policy);
    Ok(key)
}

fn plain(record: &KeySightRecord, name: &str) -> Key {
    let alias = name.find("alias/").map(|at| name[at..].to_owned());
    Key {
        arn: record.arn.clone(),
        exists: true,
        aliases: alias.into_iter().collect(),
        state: record.state.clone(),
        is_aws_managed: record.is_aws_managed,
        encrypts: record.encrypts,
        // Those of AWS are rotated and administered by it.
        rotates: record.is_aws_managed,
        has_administrator: record.is_aws_managed,
        ..Key::default()
    }
}

// === impl Vault ===

impl Vault {
    /// Without the role of the instance nobody can say whose grant is missing.
    pub(super) fn service_role(&mut self, instance: &Instance) {
        if instance.service_role.is_none() {
            let keys = self.keys.iter_mut().flatten();
            keys.for_each(|key| key.grants = None);
        }
    }

    pub(super) fn put(self, world: &mut World) {
        world.take(Part::Storage, self.storage, |world| &mut world.storage);
        world.take(Part::Buckets, self.buckets, |world| &mut world.buckets);
        world.take(Part::Keys, self.keys, |world| &mut world.keys);
        world.take(Part::Streams, self.streams, |world| &mut world.streams);
        world.take(Part::Logs, self.log_group, |world| &mut world.log_group);
    }
}
