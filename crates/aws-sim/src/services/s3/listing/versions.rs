//! Lists of all versions and delete markers.

use std::ops::Bound;

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
pub(in crate::services::s3) struct List {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    asked: Asked,
    #[serde(default)]
    key_marker: String,
    version_id_marker: Option<String>,
}

/// A version, and whether it is the latest of its key.
type Row<'w> = (&'w Version, bool);

pub(in crate::services::s3) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let asked = &input.asked;
    if input.version_id_marker.is_some() && input.key_marker.is_empty() {
        let message = "A version-id marker cannot be specified without a key marker.";
        return Err(errors::invalid_argument("version-id-marker", "", message));
    }
    let page = asked.page(rows(bucket, &input), &input.key_marker)?;
    // A page may end between two versions of a key, but not within a group.
    let last = page
        .rows
        .last()
        .filter(|(key, _)| Some(key) == page.next.as_ref());
    let answer = json!({
        "Name": input.at.bucket,
        "MaxKeys": asked.size()?,
        "KeyMarker": asked.shown(&input.key_marker),
        "VersionIdMarker": input.version_id_marker.as_deref().unwrap_or_default(),
        "NextKeyMarker": page.next.as_ref().map(|next| asked.shown(next)),
        "NextVersionIdMarker": last.map(|(_, (version, _))| &version.id),
        "Versions": shown(bucket, asked, &page, true),
        "DeleteMarkers": shown(bucket, asked, &page, false),
    });
    Ok(answer::with(answer, asked.answer(&page)))
}

/// All versions after the markers: by key, and the latest of a key first.
fn rows<'w>(bucket: &'w Bucket, input: &'w List) -> impl Iterator<Item = (&'w str, Row<'w>)> {
    let List {
        asked, key_marker, ..
    } = input;
    let from = match input.version_id_marker {
        _ if asked.prefix() > key_marker.as_str() => Bound::Included(asked.prefix()),
        Some(_) => Bound::Included(key_marker.as_str()),
        None => Bound::Excluded(key_marker.as_str()),
    };
    let keys = bucket.keys.range::<str, _>((from, Bound::Unbounded));
    let keys = keys.take_while(|(key, _)| asked.shows(key));
    keys.flat_map(move |(key, versions)| {
        let marker = input
            .version_id_marker
            .as_deref()
            .filter(|_| key == key_marker);
        // The marker itself has been seen, if it is still there.
        let seen = marker.filter(|marker| versions.get(marker).is_some());
        let seen = seen.map_or(0, |marker| {
            1 + versions
                .iter()
                .take_while(|version| version.id != marker)
                .count()
        });
        let numbered = versions.iter().enumerate().skip(seen);
        numbered.map(move |(at, version)| (key.as_str(), (version, at == 0)))
    })
}

/// The rows that are objects, or those that are delete markers.
fn shown(bucket: &Bucket, asked: &Asked, page: &Page<Row<'_>>, objects: bool) -> Vec<Value> {
    let rows = page.rows.iter();
    let rows = rows.filter(|(_, (version, _))| version.object.is_some() == objects);
    rows.map(|(key, (version, latest))| {
        let row = json!({
            "Key": asked.shown(key),
            "VersionId": version.id,
            "IsLatest": latest,
            "LastModified": version.modified,
            "Owner": owner::shown(&bucket.account),
        });
        answer::with(row, version.object.as_ref().map(content))
    })
    .collect()
}

fn content(object: &Object) -> Value {
    json!({
        "ETag": object.etag,
        "ChecksumAlgorithm": [object.checksum.algorithm.name()],
        "ChecksumType": object.checksum.kind(),
        "Size": object.size,
        "StorageClass": object.headers.class(),
    })
}
