//! Where an instance keeps recordings, transcripts, reports and streams of records: one place for
//! each sort of data.

mod port;

use async_trait::async_trait;
use connect_model::{
    AssociationId, Fault, InstanceId,
    spec::{ContactCenter, Entry, StorageSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{Destination, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Ownership, Reading, Section, ThingKey, Trouble, Written, governed,
};

/// The kind.
#[derive(Debug)]
pub struct StorageKind;

/// The kind.
pub const KIND: StorageKind = StorageKind;

const BUCKET: &str = "bucket";

static FACTS: Facts = Facts {
    id: KindId::Storage,
    noun: "storage",
    layer: Layer::Supporting,
    tagged: false,
    bond: Bond::Associated,
    make: "connect:AssociateInstanceStorageConfig",
    remove: "connect:DisassociateInstanceStorageConfig",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        "config",
        &[
            BUCKET,
            "prefix",
            "kms_key",
            "retention_hours",
            "stream",
            "delivery_stream",
        ],
        "connect:UpdateInstanceStorageConfig",
    )],
    teardown: 85,
};

/// Every sort of data, by the word of the spec (facts/connect-api.md, 4.1).
const SORTS: &[&str] = &[
    "call_recordings",
    "chat_transcripts",
    "scheduled_reports",
    "attachments",
    "screen_recordings",
    "contact_evaluations",
    "email_messages",
    "media_streams",
    "contact_trace_records",
    "agent_events",
    "real_time_contact_analysis_segments",
    "real_time_contact_analysis_voice_segments",
    "real_time_contact_analysis_chat_segments",
];

#[derive(Default, Serialize, Deserialize)]
struct Storage {
    bucket: Option<String>,
    prefix: Option<String>,
    kms_key: Option<String>,
    retention_hours: Option<u32>,
    stream: Option<String>,
    delivery_stream: Option<String>,
}

// === impl StorageKind ===

#[async_trait]
impl Kind for StorageKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<StorageSpec>| {
            Declared::of(KindId::Storage, entry, &Storage::declared(&entry.spec))
        };
        center.storage.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Storage)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let members = FACTS.aspects.iter().flat_map(|aspect| aspect.members);
        let members: Vec<_> = members.copied().collect();
        spec.map(&thing.key.name, Written::new().copied(thing, &members));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx, SORTS.iter().copied()).await?;
        Ok(found.into_iter().map(|(named, _)| named).collect())
    }

    /// Each sort is a call of its own, so only those are asked for that may matter.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let sorts = SORTS.iter().copied();
        let found = found(cx, sorts.filter(|sort| cx.owners || cx.declares(sort))).await?;
        let observed = |(named, destination)| {
            let members = Members::of(&Storage::observed(destination));
            Observed::ready(KindId::Storage, named, members, None)
        };
        let mut observed: Vec<_> = found.into_iter().map(observed).collect();
        disown(cx, &mut observed).await?;
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let name = &order.thing.key.name;
        let storage: Storage = order.thing.members.typed()?;
        let destination = storage.destination().ok_or_else(|| nowhere(name))?;
        let token = order.attempt.token().await.to_string();
        let instance = cx.instance()?;
        let (port, sort) = (&cx.ports().storage, sort(name));
        let made = port.associate(&instance, &sort, &destination, &token);
        Ok(known(&made.await?))
    }

    /// The call replaces the whole of it, so a key that nobody declares is taken over.
    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let name = &order.thing.key.name;
        let (instance, port, sort) = (cx.instance()?, &cx.ports().storage, sort(name));
        let id = AssociationId::new(&order.known()?.id);
        let mut storage: Storage = order.thing.members.typed()?;
        if storage.bucket.is_some() && storage.kms_key.is_none() {
            let list = || port.list(&instance, &sort);
            let there = cx.reading.read(list).await?;
            let there = there.into_iter().find(|(known, _)| *known == id);
            storage.kms_key = there.and_then(|(_, there)| Storage::observed(there).kms_key);
        }
        let destination = storage.destination().ok_or_else(|| nowhere(name))?;
        let updated = port.update(&instance, &sort, &id, &destination);
        Ok(updated.await?)
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let (instance, sort) = (cx.instance()?, sort(&key.name));
        let id = AssociationId::new(&known.id);
        let gone = cx.ports().storage.disassociate(&instance, &sort, &id);
        Ok(gone.await?)
    }

    /// A bucket has the same name in the spec and in AWS, declared or not.
    fn references(&self, member: &str, value: &Value) -> Vec<ThingKey> {
        let name = value.as_str().filter(|_| member == BUCKET);
        let key = name.map(|name| ThingKey::new(KindId::Bucket, name));
        key.into_iter().collect()
    }
}

