//! Tags as most services take them: a list of pairs of a thing that its ARN names.
//!
//! A service finds the thing, in its own words if there is none; the rest is here. Members that some
//! services write otherwise have both names: a request was held against its service's model before.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::Tags;

/// One tag of a request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

/// What `TagResource` is given.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    #[serde(alias = "ResourceARN", alias = "SecretId")]
    pub(super) resource_arn: String,
    #[serde(alias = "ResourceTags")]
    tags: Vec<Tag>,
}

/// What `UntagResource` is given.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    #[serde(alias = "ResourceARN", alias = "SecretId")]
    pub(super) resource_arn: String,
    #[serde(alias = "ResourceTagKeys")]
    tag_keys: Vec<String>,
}

/// What `ListTagsForResource` is given, where it has no pages.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    #[serde(alias = "ResourceARN")]
    pub(super) resource_arn: String,
}

/// Tags as they are shown, in order of their keys.
pub(super) fn shown(tags: &Tags) -> Vec<Value> {
    let tags = tags.iter();
    tags.map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect()
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}

// === impl Add ===

impl Add {
    /// A key that is there gets another value.
    pub(super) fn to(self, tags: &mut Tags) {
        tags.extend(self.tags.into_iter().map(Tag::pair));
    }
}

// === impl Remove ===

impl Remove {
    /// A key that is not there is passed over.
    pub(super) fn from(&self, tags: &mut Tags) {
        tags.retain(|key, _| !self.tag_keys.contains(key));
    }
}
