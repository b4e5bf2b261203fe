//! Tags of tables.

use serde_json::{Value, json};

use super::{State, table};
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
    world::Tags,
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = &mut table(ctx, &input.resource_arn)?.tags;
    input.to(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut table(ctx, &input.resource_arn)?.tags;
    input.from(tags);
    Ok(())
}

/// A table has at most 50 tags, so that there is always one page.
pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = &table(ctx, &input.resource_arn)?.tags;
    Ok(json!({ "Tags": shown(tags) }))
}

// === impl State ===

impl State {
    /// The ARNs and tags of all tables.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let tables = self.tables.values();
        tables.map(|table| (table.arn.as_str(), &table.tags))
    }

    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let table = self.tables.get(resource.strip_prefix("table/")?)?;
        Some(&table.tags)
    }
}
