//! Lists of uploads that are under way.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    address::{Address, open},
    answer,
    multipart::Upload,
    owner,
};
use super::Asked;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct List {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    asked: Asked,
    #[serde(default)]
    key_marker: String,
    #[serde(default)]
    upload_id_marker: String,
}

/// Those of one key come in the order of their beginning, and of their ids after that.
pub(in crate::services::s3) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let asked = &input.asked;
    let order = |(id, upload): &(&String, &Upload)| {
        (upload.at.key.clone(), upload.initiated, (*id).clone())
    };
    let mut rows = bucket.uploads.iter().collect::<Vec<_>>();
    rows.sort_by_key(order);
    let seen = bucket.uploads.get_key_value(&input.upload_id_marker);
    let seen = seen.map(|row| order(&row));
    let after = |row: &(&String, &Upload)| match &seen {
        Some(seen) if seen.0 == input.key_marker => order(row) > *seen,
        _ => row.1.at.key > input.key_marker,
    };
    let rows = rows
        .into_iter()
        .filter(|row| asked.shows(&row.1.at.key) && after(row));
    let rows = rows.map(|row| (row.1.at.key.as_str(), row));
    let page = asked.page(rows, &input.key_marker)?;
    let last = page
        .rows
        .last()
        .filter(|(key, _)| Some(key) == page.next.as_ref());
    let answer = json!({
        "Bucket": input.at.bucket,
        "MaxUploads": asked.size()?,
        "KeyMarker": asked.shown(&input.key_marker),
        "UploadIdMarker": input.upload_id_marker,
        "NextKeyMarker": page.next.as_ref().map(|next| asked.shown(next)),
        "NextUploadIdMarker": last.map(|(_, (id, _))| *id),
        "Uploads": page.rows.iter().map(|(key, (id, upload))| json!({
            "Key": asked.shown(key),
            "UploadId": id,
            "Initiated": upload.initiated,
            "StorageClass": upload.label.headers.class(),
            "Owner": owner::shown(&bucket.account),
            "Initiator": owner::shown(&bucket.account),
            "ChecksumAlgorithm": upload.algorithm,
            "ChecksumType": upload.checksum_type(),
        })).collect::<Vec<Value>>(),
    });
    Ok(answer::with(answer, asked.answer(&page)))
}
