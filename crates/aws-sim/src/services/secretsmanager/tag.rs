//! Tags of secrets.

use serde::Deserialize;

use super::live;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    secret_id: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    secret_id: String,
    tag_keys: Vec<String>,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    secret.tags.extend(input.tags.into_iter().map(Tag::pair));
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let secret = live(ctx, &input.secret_id)?;
    secret.tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
