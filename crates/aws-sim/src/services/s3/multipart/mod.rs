//! Objects that come in parts.

mod complete;
mod list;
mod part;

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Bucket,
    acl::{self, Grants},
    address::{Address, open, open_mut},
    answer, errors, listing,
    object::{
        Checksum, Encryption, Label,
        checksum::{self, Algorithm},
        encryption::Wanted,
    },
};
use crate::{context::Ctx, error::AwsError, services::Operations, time::Time};

/// An upload that is under way.
#[derive(Debug, Serialize)]
pub(super) struct Upload {
    #[serde(skip)]
    pub(super) at: Address,
    pub(super) initiated: Time,
    #[serde(flatten)]
    pub(super) label: Label,
    encryption: Encryption,
    grants: Option<Grants>,
    pub(super) algorithm: Option<Algorithm>,
    /// Whether the checksum of the object is to be that of the parts' checksums.
    composite: bool,
    /// By number, from one.
    parts: BTreeMap<usize, Part>,
}

/// One part.
#[derive(Debug, Clone, Serialize)]
struct Part {
    #[serde(skip)]
    content: Bytes,
    size: usize,
    etag: String,
    checksum: Checksum,
    modified: Time,
}

#[derive(Debug, Deserialize)]
pub(super) struct Create {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    label: Label,
    #[serde(flatten)]
    encryption: Wanted,
    #[serde(flatten)]
    access: acl::Wanted,
    #[serde(rename = "ChecksumAlgorithm")]
    algorithm: Option<Algorithm>,
    #[serde(rename = "ChecksumType")]
    kind: Option<String>,
}

/// An upload, as requests name it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    #[serde(flatten)]
    at: Address,
    upload_id: String,
}

#[rustfmt::skip] // One line an operation.
pub(super) fn operations(table: Operations) -> Operations {
    table
        .on("CreateMultipartUpload", create)
        .on("UploadPart", part::upload)
        .on("UploadPartCopy", part::copy)
        .on("CompleteMultipartUpload", complete::complete)
        .on("AbortMultipartUpload", abort)
        .on("ListParts", list::parts)
        .on("ListMultipartUploads", listing::uploads::list)
}

fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-";
    let bucket = open(ctx, &input.at)?;
    let encryption = input.encryption.or_default(bucket)?;
    let grants = input.access.read(bucket)?;
    input.label.tags()?;
    let composite = composite(input.algorithm, input.kind.as_deref())?;
    let upload = Upload {
        at: input.at.clone(),
        initiated: ctx.now,
        label: input.label,
        encryption,
        grants,
        algorithm: input.algorithm,
        composite,
        parts: BTreeMap::new(),
    };
    let id = ctx.ids.letters(ALPHABET, 64);
    let answer = json!({
        "Bucket": input.at.bucket,
        "Key": input.at.key,
        "UploadId": id,
        "ChecksumAlgorithm": upload.algorithm,
        "ChecksumType": upload.checksum_type(),
    });
    let answer = answer::with(answer, &upload.encryption);
    open_mut(ctx, &input.at)?.uploads.insert(id, upload);
    Ok(answer)
}

fn abort(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    open(ctx, &input.at)?.upload(&input)?;
    open_mut(ctx, &input.at)?.uploads.remove(&input.upload_id);
    Ok(())
}

/// Whether the checksum is one of checksums. CRC64NVME is always that of the content, SHA never.
fn composite(algorithm: Option<Algorithm>, kind: Option<&str>) -> Result<bool, AwsError> {
    let Some(algorithm) = algorithm else {
        return match kind {
            Some("COMPOSITE") => Err(errors::invalid_request(
                "The COMPOSITE checksum type needs a checksum algorithm.",
            )),
            _ => Ok(false),
        };
    };
    let composite = kind.map_or_else(|| algorithm.is_composite(), |kind| kind == "COMPOSITE");
    let possible = match algorithm {
        Algorithm::Crc32 | Algorithm::Crc32c => true,
        Algorithm::Crc64nvme => !composite,
        _ => composite,
    };
    if possible {
        return Ok(composite);
    }
    Err(errors::invalid_request(format!(
        "The {} checksum type cannot be used with the {} checksum algorithm.",
        checksum::kind(composite),
        algorithm.name().to_ascii_lowercase(),
    )))
}

// === impl Upload ===

impl Upload {
    /// Of which kind the object's checksum will be, if the writer chose an algorithm.
    pub(super) fn checksum_type(&self) -> Option<&'static str> {
        self.algorithm.map(|_| checksum::kind(self.composite))
    }
}

// === impl Bucket ===

impl Bucket {
    /// The upload that is meant, if it is one of the key.
    fn upload(&self, named: &Named) -> Result<&Upload, AwsError> {
        let upload = self.uploads.get(&named.upload_id);
        upload
            .filter(|upload| upload.at.key == named.at.key)
            .ok_or_else(|| errors::no_upload(&named.upload_id))
    }
}
