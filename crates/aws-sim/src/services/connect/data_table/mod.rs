//! Data tables: what flows look up. Tables and their attributes are kept; values are not simulated.

pub(super) mod attribute;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::attribute::Attribute;
use super::{
    errors, hours,
    reading::{self, List, Query},
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    world::{Tags, Thing, Things},
};

/// What a table has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DataTable {
    description: Option<String>,
    time_zone: String,
    /// `NONE`, `DATA_TABLE`, `PRIMARY_VALUE`, `ATTRIBUTE` or `VALUE`.
    lock_level: String,
    /// Counts the changes of the table and its attributes.
    lock: u64,
    attributes: Things<Attribute>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    time_zone: String,
    value_lock_level: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    data_table_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateMetadata {
    instance_id: String,
    data_table_id: String,
    name: String,
    description: Option<String>,
    time_zone: String,
    value_lock_level: String,
}

const KIND: &str = "Data table";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    hours::check_time_zone(&input.time_zone)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.data_tables.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("data-tables");
    if instance.data_tables.own() >= limit {
        return Err(errors::quota_exceeded("data tables", limit));
    }
    let body = DataTable {
        description: input.description,
        time_zone: input.time_zone,
        lock_level: input.value_lock_level,
        lock: 1,
        attributes: Things::default(),
    };
    let (id, name) = (&input.instance_id, input.name.clone());
    let table = state::new_thing(ctx, id, "data-table", name, input.tags, body)?;
    let answer = json!({
        "Id": table.id,
        "Arn": table.arn,
        "LockVersion": table.body.lock_version(),
    });
    let instance = state::open_mut(ctx, id)?;
    let added = instance.data_tables.add(table);
    added.map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.data_table_id;
    let table = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "DataTable": shown(ctx, table) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (rows, member) = (
        ctx.rows(&input.page, &instance.data_tables),
        "DataTableSummaryList",
    );
    reading::list(ctx, &input.page, rows, member, |table| {
        json!({
            "Name": table.name,
            "Id": table.id,
            "Arn": table.arn,
            "LastModifiedTime": table.modified,
            "LastModifiedRegion": ctx.region,
        })
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let (tables, member) = (&instance.data_tables, "DataTables");
    let fits = |table: &Thing<DataTable>| query.fits(&table.tags, &|name| field(table, name));
    reading::search(ctx, &query.page, tables, member, fits, |table| {
        shown(ctx, table)
    })
}

/// Replaces everything but the description, which stays if it is left out.
pub(super) fn update_metadata(ctx: &mut Ctx<'_>, input: UpdateMetadata) -> Result<Value, AwsError> {
    hours::check_time_zone(&input.time_zone)?;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.data_table_id)?.id.clone();
    let renamed = instance.data_tables.rename(&id, &input.name);
    renamed.map_err(|_| errors::duplicate(KIND, &input.name))?;
    let table = &mut touch(ctx, &input.instance_id, &id)?.body;
    table.description = input.description.or_else(|| table.description.take());
    table.time_zone = input.time_zone;
    table.lock_level = input.value_lock_level;
    Ok(json!({ "LockVersion": table.lock_version() }))
}

/// Goes with its attributes, whatever flows name it; both are choices.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.data_table_id)?.id.clone();
    instance.data_tables.remove(&id);
    Ok(json!({}))
}

/// The table with this id or ARN.
fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<DataTable>, AwsError> {
    let table = instance.data_tables.get(id);
    table.ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed now, under a new lock.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<DataTable>, AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, instance_id)?;
    let table = instance.data_tables.get_mut(id);
    let table = table.ok_or_else(|| errors::not_found(KIND, id))?;
    table.modified = now;
    table.body.lock += 1;
    Ok(table)
}

fn field<'t>(table: &'t Thing<DataTable>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&table.name),
        "description" => table.body.description.as_deref(),
        "resourceid" => Some(&table.id),
        _ => None,
    }
}

fn shown(ctx: &Ctx<'_>, table: &Thing<DataTable>) -> Value {
    json!({
        "Name": table.name,
        "Id": table.id,
        "Arn": table.arn,
        "TimeZone": table.body.time_zone,
        "Description": table.body.description,
        "ValueLockLevel": table.body.lock_level,
        "LockVersion": table.body.lock_version(),
        "Status": "PUBLISHED",
        "CreatedTime": table.created,
        "LastModifiedTime": table.modified,
        "LastModifiedRegion": ctx.region,
        "Tags": table.tags,
    })
}

// === impl DataTable ===

impl DataTable {
    /// `DataTableLockVersion`. How AWS words a version is not documented.
    fn lock_version(&self) -> Value {
        json!({ "DataTable": self.lock.to_string() })
    }
}
