//! Reads of objects.

use std::ops::Range;

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    Bucket,
    address::{Address, open},
    answer, errors,
};
use super::{Object, Version, condition::ReadConditions, range};
use crate::{blob, context::Ctx, error::AwsError, services::connect};

#[derive(Debug, Deserialize)]
pub(super) struct Get {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    conditions: ReadConditions,
    #[serde(flatten)]
    response: Response,
}

/// Which version, and how much of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Which {
    version_id: Option<String>,
    range: Option<String>,
    part_number: Option<usize>,
    checksum_mode: Option<String>,
}

/// Headers that the reader wants instead of those of the object.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    response_cache_control: Option<String>,
    response_content_disposition: Option<String>,
    response_content_encoding: Option<String>,
    response_content_language: Option<String>,
    response_content_type: Option<String>,
    response_expires: Option<Value>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    if let Some(sound) = connect::prompt_sound(ctx, &input.at.bucket, &input.at.key) {
        let size = json!({ "ContentLength": sound.len() });
        return Ok(answer::with(size, json!({ "Body": blob::encoded(&sound) })));
    }
    let (object, range, answer) = find(ctx, &input)?;
    let content = &object.content[range];
    Ok(answer::with(
        answer,
        json!({ "Body": blob::encoded(content) }),
    ))
}

pub(super) fn head(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let (_, _, answer) = find(ctx, &input)?;
    Ok(answer)
}

/// The object, what is wanted of it, and all that is said about it.
fn find<'w>(ctx: &'w Ctx<'_>, input: &Get) -> Result<(&'w Object, Range<usize>, Value), AwsError> {
    let bucket = open(ctx, &input.at)?;
    let which = &input.which;
    let (version, object) = bucket.object(&input.at.key, which.version_id.as_deref())?;
    input.conditions.check(version, object)?;
    let part = which.range(object)?;
    let range = part.clone().unwrap_or(0..object.size);
    let mut answer = described(bucket, version, object);
    answer = answer::with(answer, input.response.shown());
    if which.checksum_mode.is_some() && range == (0..object.size) {
        answer = answer::with(answer, object.checksum.shown());
    }
    let parts = Some(object.parts.len()).filter(|parts| *parts > 0);
    let parts = parts.filter(|_| which.part_number.is_some());
    let shown = part.map(|part| format!("bytes {}-{}/{}", part.start, part.end - 1, object.size));
    let size = json!({
        "ContentLength": range.len(),
        "ContentRange": shown,
        "PartsCount": parts,
    });
    Ok((object, range, answer::with(answer, size)))
}

/// What is said about an object, whatever is wanted of it.
fn described(bucket: &Bucket, version: &Version, object: &Object) -> Value {
    let answer = json!({
        "AcceptRanges": "bytes",
        "ETag": object.etag,
        "LastModified": version.modified,
        "Metadata": object.metadata,
        "TagCount": Some(object.tags.len()).filter(|count| *count > 0),
        "VersionId": bucket.shown_id(&version.id),
    });
    let mut answer = answer::with(answer, &object.headers);
    answer["StorageClass"] = json!(object.headers.special_class());
    answer::with(answer, &object.encryption)
}

// === impl Which ===

impl Which {
    /// The part that is asked for; nothing for the whole.
    fn range(&self, object: &Object) -> Result<Option<Range<usize>>, AwsError> {
        match (&self.range, self.part_number) {
            (Some(_), Some(_)) => Err(errors::invalid_request(
                "Cannot specify both Range header and partNumber query parameter",
            )),
            (Some(asked), None) => range::bytes(asked, object.size),
            (None, Some(number)) => {
                let part = range::part(object, number)?;
                // No header can name the bytes of nothing.
                Ok(Some(part).filter(|part| !part.is_empty()))
            }
            (None, None) => Ok(None),
        }
    }
}

// === impl Response ===

impl Response {
    fn shown(&self) -> Value {
        json!({
            "CacheControl": self.response_cache_control,
            "ContentDisposition": self.response_content_disposition,
            "ContentEncoding": self.response_content_encoding,
            "ContentLanguage": self.response_content_language,
            "ContentType": self.response_content_type,
            "Expires": self.response_expires,
        })
    }
}
