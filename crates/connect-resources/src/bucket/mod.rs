//! Buckets for what an instance keeps.
//!
//! A bucket outlives its instance, and goes with the data in it only where that was asked for.

mod policy;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, Tags,
    spec::{BucketSpec, ContactCenter, Entry},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::{
    policy::{is_tls_only, with_tls_only},
    port::{Expiry, Port, Setting},
};
use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Declared, Exporter, Facts, Kind, KindId, Known, Layer,
    Members, Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct BucketKind;

/// The kind.
pub const KIND: BucketKind = BucketKind;

const ENCRYPTION: &str = "encryption";
const PUBLIC_ACCESS: &str = "public-access";
const POLICY: &str = "policy";
const VERSIONING: &str = "versioning";
const EXPIRY: &str = "expiry";
/// Whether anything is in it, for what a removal would lose. Nobody declares it.
const HOLDS_DATA: &str = "holds_data";

static FACTS: Facts = Facts {
    id: KindId::Bucket,
    noun: "bucket",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "s3:CreateBucket",
    remove: "s3:DeleteBucket",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(ENCRYPTION, &["kms_key"], "s3:PutBucketEncryption"),
        Aspect::of(
            PUBLIC_ACCESS,
            &["block_public_access"],
            "s3:PutPublicAccessBlock",
        ),
        Aspect::of(POLICY, &["tls_only"], "s3:PutBucketPolicy"),
        Aspect::of(VERSIONING, &["versioning"], "s3:PutBucketVersioning"),
        Aspect::of(
            EXPIRY,
            &["expire_days"],
            "s3:PutBucketLifecycleConfiguration",
        ),
    ],
    teardown: 110,
};

#[derive(Serialize, Deserialize)]
struct Bucket {
    kms_key: Option<String>,
    block_public_access: bool,
    tls_only: bool,
    versioning: bool,
    expire_days: Option<u32>,
}

// === impl BucketKind ===

#[async_trait]
impl Kind for BucketKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<BucketSpec>| {
            Declared::of(KindId::Bucket, entry, &Bucket::declared(&entry.spec))
        };
        center.buckets.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Bucket)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let bucket: Bucket = thing.members.typed()?;
        let entry = Written::new()
            .with("name", thing.key.name.as_str())
            .with_some("kms_key", bucket.kms_key)
            .unless("block_public_access", bucket.block_public_access, true)
            .unless("tls_only", bucket.tls_only, true)
            .unless("versioning", bucket.versioning, false)
            .with_some("expire_days", bucket.expire_days);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = cx.ports.bucket()?;
        cx.read(|| port.list()).await
    }

    /// What is declared, and where owners are asked for, what is tagged as ours.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut names: Vec<String> = cx.declared.iter().map(|it| it.key.name.clone()).collect();
        if cx.owners {
            names.extend(ours(cx).await?);
        }
        let mut found = Vec::new();
        for name in names {
            let port = cx.ports.bucket()?;
            if let Some(tags) = cx.read_some(|| port.tags(&name)).await? {
                found.push(observe(cx, name, tags).await?);
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (name, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        Ok(cx.ports().bucket()?.create(name, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let bucket: Bucket = order.thing.members.typed()?;
        let (name, port) = (&order.thing.key.name, cx.ports().bucket()?);
        let policy;
        let setting = match aspect {
            ENCRYPTION => bucket.kms_key.as_deref().map(Setting::KmsKey),
            PUBLIC_ACCESS => Some(Setting::PublicAccessBlocked(bucket.block_public_access)),
            POLICY => {
                let there = cx.reading.read(|| port.policy(name)).await?;
                let (arn, wanted) = (&order.known()?.arn, bucket.tls_only);
                policy = policy::with_tls_only(there.as_deref(), arn, wanted);
                Some(Setting::Policy(policy.as_deref()))
            }
            VERSIONING => {
                let keeps =
                    bucket.versioning || cx.reading.read(|| port.keeps_versions(name)).await?;
                // Once suspended, a bucket is never again one that kept no versions.
                keeps.then_some(Setting::KeepsVersions(bucket.versioning))
            }
            EXPIRY => bucket
                .expire_days
                .map(|days| Setting::Expire { days, prefix: "" }),
            _ => return Err(Trouble::unknown_aspect(KindId::Bucket, aspect)),
        };
        match setting {
            Some(setting) => Ok(port.set(name, setting).await?),
            // What nobody declares stays as it is.
            None => Ok(()),
        }
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().bucket()?.delete(&key.name).await?)
    }

    /// The call that makes a bucket takes none of them. A new one keeps no versions.
    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        let is_wanted = |aspect: &&Aspect| {
            let value = aspect.members.first().and_then(|it| thing.members.get(it));
            value.is_some_and(|value| aspect.name == PUBLIC_ACCESS || *value != false)
        };
        let aspects = FACTS.aspects.iter().filter(is_wanted);
        aspects.map(|aspect| aspect.name).collect()
    }

    fn tag_lane(&self) -> &'static str {
        "s3:PutBucketTagging"
    }

    fn outlives_instance(&self) -> bool {
        true
    }

    fn holds_data(&self, observed: &Observed) -> bool {
        observed
            .members
            .get(HOLDS_DATA)
            .is_some_and(|it| *it == true)
    }

    async fn empty(&self, cx: &Acting<'_>, known: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().bucket()?.empty(&known.id).await?)
    }
}

/// The names of buckets that are tagged as ours and not declared. The list knows no tags, so each
/// bucket of the account costs a call.
async fn ours(cx: &Reading<'_>) -> Result<Vec<String>, Fault> {
    let mut ours = Vec::new();
    let port = cx.ports.bucket()?;
    for named in cx.read(|| port.list()).await? {
        if cx.declares(&named.name) {
            continue;
        }
        let tags = cx.read_some(|| port.tags(&named.name)).await?;
        let owner = tags.as_ref().and_then(|tags| tags.get(CENTER_TAG));
        if owner == Some(cx.scope.alias.as_str()) {
            ours.push(named.name);
        }
    }
    Ok(ours)
}

/// Each part of it is a call of its own.
async fn observe(cx: &Reading<'_>, name: String, tags: Tags) -> Result<Observed, Fault> {
    let port = cx.ports.bucket()?;
    let arn = port.arn(&name);
    let policy = cx.read(|| port.policy(&name)).await?;
    let mut members = Members::of(&Bucket {
        kms_key: cx.read(|| port.kms_key(&name)).await?,
        block_public_access: cx.read(|| port.is_public_access_blocked(&name)).await?,
        tls_only: policy::is_tls_only(policy.as_deref(), &arn),
        versioning: cx.read(|| port.keeps_versions(&name)).await?,
        expire_days: cx.read(|| port.expiry(&name)).await?.map(|it| it.days),
    });
    if cx.owners {
        let holds_data = cx.read(|| port.holds_data(&name)).await?;
        members.set(HOLDS_DATA, Value::Bool(holds_data));
    }
    let named = Named {
        known: Known::new(&name, &arn),
        name,
        modified_ms: None,
    };
    Ok(Observed::ready(KindId::Bucket, named, members, Some(tags)))
}

// === impl Bucket ===

impl Bucket {
    fn declared(spec: &BucketSpec) -> Self {
        Self {
            kms_key: spec.kms_key.as_ref().map(ToString::to_string),
            block_public_access: spec.block_public_access,
            tls_only: spec.tls_only,
            versioning: spec.versioning,
            expire_days: spec.expire_days,
        }
    }
}
