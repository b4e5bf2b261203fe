//! Tables and links, made and changed.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    catalog::{self, Table},
    database::{found, named, own_catalog, writable},
    errors, link,
    object::Object,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::lakeformation::{access::Permission, defaults},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    catalog_id: Option<String>,
    database_name: String,
    table_input: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    catalog_id: Option<String>,
    database_name: String,
    table_input: Map<String, Value>,
    version_id: Option<String>,
    #[serde(default)]
    skip_archive: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    catalog_id: Option<String>,
    database_name: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMany {
    catalog_id: Option<String>,
    database_name: String,
    tables_to_delete: Vec<String>,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let (name, facts) = named(input.table_input);
    let database = Object::database(ctx.account, &input.database_name);
    writable(ctx, &database, Permission::CreateTable)?;
    if found(ctx, &database)?.facts.contains_key("TargetDatabase") {
        return Err(errors::invalid(
            "No table can be made in a link to a database.",
        ));
    }
    let object = database.with(&name);
    if catalog::holds(ctx.world, ctx.region, &object) {
        return Err(errors::exists("Table"));
    }
    check(&facts)?;
    let table = Table::new(&name, facts, ctx.caller.principal(), ctx.now);
    if let Some(target) = table.target(ctx.account) {
        link::check(ctx, &target)?;
    }
    defaults::open_table(ctx, &object);
    found(ctx, &database)?.tables.insert(name, table);
    Ok(())
}

/// The version before is kept, unless the request says otherwise. A version that a request names
/// must be the latest.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let (name, facts) = named(input.table_input);
    let object = Object::table(ctx.account, &input.database_name, &name);
    writable(ctx, &object, Permission::Alter)?;
    check(&facts)?;
    let changed = Table::new(&name, facts, "", ctx.now);
    if let Some(target) = changed.target(ctx.account) {
        link::check(ctx, &target)?;
    }
    let table = found(ctx, &object)?.tables.get_mut(&name);
    let table = table.ok_or_else(|| errors::no_table(&name))?;
    if input
        .version_id
        .is_some_and(|asked| asked != table.version.to_string())
    {
        return Err(AwsError::new(
            "ConcurrentModificationException",
            format!("Table {name} has another version."),
        ));
    }
    let before = std::mem::replace(&mut table.facts, changed.facts);
    if !input.skip_archive {
        table.archive.insert(table.version, before);
    }
    table.version += 1;
    table.updated = changed.updated;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    remove(ctx, &input.database_name, &input.name)
}

/// What fails does not keep the others from being deleted.
pub(super) fn delete_many(ctx: &mut Ctx<'_>, input: DeleteMany) -> Result<Value, AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let mut failed = Vec::new();
    for name in input.tables_to_delete {
        if let Err(error) = remove(ctx, &input.database_name, &name) {
            let detail = json!({ "ErrorCode": error.code, "ErrorMessage": error.message });
            failed.push(json!({ "TableName": name, "ErrorDetail": detail }));
        }
    }
    Ok(json!({ "Errors": failed }))
}

/// Through a link to a database nothing is deleted.
fn remove(ctx: &mut Ctx<'_>, database: &str, name: &str) -> Result<(), AwsError> {
    let object = Object::table(ctx.account, database, name);
    writable(ctx, &object, Permission::Drop)?;
    let tables = &mut found(ctx, &object)?.tables;
    tables
        .remove(object.name())
        .map(drop)
        .ok_or_else(|| errors::no_table(name))
}

/// A link has no columns of its own.
fn check(facts: &Map<String, Value>) -> Result<(), AwsError> {
    let Some(target) = facts.get("TargetTable") else {
        return Ok(());
    };
    if target["DatabaseName"].is_null() || target["Name"].is_null() {
        return Err(errors::invalid(
            "TargetTable needs a DatabaseName and a Name.",
        ));
    }
    link::check_catalog(facts, "TargetTable")
}
