//! Copies of objects.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    Bucket, acl,
    address::{Address, open, open_to},
    answer, errors,
};
use super::{
    Label, Object, Version, WriteConditions,
    checksum::{Algorithm, Checksum},
    condition::SourceConditions,
    encryption::Wanted,
    put, tag,
};
use crate::{context::Ctx, error::AwsError, protocol::percent, time::Time};

#[derive(Debug, Deserialize)]
pub(super) struct Copy {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    source: Source,
    #[serde(flatten)]
    directives: Directives,
    #[serde(flatten)]
    label: Label,
    #[serde(flatten)]
    encryption: Wanted,
    #[serde(flatten)]
    access: acl::Wanted,
    #[serde(flatten)]
    conditions: WriteConditions,
}

/// Where the content comes from.
#[derive(Debug, Deserialize)]
pub(in crate::services::s3) struct Source {
    /// `bucket/key?versionId=id`, percent-encoded.
    #[serde(rename = "CopySource")]
    text: String,
    #[serde(flatten)]
    conditions: SourceConditions,
}

/// What of the source is taken besides its content.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Directives {
    metadata_directive: Option<String>,
    tagging_directive: Option<String>,
    checksum_algorithm: Option<Algorithm>,
}

/// What was found at the source.
pub(in crate::services::s3) struct Found<'w> {
    bucket: &'w Bucket,
    at: Address,
    version: &'w Version,
    pub(in crate::services::s3) object: &'w Object,
}

const REPLACE: &str = "REPLACE";

pub(super) fn copy(ctx: &mut Ctx<'_>, input: Copy) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let latest = bucket.latest(&input.at.key).map(|(_, object)| object);
    input.conditions.check(&input.at.key, latest)?;
    let encryption = input.encryption.or_default(bucket)?;
    let grants = input.access.read(bucket)?;
    let source = input.source.find(ctx)?;
    let from = source.object;
    let algorithm = input.directives.checksum_algorithm;
    let checksum = Checksum::of(algorithm.unwrap_or(from.checksum.algorithm), &from.content);
    let mut object = Object::new(from.content.clone(), input.label, checksum, encryption)?;
    object.grants = grants;
    if input.directives.metadata_directive.as_deref() != Some(REPLACE) {
        check_difference(&input.at, &source, &object)?;
        let class = object.headers.storage_class.take();
        object.headers.clone_from(&from.headers);
        object.headers.storage_class = class;
        object.metadata.clone_from(&from.metadata);
    }
    if input.directives.tagging_directive.as_deref() != Some(REPLACE) {
        object.tags.clone_from(&from.tags);
    }
    tag::check(&object.tags)?;
    let source_version = source.shown_version();
    let result = json!({ "ETag": object.etag, "LastModified": seconds(ctx.now) });
    let result = answer::with(result, object.checksum.shown());
    let answer = json!({ "CopyObjectResult": result, "CopySourceVersionId": source_version });
    let answer = answer::with(answer, &object.encryption);
    let version = put::write(ctx, &input.at, object, "ObjectCreated:Copy")?;
    Ok(answer::with(answer, json!({ "VersionId": version })))
}

/// A moment without its fractions.
fn seconds(time: Time) -> Time {
    Time::from_micros(time.as_micros() / 1_000_000 * 1_000_000)
}

/// An object is copied to itself only to change what is said about it.
fn check_difference(at: &Address, source: &Found<'_>, object: &Object) -> Result<(), AwsError> {
    let from = source.object;
    let same = at.bucket == source.at.bucket
        && at.key == source.at.key
        && object.headers.class() == from.headers.class()
        && object.headers.website_redirect_location.is_none()
        && object.encryption == from.encryption;
    if same && source.is_latest() {
        return Err(errors::invalid_request(
            "This copy request is illegal because it is trying to copy an object to itself without \
             changing the object's metadata, storage class, website redirect location or \
             encryption attributes.",
        ));
    }
    Ok(())
}

// === impl Source ===

impl Source {
    /// The object that is meant, if its conditions hold.
    pub(in crate::services::s3) fn find<'w>(
        &self,
        ctx: &'w Ctx<'_>,
    ) -> Result<Found<'w>, AwsError> {
        let (path, query) = self.text.split_once('?').unwrap_or((&self.text, ""));
        let path = percent::decode(path);
        let path = path.strip_prefix('/').unwrap_or(&path);
        let (bucket, key) = path.split_once('/').ok_or_else(|| {
            errors::invalid_argument(
                "x-amz-copy-source",
                &self.text,
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
            )
        })?;
        let at = Address::of(bucket, key);
        let pairs = percent::pairs(query);
        let version = pairs.iter().find(|(name, _)| name == "versionId");
        let bucket = open_to(ctx, &at, "s3:GetObject")?;
        let (version, object) = bucket.object(&at.key, version.map(|(_, id)| id.as_str()))?;
        self.conditions.check(version, object)?;
        Ok(Found {
            bucket,
            at,
            version,
            object,
        })
    }
}

// === impl Found ===

impl Found<'_> {
    pub(in crate::services::s3) fn shown_version(&self) -> Option<String> {
        self.bucket.shown_id(&self.version.id).map(str::to_owned)
    }

    fn is_latest(&self) -> bool {
        let latest = self.bucket.latest(&self.at.key);
        latest.is_some_and(|(latest, _)| latest.id == self.version.id)
    }
}
