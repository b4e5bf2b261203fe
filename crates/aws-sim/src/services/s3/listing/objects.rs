//! Lists of objects, in the first and the second form.

use std::ops::Bound;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    Bucket,
    address::{Address, open},
    answer, errors,
    object::{Object, Version},
    owner,
};
use super::{Asked, Page};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct First {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    asked: Asked,
    marker: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct Second {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    asked: Asked,
    continuation_token: Option<String>,
    start_after: Option<String>,
    #[serde(default)]
    fetch_owner: bool,
}

type Row<'w> = (&'w Version, &'w Object);

pub(in crate::services::s3) fn first(ctx: &mut Ctx<'_>, input: First) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let asked = &input.asked;
    let marker = input.marker.unwrap_or_default();
    let page = page(bucket, asked, &marker)?;
    // Without a delimiter the last key is the marker, and is not said again.
    let next = page.next.as_ref().filter(|_| asked.delimiter.is_some());
    let answer = json!({
        "Name": input.at.bucket,
        "MaxKeys": asked.size()?,
        "Marker": asked.shown(&marker),
        "NextMarker": next.map(|next| asked.shown(next)),
        "Contents": contents(bucket, asked, &page, true),
    });
    Ok(answer::with(answer, asked.answer(&page)))
}

pub(in crate::services::s3) fn second(ctx: &mut Ctx<'_>, input: Second) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let asked = &input.asked;
    let token = input.continuation_token.as_deref().map(read).transpose()?;
    let after = token
        .or_else(|| input.start_after.clone())
        .unwrap_or_default();
    let page = page(bucket, asked, &after)?;
    let answer = json!({
        "Name": input.at.bucket,
        "MaxKeys": asked.size()?,
        "KeyCount": page.rows.len() + page.groups.len(),
        "ContinuationToken": input.continuation_token,
        "NextContinuationToken": page.next.as_ref().map(|key| URL_SAFE_NO_PAD.encode(key)),
        "StartAfter": input.start_after.map(|key| asked.shown(&key)),
        "Contents": contents(bucket, asked, &page, input.fetch_owner),
    });
    Ok(answer::with(answer, asked.answer(&page)))
}

fn page<'w>(bucket: &'w Bucket, asked: &Asked, marker: &str) -> Result<Page<Row<'w>>, AwsError> {
    let from = match asked.prefix() {
        prefix if prefix > marker => Bound::Included(prefix),
        _ => Bound::Excluded(marker),
    };
    let keys = bucket.keys.range::<str, _>((from, Bound::Unbounded));
    let keys = keys.take_while(|(key, _)| asked.shows(key));
    let latest = keys.filter_map(|(key, versions)| {
        let version = versions.latest()?;
        Some((key.as_str(), (version, version.object.as_ref()?)))
    });
    asked.page(latest, marker)
}

fn contents(bucket: &Bucket, asked: &Asked, page: &Page<Row<'_>>, owner: bool) -> Vec<Value> {
    let row = |(key, (version, object)): &(String, Row<'_>)| {
        json!({
            "Key": asked.shown(key),
            "LastModified": version.modified,
            "ETag": object.etag,
            "ChecksumAlgorithm": [object.checksum.algorithm.name()],
            "ChecksumType": object.checksum.kind(),
            "Size": object.size,
            "StorageClass": object.headers.class(),
            "Owner": owner.then(|| owner::shown(&bucket.account)),
        })
    };
    page.rows.iter().map(row).collect()
}

fn read(token: &str) -> Result<String, AwsError> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| {
        let message = "The continuation token provided is incorrect";
        errors::invalid_argument("continuation-token", token, message)
    })
}
