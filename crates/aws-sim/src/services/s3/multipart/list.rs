//! Lists of the parts that have come.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{address::open, answer, owner};
use super::{Named, Part};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Parts {
    #[serde(flatten)]
    of: Named,
    max_parts: Option<usize>,
    part_number_marker: Option<usize>,
}

const PAGE: usize = 1_000;

pub(super) fn parts(ctx: &mut Ctx<'_>, input: Parts) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.of.at)?;
    let upload = bucket.upload(&input.of)?;
    let max = input.max_parts.unwrap_or(PAGE).min(PAGE);
    let marker = input.part_number_marker.unwrap_or(0);
    let mut after = upload.parts.range(marker + 1..);
    let page = after.by_ref().take(max).collect::<Vec<(&usize, &Part)>>();
    let row = |(number, part): &(&usize, &Part)| {
        let row = json!({
            "PartNumber": number,
            "LastModified": part.modified,
            "ETag": part.etag,
            "Size": part.size,
        });
        answer::with(row, upload.algorithm.map(|_| part.checksum.member()))
    };
    Ok(json!({
        "Bucket": input.of.at.bucket,
        "Key": input.of.at.key,
        "UploadId": input.of.upload_id,
        "PartNumberMarker": marker,
        "NextPartNumberMarker": page.last().map_or(marker, |(number, _)| **number),
        "MaxParts": max,
        "IsTruncated": after.next().is_some(),
        "Parts": page.iter().map(row).collect::<Vec<Value>>(),
        "Owner": owner::shown(&bucket.account),
        "Initiator": owner::shown(&bucket.account),
        "StorageClass": upload.label.headers.class(),
        "ChecksumAlgorithm": upload.algorithm,
        "ChecksumType": upload.checksum_type(),
    }))
}
