//! Objects.

use std::fmt::Write as _;

use bytes::Bytes;
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, open, open_mut};
use crate::{blob, context::Ctx, error::AwsError, time::Time, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct Object {
    #[serde(skip)]
    content: Bytes,
    size: usize,
    etag: String,
    content_type: String,
    content_encoding: Option<String>,
    metadata: Tags,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    bucket: String,
    key: String,
    #[serde(default)]
    body: String,
    content_type: Option<String>,
    content_encoding: Option<String>,
    #[serde(default)]
    metadata: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    bucket: String,
    key: String,
}

const UNKNOWN_CONTENT: &str = "binary/octet-stream";

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let now = ctx.now;
    let bucket = open_mut(ctx, &input.bucket)?;
    let content = blob::decoded(&input.body).unwrap_or_default();
    let object = Object {
        size: content.len(),
        etag: etag(&content),
        content: content.into(),
        content_type: input.content_type.unwrap_or_else(|| UNKNOWN_CONTENT.into()),
        content_encoding: input.content_encoding,
        metadata: input.metadata,
        modified: now,
    };
    let answer = json!({ "ETag": object.etag });
    bucket.objects.insert(input.key, object);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.bucket)?;
    let object = bucket.objects.get(&input.key);
    let object = object.ok_or_else(|| errors::no_key(&input.key))?;
    Ok(json!({
        "AcceptRanges": "bytes",
        "Body": blob::encoded(&object.content),
        "ContentEncoding": object.content_encoding,
        "ContentLength": object.size,
        "ContentType": object.content_type,
        "ETag": object.etag,
        "LastModified": object.modified,
        "Metadata": object.metadata,
    }))
}

/// The MD5 digest, in quotation marks.
fn etag(content: &[u8]) -> String {
    let mut etag = String::from("\"");
    for byte in Md5::digest(content) {
        let _ = write!(etag, "{byte:02x}");
    }
    etag + "\""
}
