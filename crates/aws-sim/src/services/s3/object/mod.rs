//! Objects: what stands under a key, and what is done to it.

mod attributes;
pub(super) mod checksum;
pub(super) mod condition;
pub(super) mod copy;
mod delete;
pub(super) mod encryption;
mod get;
mod put;
pub(super) mod range;
pub(super) mod tag;
mod version;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(super) use self::{
    checksum::{Checksum, Sums},
    condition::WriteConditions,
    encryption::Encryption,
    put::write,
    version::{Version, Versions, fresh_id},
};
use super::acl::Grants;
use crate::{error::AwsError, services::Operations, world::Tags};

/// The content of one version, and what was said about it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Object {
    /// Never shown, and shared by copies.
    #[serde(skip)]
    pub(super) content: Bytes,
    pub(super) size: usize,
    /// In quotation marks: the MD5 digest, or that of the parts' digests and how many there were.
    pub(super) etag: String,
    #[serde(flatten)]
    pub(super) headers: Headers,
    pub(super) metadata: Tags,
    pub(super) tags: Tags,
    pub(super) checksum: Checksum,
    #[serde(flatten)]
    pub(super) encryption: Encryption,
    /// The access control list, if it is another than that of every object.
    pub(super) grants: Option<Grants>,
    /// The sizes of the parts that it was uploaded in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<usize>,
}

/// Headers that are kept as they are given.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Headers {
    pub(super) cache_control: Option<String>,
    pub(super) content_disposition: Option<String>,
    pub(super) content_encoding: Option<String>,
    pub(super) content_language: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) expires: Option<Value>,
    pub(super) storage_class: Option<String>,
    pub(super) website_redirect_location: Option<String>,
}

/// What a writer says about a new object besides its content.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct Label {
    #[serde(flatten)]
    pub(super) headers: Headers,
    #[serde(default, rename = "Metadata")]
    pub(super) metadata: Tags,
    /// As the query string of an address.
    #[serde(rename = "Tagging")]
    tagging: Option<String>,
}

#[rustfmt::skip] // One line an operation.
pub(super) fn operations(table: Operations) -> Operations {
    table
        .on("PutObject", put::put)
        .on("GetObject", get::get)
        .on("HeadObject", get::head)
        .on("CopyObject", copy::copy)
        .on("DeleteObject", delete::delete)
        .on("DeleteObjects", delete::delete_all)
        .on("GetObjectAttributes", attributes::get)
        .on("GetObjectTagging", tag::get)
        .on("PutObjectTagging", tag::put)
        .on("DeleteObjectTagging", tag::delete)
}

// === impl Label ===

impl Label {
    /// What nobody said anything about but its type.
    pub(super) fn of_type(content_type: &str) -> Self {
        Self {
            headers: Headers {
                content_type: Some(content_type.to_owned()),
                ..Headers::default()
            },
            ..Self::default()
        }
    }

    pub(super) fn tags(&self) -> Result<Tags, AwsError> {
        self.tagging.as_deref().map_or(Ok(Tags::new()), tag::read)
    }
}

// === impl Headers ===

impl Headers {
    /// The class, if it is another than that of most objects, which answers leave out.
    fn special_class(&self) -> Option<&str> {
        self.storage_class
            .as_deref()
            .filter(|class| *class != STANDARD)
    }

    /// The class in lists, which always name it.
    pub(super) fn class(&self) -> &str {
        self.storage_class.as_deref().unwrap_or(STANDARD)
    }
}

pub(super) const STANDARD: &str = "STANDARD";
