//! Databases and tables as callers see them.
//!
//! What a caller may not describe is refused when it is asked for by name, and left out of lists
//! without a word. So an empty list does not mean that there is nothing.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    catalog, errors, lake, link,
    object::{self, Object},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    services::lakeformation::access::{self, Asker, Permission, Reach},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetDatabase {
    catalog_id: Option<String>,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetDatabases {
    catalog_id: Option<String>,
    resource_share_type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetTable {
    catalog_id: Option<String>,
    database_name: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetTables {
    catalog_id: Option<String>,
    database_name: String,
    /// A pattern in which `*` is anything and `|` is or.
    expression: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn database(ctx: &mut Ctx<'_>, input: GetDatabase) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let object = Object::database(&catalog, &input.name);
    describable(ctx, &object)?;
    let shown = shown_database(ctx, &object);
    let shown = shown.ok_or_else(|| errors::no_database(&input.name))?;
    Ok(json!({ "Database": shown }))
}

pub(super) fn databases(ctx: &mut Ctx<'_>, input: GetDatabases) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let mut objects = Vec::new();
    if catalog == *ctx.account && input.resource_share_type.as_deref() != Some("FOREIGN") {
        let own = catalog::databases(ctx.world, ctx.region, &catalog);
        objects.extend(own.map(|database| Object::database(&catalog, &database.name)));
    }
    if catalog != *ctx.account {
        objects.extend(shared_by(ctx, &catalog)?);
    } else if matches!(
        input.resource_share_type.as_deref(),
        Some("FOREIGN" | "ALL")
    ) {
        objects.extend(access::shared_databases(ctx.world, &Asker::of(ctx)));
    }
    objects.retain(|object| describable(ctx, object).is_ok());
    objects.sort();
    let rows = objects.iter().filter_map(|object| {
        let key = format!("{}/{}", object.catalog, object.database);
        Some((key, shown_database(ctx, object)?))
    });
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "DatabaseList": page.items, "NextToken": page.next_token }))
}

pub(super) fn table(ctx: &mut Ctx<'_>, input: GetTable) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let object = Object::table(&catalog, &input.database_name, &input.name);
    let object = link::resolved(ctx, object);
    describable(ctx, &object)?;
    let shown = shown_table(ctx, &object);
    let shown = shown.ok_or_else(|| errors::no_table(&input.name))?;
    Ok(json!({ "Table": shown }))
}

/// A link whose target was taken away spoils the list for everybody.
pub(super) fn tables(ctx: &mut Ctx<'_>, input: GetTables) -> Result<Value, AwsError> {
    let catalog = object::catalog(ctx.account, input.catalog_id.as_deref())?;
    let asked = Object::database(&catalog, &input.database_name);
    let database = link::resolved(ctx, asked.clone());
    listable(ctx, &database)?;
    let wanted = |name: &str| {
        input
            .expression
            .as_deref()
            .is_none_or(|of| matches(of, name))
    };
    let names = catalog::tables(ctx.world, ctx.region, &database).into_iter();
    let objects = names
        .filter(|name| wanted(name))
        .map(|name| database.with(&name));
    let mut rows = Vec::new();
    for object in objects {
        let table = catalog::table(ctx.world, ctx.region, &object);
        if table
            .as_ref()
            .is_some_and(|table| link::is_orphan(ctx, table))
        {
            return Err(errors::denied(&format!(
                "Insufficient Lake Formation permission(s) on {}: its target can not be reached.",
                object.name()
            )));
        }
        if table.is_some_and(|table| ctx.visible(table.created))
            && describable(ctx, &object).is_ok()
        {
            rows.extend(shown_table(ctx, &object).map(|shown| (object.name().to_owned(), shown)));
        }
    }
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "TableList": page.items, "NextToken": page.next_token }))
}

/// One page, with Glue's own code for a bad token.
pub(super) fn page<T>(
    ctx: &Ctx<'_>,
    asked: &PageRequest,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    ctx.page(asked, rows)
        .map_err(|error| errors::invalid(&error.message))
}

/// The table that reads of `object` show, with what a link takes over from its target.
pub(super) fn shown_table(ctx: &Ctx<'_>, object: &Object) -> Option<Value> {
    let table = catalog::table(ctx.world, ctx.region, object)?;
    let mut shown = table.shown(object);
    if lake::is_owner(&object.catalog, ctx.region) {
        shown["IsRegisteredWithLakeFormation"] = json!(true);
    }
    link::fill_in(ctx, &table, &mut shown);
    Some(shown)
}

/// Refuses what the caller may not see.
pub(super) fn describable(ctx: &Ctx<'_>, object: &Object) -> Result<(), AwsError> {
    let asker = Asker::of(ctx);
    access::may(ctx.world, &asker, Permission::Describe, object)
        .map(drop)
        .map_err(|denied| denied.error())
}

/// Lists need no leave for the database, but that there is one, and that it has been shared.
fn listable(ctx: &Ctx<'_>, database: &Object) -> Result<(), AwsError> {
    if database.catalog != *ctx.account {
        return match access::reach(ctx.world, &Asker::of(ctx), database) {
            Reach::Open => Ok(()),
            closed => Err(errors::denied(&format!(
                "Insufficient Lake Formation permission(s) on {}{}",
                database.database,
                closed.because()
            ))),
        };
    }
    if catalog::holds(ctx.world, ctx.region, database) {
        return Ok(());
    }
    // That it is not there is told to those only who could see it if it were.
    describable(ctx, database)
}

fn shared_by(ctx: &Ctx<'_>, catalog: &crate::place::Account) -> Result<Vec<Object>, AwsError> {
    let mut shared = access::shared_databases(ctx.world, &Asker::of(ctx));
    shared.retain(|object| object.catalog == *catalog);
    if shared.is_empty() {
        let message = format!("Nothing of catalog {catalog} is shared with this account.");
        return Err(errors::denied(&message));
    }
    Ok(shared)
}

fn shown_database(ctx: &Ctx<'_>, object: &Object) -> Option<Value> {
    if lake::is_lake(&object.catalog, ctx.region, &object.database) {
        let (facts, made) = (lake::database(), crate::time::Time::default());
        return Some(catalog::shown_database(
            &object.database,
            &facts,
            &object.catalog,
            made,
        ));
    }
    let database = catalog::made(ctx.world, ctx.region, object)?;
    Some(database.shown(&object.catalog)).filter(|_| ctx.visible(database.created))
}

/// Whether a pattern of Glue fits the whole name.
fn matches(pattern: &str, name: &str) -> bool {
    pattern.split('|').any(|pattern| {
        let pattern = pattern
            .trim()
            .trim_start_matches('^')
            .trim_end_matches('$')
            .replace(".*", "*");
        let parts: Vec<_> = pattern.split('*').collect();
        let (Some((first, rest)), Some(last)) = (parts.split_first(), parts.last()) else {
            return false;
        };
        if rest.is_empty() {
            return *first == name;
        }
        let Some(mut left) = name.strip_prefix(first) else {
            return false;
        };
        for part in &rest[..rest.len() - 1] {
            let Some(at) = left.find(part) else {
                return false;
            };
            left = &left[at + part.len()..];
        }
        left.ends_with(last)
    })
}
