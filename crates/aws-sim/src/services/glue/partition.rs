//! Partitions of tables.
//!
//! Expressions are not looked at: every partition fits.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    catalog::{self, Table},
    database::{found, own_catalog, writable},
    errors, link,
    object::{self, Object},
    reading::{describable, page},
};
use crate::{
    context::Ctx, error::AwsError, paging::PageRequest,
    services::lakeformation::access::Permission, time::Time,
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Partition {
    /// One for each partition key.
    values: Vec<String>,
    /// What the request said, by member names.
    facts: Map<String, Value>,
    created: Time,
}

/// The table that a request is about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Of {
    catalog_id: Option<String>,
    database_name: String,
    table_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    #[serde(flatten)]
    of: Of,
    partition_input: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateMany {
    #[serde(flatten)]
    of: Of,
    partition_input_list: Vec<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    #[serde(flatten)]
    of: Of,
    partition_values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetMany {
    #[serde(flatten)]
    of: Of,
    partitions_to_get: Vec<Values>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMany {
    #[serde(flatten)]
    of: Of,
    partitions_to_delete: Vec<Values>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Values {
    values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(flatten)]
    of: Of,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    #[serde(flatten)]
    of: Of,
    partition_value_list: Vec<String>,
    partition_input: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Indexes {
    #[serde(flatten)]
    of: Of,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    let object = input.of.writable(ctx)?;
    add(ctx, &object, input.partition_input)
}

/// What fails does not keep the others from being made.
pub(super) fn create_many(ctx: &mut Ctx<'_>, input: CreateMany) -> Result<Value, AwsError> {
    let object = input.of.writable(ctx)?;
    let mut failed = Vec::new();
    for facts in input.partition_input_list {
        let values = facts.get("Values").cloned();
        if let Err(error) = add(ctx, &object, facts) {
            failed.push(failure(values.unwrap_or_default(), &error));
        }
    }
    Ok(json!({ "Errors": failed }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let object = input.of.readable(ctx)?;
    let table = catalog::table(ctx.world, ctx.region, &object);
    let table = table.ok_or_else(|| errors::no_table(object.name()))?;
    let mut all = table.partitions.iter();
    let found = all.find(|partition| partition.values == input.partition_values);
    let found = found.ok_or_else(|| errors::not_found("Cannot find partition."))?;
    Ok(json!({ "Partition": found.shown(&object) }))
}

pub(super) fn get_many(ctx: &mut Ctx<'_>, input: GetMany) -> Result<Value, AwsError> {
    let object = input.of.readable(ctx)?;
    let table = catalog::table(ctx.world, ctx.region, &object);
    let table = table.ok_or_else(|| errors::no_table(object.name()))?;
    let asked = |partition: &&Partition| {
        let mut asked = input.partitions_to_get.iter();
        asked.any(|asked| asked.values == partition.values)
    };
    let found = table.partitions.iter().filter(asked);
    let found: Vec<_> = found.map(|partition| partition.shown(&object)).collect();
    Ok(json!({ "Partitions": found, "UnprocessedKeys": [] }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let object = input.of.readable(ctx)?;
    let table = catalog::table(ctx.world, ctx.region, &object);
    let table = table.ok_or_else(|| errors::no_table(object.name()))?;
    let all = table.partitions.iter().enumerate();
    let rows = all.map(|(at, partition)| (format!("{at:09}"), partition.shown(&object)));
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "Partitions": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let object = input.of.writable(ctx)?;
    let (values, facts) = split(input.partition_input);
    let table = writable_table(ctx, &object)?;
    let mut all = table.partitions.iter_mut();
    let found = all.find(|partition| partition.values == input.partition_value_list);
    let found = found.ok_or_else(|| errors::not_found("Cannot find partition."))?;
    (found.values, found.facts) = (values, facts);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let object = input.of.writable(ctx)?;
    remove(ctx, &object, &input.partition_values)
}

/// What fails does not keep the others from being deleted.
pub(super) fn delete_many(ctx: &mut Ctx<'_>, input: DeleteMany) -> Result<Value, AwsError> {
    let object = input.of.writable(ctx)?;
    let mut failed = Vec::new();
    for Values { values } in input.partitions_to_delete {
        if let Err(error) = remove(ctx, &object, &values) {
            failed.push(failure(json!(values), &error));
        }
    }
    Ok(json!({ "Errors": failed }))
}

/// No table has an index.
pub(super) fn indexes(ctx: &mut Ctx<'_>, input: Indexes) -> Result<Value, AwsError> {
    input.of.readable(ctx)?;
    Ok(json!({ "PartitionIndexDescriptorList": [] }))
}

fn add(ctx: &mut Ctx<'_>, object: &Object, facts: Map<String, Value>) -> Result<(), AwsError> {
    let now = ctx.now;
    let (values, facts) = split(facts);
    let table = writable_table(ctx, object)?;
    let keys = table.facts.get("PartitionKeys").and_then(Value::as_array);
    if keys.map_or(0, Vec::len) != values.len() {
        return Err(errors::invalid(
            "The number of partition keys do not match the number of partition values",
        ));
    }
    let all = &mut table.partitions;
    match all.binary_search_by(|partition| partition.values.cmp(&values)) {
        Ok(_) => Err(errors::exists("Partition")),
        Err(at) => {
            all.insert(
                at,
                Partition {
                    values,
                    facts,
                    created: now,
                },
            );
            Ok(())
        }
    }
}

fn remove(ctx: &mut Ctx<'_>, object: &Object, values: &[String]) -> Result<(), AwsError> {
    let all = &mut writable_table(ctx, object)?.partitions;
    let mut places = all.iter();
    let at = places.position(|partition| partition.values == values);
    let at = at.ok_or_else(|| errors::not_found("Cannot find partition."))?;
    all.remove(at);
    Ok(())
}

fn writable_table<'w>(ctx: &'w mut Ctx<'_>, object: &Object) -> Result<&'w mut Table, AwsError> {
    let table = found(ctx, object)?.tables.get_mut(object.name());
    table.ok_or_else(|| errors::no_table(object.name()))
}

fn split(mut facts: Map<String, Value>) -> (Vec<String>, Map<String, Value>) {
    let values = facts.remove("Values").unwrap_or_default();
    (serde_json::from_value(values).unwrap_or_default(), facts)
}

fn failure(values: Value, error: &AwsError) -> Value {
    let detail = json!({ "ErrorCode": error.code, "ErrorMessage": error.message });
    json!({ "PartitionValues": values, "ErrorDetail": detail })
}

// === impl Of ===

impl Of {
    fn writable(&self, ctx: &Ctx<'_>) -> Result<Object, AwsError> {
        own_catalog(ctx, self.catalog_id.as_deref())?;
        let object = Object::table(ctx.account, &self.database_name, &self.table_name);
        writable(ctx, &object, Permission::Alter)?;
        Ok(object)
    }

    fn readable(&self, ctx: &Ctx<'_>) -> Result<Object, AwsError> {
        let catalog = object::catalog(ctx.account, self.catalog_id.as_deref())?;
        let object = Object::table(&catalog, &self.database_name, &self.table_name);
        let object = link::resolved(ctx, object);
        describable(ctx, &object)?;
        Ok(link::behind(ctx, object))
    }
}

// === impl Partition ===

impl Partition {
    fn shown(&self, object: &Object) -> Value {
        let mut shown = self.facts.clone();
        let mut put = |member: &str, value: Value| shown.insert(member.to_owned(), value);
        put("Values", json!(self.values));
        put("DatabaseName", json!(object.database));
        put("TableName", json!(object.table));
        put("CatalogId", json!(object.catalog));
        put("CreationTime", json!(self.created));
        Value::Object(shown)
    }
}
