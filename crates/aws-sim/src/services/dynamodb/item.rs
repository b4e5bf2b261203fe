//! Operations on one item.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    active, capacity, errors,
    expression::{Path, Scope, project},
    no_legacy,
    value::{self, Item},
    write::{Act, Effect, Terms, Write},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    table_name: String,
    item: Item,
    #[serde(flatten)]
    more: More,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    table_name: String,
    key: Item,
    update_expression: Option<String>,
    #[serde(flatten)]
    more: More,
}

/// What the writes have in common.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct More {
    return_values: Option<String>,
    return_consumed_capacity: Option<String>,
    expected: Option<Value>,
    attribute_updates: Option<Value>,
    #[serde(flatten)]
    terms: Terms,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    pub(super) table_name: String,
    pub(super) key: Item,
    #[serde(default)]
    consistent_read: bool,
    pub(super) projection_expression: Option<String>,
    pub(super) expression_attribute_names: Option<BTreeMap<String, String>>,
    return_consumed_capacity: Option<String>,
    attributes_to_get: Option<Value>,
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let (item, name) = (input.item, input.table_name);
    write(
        ctx,
        &name,
        input.more,
        &["NONE", "ALL_OLD"],
        |table, terms| Write::put(table, item, terms),
    )
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let (key, name) = (input.key, input.table_name);
    write(
        ctx,
        &name,
        input.more,
        &["NONE", "ALL_OLD"],
        |table, terms| Write::at(table, key, None, Act::Delete, terms),
    )
}

/// An update of what is not there makes it.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let (key, name) = (input.key, input.table_name);
    let expression = input.update_expression;
    let all = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];
    write(ctx, &name, input.more, &all, |table, terms| {
        let act = Act::Update(super::expression::Update::default());
        Write::at(table, key, expression.as_deref(), act, terms)
    })
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    no_legacy(&[("AttributesToGet", &input.attributes_to_get)])?;
    let paths = input.paths()?;
    let table = active(ctx, &input.table_name)?;
    let item = table.items.get(&table.only_key(&input.key)?);
    let capacity = capacity::read(
        input.return_consumed_capacity.as_deref(),
        &table.name,
        item.map_or(0, value::stored_bytes),
        input.consistent_read,
    );
    let shown = item.map(|item| shown(item, paths.as_deref()));
    Ok(json!({ "Item": shown, "ConsumedCapacity": capacity }))
}

/// The whole item, or what is asked of it.
pub(super) fn shown(item: &Item, paths: Option<&[Path]>) -> Item {
    paths.map_or_else(|| item.clone(), |paths| project(item, paths))
}

fn write(
    ctx: &mut Ctx<'_>,
    name: &str,
    more: More,
    returns: &[&str],
    read: impl FnOnce(&super::Table, Terms) -> Result<Write, AwsError>,
) -> Result<Value, AwsError> {
    no_legacy(&[
        ("Expected", &more.expected),
        ("AttributeUpdates", &more.attribute_updates),
    ])?;
    let wanted = more.return_values.as_deref().unwrap_or("NONE");
    if !returns.contains(&wanted) {
        return Err(errors::invalid("Return values set to invalid value"));
    }
    let table = active(ctx, name)?;
    let write = read(table, more.terms)?;
    let paths = write.paths();
    let effect = write.effect(table)?;
    table.carry_out(&effect);
    let asked = more.return_consumed_capacity.as_deref();
    Ok(json!({
        "Attributes": returned(wanted, &effect, &paths),
        "ConsumedCapacity": capacity::write(asked, &table.name, effect.bytes()),
    }))
}

fn returned(wanted: &str, effect: &Effect, paths: &[Path]) -> Option<Item> {
    let part = |item: &Option<Item>| {
        let part = project(item.as_ref()?, paths);
        (!part.is_empty()).then_some(part)
    };
    match wanted {
        "ALL_OLD" => effect.old.clone(),
        "ALL_NEW" => effect.new.clone(),
        "UPDATED_OLD" => part(&effect.old),
        "UPDATED_NEW" => part(&effect.new),
        _ => None,
    }
}

// === impl Get ===

impl Get {
    /// What is asked of the item; nothing if all of it.
    pub(super) fn paths(&self) -> Result<Option<Vec<Path>>, AwsError> {
        let mut scope = Scope::new(self.expression_attribute_names.clone(), None);
        let text = self.projection_expression.as_deref();
        let paths = text.map(|text| scope.projection(text)).transpose()?;
        scope.finish()?;
        Ok(paths)
    }
}
