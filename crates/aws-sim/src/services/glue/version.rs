//! Earlier versions of tables.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    catalog::{self, Table},
    database::{found, own_catalog, writable},
    errors,
    object::{self, Object},
    reading::{describable, page},
};
use crate::{
    context::Ctx, error::AwsError, paging::PageRequest, services::lakeformation::access::Permission,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    catalog_id: Option<String>,
    database_name: String,
    table_name: String,
    version_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    catalog_id: Option<String>,
    database_name: String,
    table_name: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    catalog_id: Option<String>,
    database_name: String,
    table_name: String,
    version_id: String,
}

/// Without a version the latest is meant.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let object = Object::table(&catalog, &input.database_name, &input.table_name);
    describable(ctx, &object)?;
    let table = catalog::table(ctx.world, ctx.region, &object);
    let table = table.ok_or_else(|| errors::no_table(&input.table_name))?;
    let asked = input
        .version_id
        .unwrap_or_else(|| table.version.to_string());
    let shown = number(&asked).and_then(|number| version(&table, number, &object));
    let shown = shown.ok_or_else(|| no_version(&asked))?;
    Ok(json!({ "TableVersion": shown }))
}

/// The latest version comes first.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let object = Object::table(&catalog, &input.database_name, &input.table_name);
    describable(ctx, &object)?;
    let table = catalog::table(ctx.world, ctx.region, &object);
    let table = table.ok_or_else(|| errors::no_table(&input.table_name))?;
    let numbers = table.archive.keys().copied().chain([table.version]);
    let mut numbers: Vec<_> = numbers.collect();
    numbers.reverse();
    let rows = numbers.into_iter().filter_map(|number| {
        let key = format!("{:020}", u64::MAX - number);
        Some((key, version(&table, number, &object)?))
    });
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "TableVersions": page.items, "NextToken": page.next_token }))
}

/// The latest version can not be deleted.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let object = Object::table(ctx.account, &input.database_name, &input.table_name);
    writable(ctx, &object, Permission::Alter)?;
    let table = found(ctx, &object)?.tables.get_mut(object.name());
    let table = table.ok_or_else(|| errors::no_table(&input.table_name))?;
    let gone = number(&input.version_id).and_then(|number| table.archive.remove(&number));
    gone.map(drop).ok_or_else(|| no_version(&input.version_id))
}

fn number(version: &str) -> Option<u64> {
    version.parse().ok()
}

fn version(table: &Table, number: u64, object: &Object) -> Option<Value> {
    let facts = if number == table.version {
        &table.facts
    } else {
        table.archive.get(&number)?
    };
    let shown = table.shown_as(facts, number, object);
    Some(json!({ "Table": shown, "VersionId": number.to_string() }))
}

fn no_version(version: &str) -> AwsError {
    errors::not_found(&format!("Table version {version} not found."))
}
