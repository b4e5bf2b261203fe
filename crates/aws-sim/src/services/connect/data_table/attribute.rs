//! Attributes of a data table: its columns.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{DataTable, find, touch};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, reading, state},
    world::{Tags, Thing},
};

/// What an attribute has besides id, name and times.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Attribute {
    value_type: String,
    description: Option<String>,
    /// Whether it is part of what tells one record from another.
    #[serde(default)]
    primary: bool,
    /// As on the wire, unread.
    validation: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    data_table_id: String,
    name: String,
    #[serde(flatten)]
    attribute: Attribute,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Named {
    instance_id: String,
    data_table_id: String,
    attribute_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    data_table_id: String,
    #[serde(default)]
    attribute_ids: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    data_table_id: String,
    attribute_name: String,
    name: String,
    #[serde(flatten)]
    attribute: Attribute,
}

const KIND: &str = "Data table attribute";

pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let table = find(instance, &input.data_table_id)?;
    if table.body.attributes.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let id = ctx.ids.uuid();
    let made = Thing {
        id: id.clone(),
        arn: String::new(),
        name: input.name.clone(),
        tags: Tags::new(),
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body: input.attribute,
    };
    let table = touch(ctx, &input.instance_id, &input.data_table_id)?;
    let added = table.body.attributes.add(made);
    added.map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(json!({
        "Name": input.name,
        "AttributeId": id,
        "LockVersion": table.body.lock_version(),
    }))
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let table = find(instance, &input.data_table_id)?;
    let name = &input.attribute_name;
    let attribute = reading::seen(ctx, named(&table.body, name)?, KIND, name)?;
    Ok(json!({ "Attribute": shown(ctx, table, attribute) }))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let table = find(instance, &input.data_table_id)?;
    let ids = &input.attribute_ids;
    let rows = table.body.attributes.rows();
    let rows = rows.filter(|(_, of)| ids.is_empty() || ids.contains(&of.id));
    reading::list(ctx, &input.page, rows, "Attributes", |attribute| {
        shown(ctx, table, attribute)
    })
}

/// Replaces the whole.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let table = &find(instance, &input.data_table_id)?.body;
    let id = named(table, &input.attribute_name)?.id.clone();
    if table
        .attributes
        .named(&input.name)
        .is_some_and(|of| of.id != id)
    {
        return Err(errors::invalid_request("The name is taken."));
    }
    let now = ctx.now;
    let table = &mut touch(ctx, &input.instance_id, &input.data_table_id)?.body;
    let renamed = table.attributes.rename(&id, &input.name);
    debug_assert!(renamed.is_ok(), "the name was free just now");
    if let Some(attribute) = table.attributes.get_mut(&id) {
        attribute.body = input.attribute;
        attribute.modified = now;
    }
    Ok(json!({ "Name": input.name, "LockVersion": table.lock_version() }))
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let table = find(instance, &input.data_table_id)?;
    let id = named(&table.body, &input.attribute_name)?.id.clone();
    let table = &mut touch(ctx, &input.instance_id, &input.data_table_id)?.body;
    table.attributes.remove(&id);
    Ok(json!({ "LockVersion": table.lock_version() }))
}

fn named<'i>(table: &'i DataTable, name: &str) -> Result<&'i Thing<Attribute>, AwsError> {
    let attribute = table.attributes.named(name);
    attribute.ok_or_else(|| errors::not_found(KIND, name))
}

fn shown(ctx: &Ctx<'_>, table: &Thing<DataTable>, attribute: &Thing<Attribute>) -> Value {
    let mut shown = json!(attribute.body);
    shown["AttributeId"] = json!(attribute.id);
    shown["Name"] = json!(attribute.name);
    shown["DataTableId"] = json!(table.id);
    shown["DataTableArn"] = json!(table.arn);
    shown["LockVersion"] = table.body.lock_version();
    shown["LastModifiedTime"] = json!(attribute.modified);
    shown["LastModifiedRegion"] = json!(ctx.region);
    shown
}
