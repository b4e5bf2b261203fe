//! Tags of queues.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, queue};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    queue_url: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    queue_url: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    queue_url: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    queue(ctx, &input.queue_url)?.tags.extend(input.tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut queue(ctx, &input.queue_url)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

/// A queue without tags has no list of them.
pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = &queue(ctx, &input.queue_url)?.tags;
    Ok(json!({ "Tags": (!tags.is_empty()).then_some(tags) }))
}

// === impl State ===

impl State {
    /// The ARNs and tags of all queues.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let queues = self.queues.values();
        queues.map(|queue| (queue.arn.as_str(), &queue.tags))
    }
}
