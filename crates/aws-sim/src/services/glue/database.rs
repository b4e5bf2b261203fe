//! Databases, made and changed.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    catalog::{self, Database},
    errors, link,
    object::{self, Object},
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::lakeformation::{
        access::{self, Asker, Permission},
        defaults,
    },
    world::Tags,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    catalog_id: Option<String>,
    database_input: Map<String, Value>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    catalog_id: Option<String>,
    name: String,
    database_input: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    catalog_id: Option<String>,
    name: String,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let (name, mut facts) = named(input.database_input);
    let object = Object::database(ctx.account, &name);
    if catalog::made(ctx.world, ctx.region, &object).is_some() {
        return Err(errors::exists("Database"));
    }
    let asker = Asker::of(ctx);
    access::may_create_database(ctx.world, &asker).map_err(|denied| denied.error())?;
    link::check_catalog(&facts, "TargetDatabase")?;
    let defaults = defaults::for_tables(ctx);
    facts
        .entry("CreateTableDefaultPermissions")
        .or_insert(defaults);
    let database = Database {
        name: name.clone(),
        facts,
        created: ctx.now,
        creator: ctx.caller.principal().to_owned(),
        tags: input.tags,
        tables: BTreeMap::new(),
    };
    if let Some(target) = database.target(ctx.account) {
        link::check(ctx, &target)?;
    }
    defaults::open_database(ctx, &object);
    let state = ctx.world.glue.at(ctx.account, ctx.region);
    state.databases.insert(name, database);
    Ok(())
}

/// A new name is not taken: Glue does not rename.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let object = Object::database(ctx.account, &input.name);
    writable(ctx, &object, Permission::Alter)?;
    let (_, mut facts) = named(input.database_input);
    link::check_catalog(&facts, "TargetDatabase")?;
    let database = found(ctx, &object)?;
    if let Some(defaults) = database.table_defaults() {
        facts
            .entry("CreateTableDefaultPermissions")
            .or_insert(defaults.clone());
    }
    database.facts = facts;
    Ok(())
}

/// A database goes with all its tables. What was granted on them stays, and can then not be revoked
/// by name.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let object = Object::database(ctx.account, &input.name);
    writable(ctx, &object, Permission::Drop)?;
    let state = ctx.world.glue.at(ctx.account, ctx.region);
    state.databases.remove(&object.database);
    Ok(())
}

/// Refuses writes to the catalogs of others. Shares of the data lake are for reading.
pub(super) fn own_catalog(ctx: &Ctx<'_>, id: Option<&str>) -> Result<(), AwsError> {
    let catalog = object::catalog(ctx.account, id)?;
    if catalog == *ctx.account {
        Ok(())
    } else {
        Err(errors::denied(&format!(
            "Catalog {catalog} belongs to another account."
        )))
    }
}

/// Refuses a change of what is not there, or that the caller has no leave for.
pub(super) fn writable(
    ctx: &Ctx<'_>,
    object: &Object,
    permission: Permission,
) -> Result<(), AwsError> {
    let asker = Asker::of(ctx);
    access::may(ctx.world, &asker, permission, object)
        .map(drop)
        .map_err(|denied| denied.error())
}

/// The database of `object`.
pub(super) fn found<'w>(
    ctx: &'w mut Ctx<'_>,
    object: &Object,
) -> Result<&'w mut Database, AwsError> {
    catalog::made_mut(ctx.world, ctx.region, object)
        .ok_or_else(|| errors::no_database(&object.database))
}

/// The name out of an input, folded, and all the rest.
pub(super) fn named(mut input: Map<String, Value>) -> (String, Map<String, Value>) {
    let name = input.remove("Name");
    let name = name.as_ref().and_then(Value::as_str).unwrap_or_default();
    (name.to_lowercase(), input)
}
