//! Parts on their way in.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    address::{open, open_mut},
    answer, errors,
    object::{
        Checksum,
        checksum::{Algorithm, Claim, etag},
        copy::Source,
        range,
    },
};
use super::{Named, Part, Upload};
use crate::{blob, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Send {
    #[serde(flatten)]
    of: Named,
    #[serde(rename = "PartNumber")]
    number: usize,
    #[serde(default, rename = "Body")]
    body: String,
    #[serde(flatten)]
    claim: Claim,
}

#[derive(Debug, Deserialize)]
pub(super) struct Copy {
    #[serde(flatten)]
    of: Named,
    #[serde(rename = "PartNumber")]
    number: usize,
    #[serde(flatten)]
    source: Source,
    #[serde(rename = "CopySourceRange")]
    range: Option<String>,
}

const NUMBER_MAX: usize = 10_000;

pub(super) fn upload(ctx: &mut Ctx<'_>, input: Send) -> Result<Value, AwsError> {
    check_number(input.number)?;
    let upload = open(ctx, &input.of.at)?.upload(&input.of)?;
    let used = input.claim.algorithm()?;
    check_algorithm(upload, used)?;
    let content = Bytes::from(blob::decoded(&input.body).unwrap_or_default());
    let checksum = input.claim.verified(&content, usual(upload))?;
    let shown = used.or(upload.algorithm).map(|_| checksum.member());
    let answer = answer::with(json!({}), &upload.encryption);
    let part = Part::new(ctx, content, checksum);
    let answer = answer::with(answer, json!({ "ETag": part.etag }));
    keep(ctx, &input.of, input.number, part)?;
    Ok(answer::with(answer, shown))
}

pub(super) fn copy(ctx: &mut Ctx<'_>, input: Copy) -> Result<Value, AwsError> {
    check_number(input.number)?;
    let upload = open(ctx, &input.of.at)?.upload(&input.of)?;
    let source = input.source.find(ctx)?;
    let whole = &source.object.content;
    let range = match &input.range {
        Some(asked) => range::bytes(asked, whole.len())?.ok_or_else(|| bad_range(asked))?,
        None => 0..whole.len(),
    };
    let content = whole.slice(range);
    let checksum = Checksum::of(usual(upload), &content);
    let shown = upload.algorithm.map(|_| checksum.member());
    let answer = json!({ "CopySourceVersionId": source.shown_version() });
    let answer = answer::with(answer, &upload.encryption);
    let part = Part::new(ctx, content, checksum);
    let result = json!({ "ETag": part.etag, "LastModified": part.modified });
    let result = answer::with(result, shown);
    keep(ctx, &input.of, input.number, part)?;
    Ok(answer::with(answer, json!({ "CopyPartResult": result })))
}

/// A part of the same number gives way.
fn keep(ctx: &mut Ctx<'_>, of: &Named, number: usize, part: Part) -> Result<(), AwsError> {
    let bucket = open_mut(ctx, &of.at)?;
    let upload = bucket.uploads.get_mut(&of.upload_id);
    let upload = upload.ok_or_else(|| errors::no_upload(&of.upload_id))?;
    upload.parts.insert(number, part);
    Ok(())
}

fn usual(upload: &Upload) -> Algorithm {
    upload.algorithm.unwrap_or(Algorithm::Crc64nvme)
}

/// The parts of an upload that has an algorithm come with checksums by this one or with none.
fn check_algorithm(upload: &Upload, used: Option<Algorithm>) -> Result<(), AwsError> {
    match (upload.algorithm, used) {
        (Some(wanted), Some(used)) if wanted != used => Err(errors::invalid_request(format!(
            "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
            wanted.name().to_ascii_lowercase(),
            used.name().to_ascii_lowercase(),
        ))),
        _ => Ok(()),
    }
}

fn check_number(number: usize) -> Result<(), AwsError> {
    if (1..=NUMBER_MAX).contains(&number) {
        return Ok(());
    }
    Err(errors::invalid_argument(
        "partNumber",
        &number.to_string(),
        "Part number must be an integer between 1 and 10000, inclusive",
    ))
}

fn bad_range(asked: &str) -> AwsError {
    errors::invalid_argument(
        "x-amz-copy-source-range",
        asked,
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and \
         last are the zero-based offsets of the first and last bytes to copy",
    )
}

// === impl Part ===

impl Part {
    fn new(ctx: &Ctx<'_>, content: Bytes, checksum: Checksum) -> Self {
        Self {
            size: content.len(),
            etag: etag(&content),
            content,
            checksum,
            modified: ctx.now,
        }
    }
}