/// What governance keeps is not the centre's, unless that declares it too.
async fn disown(cx: &Reading<'_>, observed: &mut [Observed]) -> Result<(), Fault> {
    let is_open = |thing: &&mut Observed| !cx.declares(&thing.key.name);
    let mut open = observed.iter_mut().filter(is_open).peekable();
    let (Some(instance), Some(_)) = (cx.instance, open.peek()) else {
        return Ok(());
    };
    let governed = governed(cx.instance_tags(instance).await?);
    for thing in open.filter(|thing| governed.contains(sort(&thing.key.name).as_str())) {
        thing.ownership = Ownership::Foreign;
    }
    Ok(())
}

/// What there is of these sorts.
async fn found(
    cx: &Reading<'_>,
    sorts: impl Iterator<Item = &str>,
) -> Result<Vec<(Named, Destination)>, Fault> {
    let Some(instance) = cx.instance else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for name in sorts {
        let listed = cx.read(|| list(cx, instance, name)).await?;
        found.extend(listed.into_iter().map(|(id, destination)| {
            let named = Named {
                name: name.to_owned(),
                known: known(&id),
                modified_ms: None,
            };
            (named, destination)
        }));
    }
    Ok(found)
}

async fn list(
    cx: &Reading<'_>,
    instance: &InstanceId,
    name: &str,
) -> Result<Vec<(AssociationId, Destination)>, Fault> {
    cx.ports.storage.list(instance, &sort(name)).await
}

/// The word of the API.
fn sort(name: &str) -> String {
    name.to_uppercase()
}

fn known(id: &AssociationId) -> Known {
    Known::new(id.as_str(), id.as_str())
}

fn nowhere(name: &str) -> Trouble {
    Trouble::stored(
        "STORAGE_INCOMPLETE",
        format!("the step does not say where {name} goes"),
    )
}

// === impl Storage ===

impl Storage {
    fn declared(spec: &StorageSpec) -> Self {
        Self::observed(match spec {
            StorageSpec::S3 {
                bucket,
                prefix,
                kms_key,
            } => Destination::S3 {
                bucket: bucket.to_string(),
                prefix: prefix.clone(),
                kms_key: kms_key.as_ref().map(ToString::to_string),
            },
            StorageSpec::VideoStream {
                prefix,
                retention_hours,
                kms_key,
            } => Destination::VideoStream {
                prefix: prefix.clone(),
                retention_hours: *retention_hours,
                kms_key: kms_key.to_string(),
            },
            StorageSpec::Stream { stream } => Destination::Stream(stream.to_string()),
            StorageSpec::DeliveryStream { delivery_stream } => {
                Destination::DeliveryStream(delivery_stream.to_string())
            }
        })
    }

    fn observed(destination: Destination) -> Self {
        match destination {
            Destination::S3 {
                bucket,
                prefix,
                kms_key,
            } => Self {
                bucket: Some(bucket),
                prefix: Some(prefix),
                kms_key,
                ..Self::default()
            },
            Destination::VideoStream {
                prefix,
                retention_hours,
                kms_key,
            } => Self {
                prefix: Some(prefix),
                kms_key: Some(kms_key),
                retention_hours: Some(retention_hours),
                ..Self::default()
            },
            Destination::Stream(stream) => Self {
                stream: Some(stream),
                ..Self::default()
            },
            Destination::DeliveryStream(delivery_stream) => Self {
                delivery_stream: Some(delivery_stream),
                ..Self::default()
            },
        }
    }

    fn destination(self) -> Option<Destination> {
        match self {
            Self {
                stream: Some(stream),
                ..
            } => Some(Destination::Stream(stream)),
            Self {
                delivery_stream: Some(stream),
                ..
            } => Some(Destination::DeliveryStream(stream)),
            Self {
                bucket: Some(bucket),
                prefix: Some(prefix),
                kms_key,
                ..
            } => Some(Destination::S3 {
                bucket,
                prefix,
                kms_key,
            }),
            Self {
                prefix: Some(prefix),
                retention_hours: Some(retention_hours),
                kms_key: Some(kms_key),
                ..
            } => Some(Destination::VideoStream {
                prefix,
                retention_hours,
                kms_key,
            }),
            _ => None,
        }
    }
}
