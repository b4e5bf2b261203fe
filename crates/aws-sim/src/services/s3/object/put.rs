//! New objects.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    acl,
    address::{Address, open, open_mut},
    answer, notification,
};
use super::{
    Label, Object, WriteConditions,
    checksum::{Algorithm, Checksum, Claim, etag},
    encryption::{Encryption, Wanted},
    version::fresh_id,
};
use crate::{blob, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Put {
    #[serde(flatten)]
    at: Address,
    #[serde(default, rename = "Body")]
    body: String,
    #[serde(flatten)]
    label: Label,
    #[serde(flatten)]
    claim: Claim,
    #[serde(flatten)]
    encryption: Wanted,
    #[serde(flatten)]
    access: acl::Wanted,
    #[serde(flatten)]
    conditions: WriteConditions,
}

const UNKNOWN_CONTENT: &str = "binary/octet-stream";

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let latest = bucket.latest(&input.at.key).map(|(_, object)| object);
    input.conditions.check(&input.at.key, latest)?;
    let encryption = input.encryption.or_default(bucket)?;
    let content = Bytes::from(blob::decoded(&input.body).unwrap_or_default());
    let checksum = input.claim.verified(&content, Algorithm::Crc64nvme)?;
    let grants = input.access.read(bucket)?;
    let mut object = Object::new(content, input.label, checksum, encryption)?;
    object.grants = grants;
    let answer = json!({ "ETag": object.etag });
    let answer = answer::with(answer, object.checksum.shown());
    let answer = answer::with(answer, &object.encryption);
    let version = write(ctx, &input.at, object, "ObjectCreated:Put")?;
    Ok(answer::with(answer, json!({ "VersionId": version })))
}

/// Puts an object under its key and tells of it as `event`. Answers the id of the version, where
/// there are versions.
pub(in crate::services::s3) fn write(
    ctx: &mut Ctx<'_>,
    at: &Address,
    object: Object,
    event: &'static str,
) -> Result<Option<String>, AwsError> {
    let (fresh, now) = (fresh_id(&mut ctx.ids), ctx.now);
    let bucket = open_mut(ctx, at)?;
    let id = bucket.add(&at.key, fresh, now, Some(object));
    let version = bucket.shown_id(&id).map(str::to_owned);
    notification::tell_of(ctx, at, event, version.as_deref());
    Ok(version)
}

// === impl Object ===

impl Object {
    /// An object that came in one piece.
    pub(in crate::services::s3) fn new(
        content: Bytes,
        label: Label,
        checksum: Checksum,
        encryption: Encryption,
    ) -> Result<Self, AwsError> {
        let tags = label.tags()?;
        let mut headers = label.headers;
        headers
            .content_type
            .get_or_insert_with(|| UNKNOWN_CONTENT.to_owned());
        Ok(Self {
            size: content.len(),
            etag: etag(&content),
            content,
            headers,
            metadata: label.metadata,
            tags,
            checksum,
            encryption,
            grants: None,
            parts: Vec::new(),
        })
    }
}
