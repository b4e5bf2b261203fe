//! Tags of databases. Tables have none.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, catalog::Database, database::found, errors, object::Object};
use crate::{arn::Arn, context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    resource_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    resource_arn: String,
    tags_to_add: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    resource_arn: String,
    tags_to_remove: Vec<String>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let database = tagged(ctx, &input.resource_arn)?;
    Ok(json!({ "Tags": database.tags }))
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    tagged(ctx, &input.resource_arn)?
        .tags
        .extend(input.tags_to_add);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let database = tagged(ctx, &input.resource_arn)?;
    database
        .tags
        .retain(|key, _| !input.tags_to_remove.contains(key));
    Ok(())
}

/// The database that an ARN of this account and Region names.
fn tagged<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Database, AwsError> {
    let parsed = Arn::parse(arn);
    let here = (ctx.region.as_str(), ctx.account.as_str());
    let parsed = parsed.filter(|arn| arn.service == "glue" && (arn.region, arn.account) == here);
    let name = parsed.and_then(|arn| arn.resource.strip_prefix("database/"));
    let name = name.ok_or_else(|| errors::not_found(&format!("{arn} is not a database.")))?;
    let object = Object::database(ctx.account, name);
    found(ctx, &object)
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let database = self.databases.get(resource.strip_prefix("database/")?)?;
        Some(&database.tags)
    }
}
