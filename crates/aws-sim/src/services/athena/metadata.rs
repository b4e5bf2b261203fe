//! Databases and tables as Athena shows them: what Glue shows the caller, in another form.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{catalog, data_catalog::is_glue, errors, work_group::page_of};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Database {
    catalog_name: String,
    database_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Databases {
    catalog_name: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Table {
    catalog_name: String,
    database_name: String,
    table_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tables {
    catalog_name: String,
    database_name: String,
    expression: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn database(ctx: &mut Ctx<'_>, input: Database) -> Result<Value, AwsError> {
    known(&input.catalog_name)?;
    let found = catalog::ask(ctx, "GetDatabase", json!({ "Name": input.database_name }));
    let found = found.map_err(|error| errors::of_catalog(&error))?;
    Ok(json!({ "Database": shown_database(&found["Database"]) }))
}

pub(super) fn databases(ctx: &mut Ctx<'_>, input: Databases) -> Result<Value, AwsError> {
    known(&input.catalog_name)?;
    let found = catalog::all(ctx, "GetDatabases", json!({}), "DatabaseList");
    let found = found.map_err(|error| errors::of_catalog(&error))?;
    let rows = found
        .iter()
        .map(|database| (name(database), shown_database(database)));
    let page = page_of(ctx, &input.page, rows)?;
    Ok(json!({ "DatabaseList": page.items, "NextToken": page.next_token }))
}

pub(super) fn table(ctx: &mut Ctx<'_>, input: Table) -> Result<Value, AwsError> {
    known(&input.catalog_name)?;
    let asked = json!({ "DatabaseName": input.database_name, "Name": input.table_name });
    let found = catalog::ask(ctx, "GetTable", asked);
    let found = found.map_err(|error| errors::of_catalog(&error))?;
    Ok(json!({ "TableMetadata": shown_table(&found["Table"]) }))
}

pub(super) fn tables(ctx: &mut Ctx<'_>, input: Tables) -> Result<Value, AwsError> {
    known(&input.catalog_name)?;
    let mut asked = json!({ "DatabaseName": input.database_name });
    if let Some(expression) = input.expression {
        asked["Expression"] = json!(expression);
    }
    let found = catalog::all(ctx, "GetTables", asked, "TableList");
    let found = found.map_err(|error| errors::of_catalog(&error))?;
    let rows = found.iter().map(|table| (name(table), shown_table(table)));
    let page = page_of(ctx, &input.page, rows)?;
    Ok(json!({ "TableMetadataList": page.items, "NextToken": page.next_token }))
}

/// Catalogs other than Glue's hold nothing.
fn known(catalog: &str) -> Result<(), AwsError> {
    if is_glue(catalog) {
        return Ok(());
    }
    Err(errors::invalid(format!(
        "Catalog {catalog} is not simulated"
    )))
}

fn name(thing: &Value) -> String {
    thing["Name"].as_str().unwrap_or_default().to_owned()
}

fn shown_database(database: &Value) -> Value {
    json!({
        "Name": database["Name"],
        "Description": database["Description"],
        "Parameters": database["Parameters"],
    })
}

fn shown_table(table: &Value) -> Value {
    json!({
        "Name": table["Name"],
        "CreateTime": table["CreateTime"],
        "LastAccessTime": table["LastAccessTime"],
        "TableType": table["TableType"],
        "Columns": columns(&table["StorageDescriptor"]["Columns"]),
        "PartitionKeys": columns(&table["PartitionKeys"]),
        "Parameters": table["Parameters"],
    })
}

fn columns(columns: &Value) -> Value {
    let Some(columns) = columns.as_array() else {
        return Value::Null;
    };
    let shown = columns.iter().map(|column| {
        json!({ "Name": column["Name"], "Type": column["Type"], "Comment": column["Comment"] })
    });
    shown.collect()
}
