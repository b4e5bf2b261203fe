//! Parts become an object.

use bytes::{Bytes, BytesMut};
use md5::{Digest as _, Md5};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    address::{open, open_mut},
    answer,
    bucket::web_address,
    errors,
    object::{
        Checksum, Object, Sums, WriteConditions,
        checksum::{Algorithm, hexadecimal},
        write,
    },
};
use super::{Named, Part, Upload};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Complete {
    #[serde(flatten)]
    of: Named,
    #[serde(default)]
    multipart_upload: List,
    #[serde(flatten)]
    sums: Sums,
    mpu_object_size: Option<usize>,
    #[serde(flatten)]
    conditions: WriteConditions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    #[serde(default)]
    parts: Vec<Wanted>,
}

/// A part that the object is to have.
#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(rename = "PartNumber")]
    number: usize,
    #[serde(rename = "ETag")]
    etag: String,
    #[serde(flatten)]
    sums: Sums,
}

/// All parts but the last have this size at least, in bytes.
const PART_SIZE_MIN: usize = 5 << 20;

pub(super) fn complete(ctx: &mut Ctx<'_>, input: Complete) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.of.at)?;
    let upload = bucket.upload(&input.of)?;
    let latest = bucket.latest(&input.of.at.key).map(|(_, object)| object);
    input.conditions.check(&input.of.at.key, latest)?;
    let object = upload.joined(&input.multipart_upload.parts)?;
    if let Some((_, claimed)) = input.sums.only()? {
        object.checksum.check(claimed)?;
    }
    if input
        .mpu_object_size
        .is_some_and(|size| size != object.size)
    {
        return Err(errors::invalid_request(
            "The provided 'x-amz-mp-object-size' header does not match what was computed.",
        ));
    }
    let answer = json!({
        "Location": web_address(bucket, &input.of.at),
        "Bucket": input.of.at.bucket,
        "Key": input.of.at.key,
        "ETag": object.etag,
    });
    let answer = answer::with(answer, object.checksum.shown());
    let answer = answer::with(answer, &object.encryption);
    let version = write(
        ctx,
        &input.of.at,
        object,
        "ObjectCreated:CompleteMultipartUpload",
    )?;
    let bucket = open_mut(ctx, &input.of.at)?;
    bucket.uploads.remove(&input.of.upload_id);
    Ok(answer::with(answer, json!({ "VersionId": version })))
}

// === impl Upload ===

impl Upload {
    /// The object that the wanted parts make.
    fn joined(&self, wanted: &[Wanted]) -> Result<Object, AwsError> {
        if wanted.is_empty() {
            return Err(errors::malformed());
        }
        if !wanted.is_sorted_by(|one, next| one.number < next.number) {
            return Err(errors::other(
                400,
                "InvalidPartOrder",
                "The list of parts was not in ascending order. The parts list must be specified in \
                 order by part number.",
            ));
        }
        let parts = wanted.iter().map(|wanted| self.part(wanted));
        let parts = parts.collect::<Result<Vec<&Part>, AwsError>>()?;
        check_sizes(wanted, &parts)?;
        let mut content = BytesMut::with_capacity(parts.iter().map(|part| part.size).sum());
        for part in &parts {
            content.extend_from_slice(&part.content);
        }
        let content = content.freeze();
        let checksum = self.checksum(&content, &parts);
        let label = self.label.clone();
        let mut object = Object::new(content, label, checksum, self.encryption.clone())?;
        object.etag = etag(&parts);
        object.grants.clone_from(&self.grants);
        object.parts = parts.iter().map(|part| part.size).collect();
        Ok(object)
    }

    fn part(&self, wanted: &Wanted) -> Result<&Part, AwsError> {
        let bare = |etag: &str| etag.trim_matches('"').to_owned();
        let part = self.parts.get(&wanted.number);
        let part = part.filter(|part| bare(&part.etag) == bare(&wanted.etag));
        let part = part.ok_or_else(|| invalid_part(wanted))?;
        match wanted.sums.only()? {
            Some((algorithm, claimed)) if algorithm == part.checksum.algorithm => {
                part.checksum
                    .check(claimed)
                    .map_err(|_| invalid_part(wanted))?;
            }
            _ => {}
        }
        Ok(part)
    }

    fn checksum(&self, content: &Bytes, parts: &[&Part]) -> Checksum {
        match self.algorithm {
            Some(algorithm) if self.composite => {
                let parts = parts.iter().map(|part| &part.checksum);
                Checksum::of_parts(algorithm, &parts.collect::<Vec<_>>())
            }
            algorithm => Checksum::of(algorithm.unwrap_or(Algorithm::Crc64nvme), content),
        }
    }
}

/// The digest of the digests of the parts, and how many there are.
fn etag(parts: &[&Part]) -> String {
    let mut digests = Md5::new();
    for part in parts {
        digests.update(Md5::digest(&part.content));
    }
    format!("\"{}-{}\"", hexadecimal(&digests.finalize()), parts.len())
}

fn check_sizes(wanted: &[Wanted], parts: &[&Part]) -> Result<(), AwsError> {
    let all_but_last = parts.iter().zip(wanted).take(parts.len() - 1);
    for (part, wanted) in all_but_last {
        if part.size < PART_SIZE_MIN {
            let message = "Your proposed upload is smaller than the minimum allowed size";
            return Err(errors::other(400, "EntityTooSmall", message)
                .with("ETag", wanted.etag.trim_matches('"'))
                .with("MinSizeAllowed", PART_SIZE_MIN)
                .with("PartNumber", wanted.number)
                .with("ProposedSize", part.size));
        }
    }
    Ok(())
}

fn invalid_part(wanted: &Wanted) -> AwsError {
    let message = "One or more of the specified parts could not be found.  The part may not have \
                   been uploaded, or the specified entity tag may not match the part's entity tag.";
    errors::other(400, "InvalidPart", message)
        .with("PartNumber", wanted.number)
        .with("ETag", wanted.etag.trim_matches('"'))
}
