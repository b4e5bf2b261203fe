//! Conditions under which an object is read or written.

use serde::Deserialize;

use super::{super::errors, Object, Version};
use crate::error::AwsError;

/// Of a read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct ReadConditions {
    if_match: Option<String>,
    if_none_match: Option<String>,
    if_modified_since: Option<f64>,
    if_unmodified_since: Option<f64>,
}

/// Of what a copy is made from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct SourceConditions {
    copy_source_if_match: Option<String>,
    copy_source_if_none_match: Option<String>,
    copy_source_if_modified_since: Option<f64>,
    copy_source_if_unmodified_since: Option<f64>,
}

/// Of a write.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct WriteConditions {
    if_match: Option<String>,
    if_none_match: Option<String>,
}

// === impl ReadConditions ===

impl ReadConditions {
    /// Refuses a version that the reader does not want, or has already. Where both an `ETag` and a
    /// date are given, the `ETag` decides.
    pub(in crate::services::s3) fn check(
        &self,
        version: &Version,
        object: &Object,
    ) -> Result<(), AwsError> {
        let modified = version.modified.as_micros() / 1_000_000;
        #[expect(
            clippy::cast_precision_loss,
            reason = "seconds since 1970 fit into 52 bits"
        )]
        let modified = modified as f64;
        match (&self.if_match, self.if_unmodified_since) {
            (Some(wanted), _) if !names(wanted, object) => {
                return Err(errors::precondition("If-Match"));
            }
            (None, Some(moment)) if modified > moment => {
                return Err(errors::precondition("If-Unmodified-Since"));
            }
            _ => {}
        }
        let unchanged = match (&self.if_none_match, self.if_modified_since) {
            (Some(known), _) => names(known, object),
            (None, Some(moment)) => modified <= moment,
            (None, None) => false,
        };
        if unchanged {
            return Err(errors::other(304, "NotModified", "Not Modified")
                .with_header("etag", object.etag.as_str()));
        }
        Ok(())
    }
}

// === impl SourceConditions ===

impl SourceConditions {
    /// The same for a copy, which knows one refusal only.
    pub(in crate::services::s3) fn check(
        &self,
        version: &Version,
        object: &Object,
    ) -> Result<(), AwsError> {
        let conditions = ReadConditions {
            if_match: self.copy_source_if_match.clone(),
            if_none_match: self.copy_source_if_none_match.clone(),
            if_modified_since: self.copy_source_if_modified_since,
            if_unmodified_since: self.copy_source_if_unmodified_since,
        };
        let checked = conditions.check(version, object);
        checked.map_err(|_| errors::precondition("x-amz-copy-source-If-"))
    }
}

// === impl WriteConditions ===

impl WriteConditions {
    /// That what is there has this `ETag`.
    pub(super) fn matching(etag: &str) -> Self {
        Self {
            if_match: Some(etag.to_owned()),
            if_none_match: None,
        }
    }

    /// Refuses to write over `latest`.
    pub(in crate::services::s3) fn check(
        &self,
        key: &str,
        latest: Option<&Object>,
    ) -> Result<(), AwsError> {
        match self.if_none_match.as_deref() {
            Some("*") if latest.is_some() => return Err(errors::precondition("If-None-Match")),
            None | Some("*") => {}
            Some(_) => return Err(errors::not_implemented("If-None-Match")),
        }
        match (&self.if_match, latest) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(errors::no_key(key)),
            (Some(wanted), Some(latest)) if names(wanted, latest) => Ok(()),
            (Some(_), Some(_)) => Err(errors::precondition("If-Match")),
        }
    }
}

/// Whether `wanted`, a list of tags or a star, means `object`.
fn names(wanted: &str, object: &Object) -> bool {
    let bare = |etag: &str| {
        etag.trim()
            .trim_start_matches("W/")
            .trim_matches('"')
            .to_owned()
    };
    let own = bare(&object.etag);
    wanted
        .split(',')
        .map(bare)
        .any(|etag| etag == "*" || etag == own)
}
