//! What is known about an object, as a document.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::address::{Address, open};
use super::Object;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    #[serde(flatten)]
    at: Address,
    version_id: Option<String>,
    object_attributes: Vec<String>,
    max_parts: Option<usize>,
    part_number_marker: Option<usize>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let (version, object) = bucket.object(&input.at.key, input.version_id.as_deref())?;
    let asked = |name: &str| input.object_attributes.iter().any(|asked| asked == name);
    let parts = || input.parts(object);
    Ok(json!({
        "LastModified": version.modified,
        "VersionId": bucket.shown_id(&version.id),
        // Here, and nowhere else, it has no quotation marks.
        "ETag": asked("ETag").then(|| object.etag.trim_matches('"')),
        "Checksum": asked("Checksum").then(|| object.checksum.shown()),
        "ObjectParts": asked("ObjectParts").then(parts).flatten(),
        "StorageClass": asked("StorageClass").then(|| object.headers.class()),
        "ObjectSize": asked("ObjectSize").then_some(object.size),
    }))
}

// === impl Get ===

impl Get {
    /// The parts that the object came in, a page at a time.
    fn parts(&self, object: &Object) -> Option<Value> {
        let marker = self.part_number_marker.unwrap_or(0);
        let max = self.max_parts.unwrap_or(1_000);
        let numbered = (1..).zip(&object.parts).skip(marker);
        let page = numbered.take(max).collect::<Vec<(usize, &usize)>>();
        let last = page.last().map_or(marker, |(number, _)| *number);
        let rows = page
            .iter()
            .map(|(number, size)| json!({ "PartNumber": number, "Size": size }));
        (!object.parts.is_empty()).then(|| {
            json!({
                "TotalPartsCount": object.parts.len(),
                "PartNumberMarker": marker,
                "NextPartNumberMarker": last,
                "MaxParts": max,
                "IsTruncated": last < object.parts.len(),
                "Parts": rows.collect::<Vec<Value>>(),
            })
        })
    }
}
