//! Data cells filters: some columns and rows of a table of one's own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{State, errors, grant, listing, own, resource::Columns};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::glue::{
        catalog,
        object::{self, Object},
    },
};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Filter {
    object: Object,
    name: String,
    /// What the latest request said, by member names.
    facts: Map<String, Value>,
    version: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    table_data: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    table_catalog_id: Option<String>,
    #[serde(default)]
    database_name: String,
    #[serde(default)]
    table_name: String,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    table: Option<Map<String, Value>>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let filter = read(ctx, input.table_data)?;
    if find(own(ctx), &filter.object, &filter.name).is_some() {
        return Err(errors::exists("Data cells filter"));
    }
    own(ctx).filters.push(filter);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let object = input.object(ctx)?;
    let filter = find(own(ctx), &object, &input.name).ok_or_else(not_found)?;
    Ok(json!({ "DataCellsFilter": filter.shown() }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let filter = read(ctx, input.table_data)?;
    let mut all = own(ctx).filters.iter_mut();
    let there = all.find(|there| there.is(&filter.object, &filter.name));
    *there.ok_or_else(not_found)? = filter;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let object = input.object(ctx)?;
    let filters = &mut own(ctx).filters;
    let before = filters.len();
    filters.retain(|filter| !filter.is(&object, &input.name));
    if filters.len() == before {
        Err(not_found())
    } else {
        Ok(())
    }
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let table = input
        .table
        .map(|table| Map::from_iter([("Table".to_owned(), Value::Object(table))]));
    let of = table
        .map(|table| grant::read(ctx, None, &table))
        .transpose()?;
    let of = of.as_ref().and_then(|of| of.object());
    let filters = own(ctx).filters.clone().into_iter();
    let asked = filters.filter(|filter| of.is_none_or(|of| *of == filter.object));
    let shown = asked.map(|filter| filter.shown()).collect();
    let page = listing::page(ctx, &input.page, listing::numbered(shown))?;
    Ok(json!({ "DataCellsFilters": page.items, "NextToken": page.next_token }))
}

/// The filter of this name on a table.
pub(super) fn find<'s>(state: &'s State, object: &Object, name: &str) -> Option<&'s Filter> {
    state.filters.iter().find(|filter| filter.is(object, name))
}

/// A filter needs rows and columns. It is made in the table's own catalog: the tables of the data
/// lake can have none.
fn read(ctx: &mut Ctx<'_>, mut facts: Map<String, Value>) -> Result<Filter, AwsError> {
    let mut text = |member: &str| match facts.remove(member) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let catalog = text("TableCatalogId");
    let catalog = object::catalog(ctx.account, Some(&catalog))?;
    let object = Object::table(&catalog, &text("DatabaseName"), &text("TableName"));
    let name = text("Name");
    if catalog != *ctx.account {
        return Err(errors::denied("The table belongs to another account."));
    }
    let known = catalog::is_known(ctx.world, ctx.settings, ctx.region, &catalog);
    if known && !catalog::holds(ctx.world, ctx.region, &object) {
        return Err(errors::not_found(&format!(
            "Table not found: {}",
            object.name()
        )));
    }
    facts.remove("VersionId");
    if !facts.contains_key("RowFilter") {
        return Err(errors::invalid("RowFilter is needed."));
    }
    if facts.contains_key("ColumnNames") == facts.contains_key("ColumnWildcard") {
        return Err(errors::invalid(
            "ColumnNames or ColumnWildcard is needed, and not both.",
        ));
    }
    Ok(Filter {
        object,
        name,
        facts,
        version: ctx.ids.uuid(),
    })
}

fn not_found() -> AwsError {
    errors::not_found("Data cells filter not found.")
}

// === impl One ===

impl One {
    fn object(&self, ctx: &Ctx<'_>) -> Result<Object, AwsError> {
        let catalog = object::catalog(ctx.account, self.table_catalog_id.as_deref())?;
        Ok(Object::table(
            &catalog,
            &self.database_name,
            &self.table_name,
        ))
    }
}

// === impl Filter ===

impl Filter {
    /// The columns that it lets through.
    pub(super) fn columns(&self) -> Columns {
        let names = |value: &Value| serde_json::from_value(value.clone()).unwrap_or_default();
        match (
            self.facts.get("ColumnNames"),
            self.facts.get("ColumnWildcard"),
        ) {
            (Some(only), _) => Columns::Only(names(only)),
            (None, Some(wildcard)) => Columns::Except(names(&wildcard["ExcludedColumnNames"])),
            (None, None) => Columns::ALL,
        }
    }

    /// The condition on rows; nothing if all are let through.
    pub(super) fn row_expression(&self) -> Option<&str> {
        self.facts.get("RowFilter")?["FilterExpression"].as_str()
    }

    fn is(&self, object: &Object, name: &str) -> bool {
        self.object == *object && self.name == name
    }

    fn shown(&self) -> Value {
        let mut shown = self.facts.clone();
        let mut put = |member: &str, value: Value| shown.insert(member.to_owned(), value);
        put("TableCatalogId", json!(self.object.catalog));
        put("DatabaseName", json!(self.object.database));
        put("TableName", json!(self.object.table));
        put("Name", json!(self.name));
        put("VersionId", json!(self.version));
        Value::Object(shown)
    }
}
