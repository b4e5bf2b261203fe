//! Objects go.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    address::{Address, find_here, open, open_mut},
    errors, notification,
};
use super::{WriteConditions, version::fresh_id};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    #[serde(flatten)]
    at: Address,
    version_id: Option<String>,
    #[serde(flatten)]
    conditions: WriteConditions,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteAll {
    #[serde(flatten)]
    at: Address,
    delete: Asked,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Asked {
    objects: Vec<Item>,
    #[serde(default)]
    quiet: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    key: String,
    version_id: Option<String>,
    #[serde(rename = "ETag")]
    etag: Option<String>,
}

/// What a deletion did.
struct Done {
    /// The version that is gone or, without one, the delete marker that is new.
    version: Option<String>,
    /// Whether that is a delete marker.
    marker: bool,
}

const ITEMS_MAX: usize = 1_000;

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let latest = bucket.latest(&input.at.key).map(|(_, object)| object);
    input.conditions.check(&input.at.key, latest)?;
    let done = take_away(ctx, &input.at, input.version_id.as_deref())?;
    Ok(json!({
        "VersionId": done.version,
        "DeleteMarker": Some(true).filter(|_| done.marker),
    }))
}

/// Each key is answered for itself.
pub(super) fn delete_all(ctx: &mut Ctx<'_>, input: DeleteAll) -> Result<Value, AwsError> {
    find_here(ctx, &input.at)?;
    let Asked { objects, quiet } = input.delete;
    if objects.is_empty() || objects.len() > ITEMS_MAX {
        return Err(errors::malformed());
    }
    let (mut deleted, mut failed) = (Vec::new(), Vec::new());
    for item in objects {
        match one_of_many(ctx, &input.at.bucket, &item) {
            Ok(done) => deleted.push(item.shown(done)),
            Err(error) => failed.push(json!({
                "Key": item.key,
                "VersionId": item.version_id,
                "Code": error.code,
                "Message": error.message,
            })),
        }
    }
    Ok(json!({
        "Deleted": Some(deleted).filter(|_| !quiet),
        "Errors": Some(failed).filter(|failed| !failed.is_empty()),
    }))
}

fn one_of_many(ctx: &mut Ctx<'_>, bucket: &str, item: &Item) -> Result<Done, AwsError> {
    let at = Address::of(bucket, &item.key);
    if let Some(etag) = &item.etag {
        let bucket = open(ctx, &at)?;
        let latest = bucket.latest(&at.key).map(|(_, object)| object);
        WriteConditions::matching(etag).check(&at.key, latest)?;
    }
    take_away(ctx, &at, item.version_id.as_deref())
}

/// Takes a version away for good or, if none is named, does what versioning has in its place. What
/// is not there counts as gone.
fn take_away(ctx: &mut Ctx<'_>, at: &Address, version: Option<&str>) -> Result<Done, AwsError> {
    let (fresh, now) = (fresh_id(&mut ctx.ids), ctx.now);
    let bucket = open_mut(ctx, at)?;
    let (done, event) = if let Some(id) = version {
        let gone = bucket.remove(&at.key, id);
        let event = gone.is_some().then_some("ObjectRemoved:Delete");
        let marker = gone.is_some_and(|gone| gone.object.is_none());
        let version = Some(id.to_owned());
        (Done { version, marker }, event)
    } else if bucket.shown_id(&fresh).is_none() {
        let gone = bucket.keys.remove(&at.key);
        let (version, marker) = (None, false);
        (
            Done { version, marker },
            gone.map(|_| "ObjectRemoved:Delete"),
        )
    } else {
        let version = Some(bucket.add(&at.key, fresh, now, None));
        let event = Some("ObjectRemoved:DeleteMarkerCreated");
        (
            Done {
                version,
                marker: true,
            },
            event,
        )
    };
    if let Some(event) = event {
        notification::tell_of(ctx, at, event, done.version.as_deref());
    }
    Ok(done)
}

// === impl Item ===

impl Item {
    fn shown(&self, done: Done) -> Value {
        let marker = done.version.filter(|_| done.marker);
        json!({
            "Key": self.key,
            "VersionId": self.version_id,
            "DeleteMarker": Some(true).filter(|_| done.marker),
            "DeleteMarkerVersionId": marker,
        })
    }
}
