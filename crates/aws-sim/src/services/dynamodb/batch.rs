//! Many items at once, each by itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    active, capacity, errors,
    expression::Scope,
    item::shown,
    no_legacy,
    value::{self, Item},
    write::{Act, Terms, Write},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    request_items: BTreeMap<String, Keys>,
    return_consumed_capacity: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    keys: Vec<Item>,
    projection_expression: Option<String>,
    expression_attribute_names: Option<BTreeMap<String, String>>,
    #[serde(default)]
    consistent_read: bool,
    attributes_to_get: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Puts {
    request_items: BTreeMap<String, Vec<Request>>,
    return_consumed_capacity: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    put_request: Option<Put>,
    delete_request: Option<Delete>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Put {
    item: Item,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Delete {
    key: Item,
}

/// Items in one request (API reference).
const MOST_READ: usize = 100;
const MOST_WRITTEN: usize = 25;

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let asked: usize = input
        .request_items
        .values()
        .map(|keys| keys.keys.len())
        .sum();
    if asked > MOST_READ {
        return Err(errors::invalid(
            "Too many items requested for the BatchGetItem call",
        ));
    }
    let (mut responses, mut used) = (BTreeMap::new(), Vec::new());
    for (name, keys) in input.request_items {
        no_legacy(&[("AttributesToGet", &keys.attributes_to_get)])?;
        let mut scope = Scope::new(keys.expression_attribute_names, None);
        let paths = keys.projection_expression.as_deref();
        let paths = paths.map(|text| scope.projection(text)).transpose()?;
        scope.finish()?;
        let table = active(ctx, &name)?;
        let (mut seen, mut items, mut bytes) = (BTreeSet::new(), Vec::new(), 0);
        for key in &keys.keys {
            let key = table.only_key(key)?;
            if let Some(item) = table.items.get(&key) {
                bytes += value::stored_bytes(item);
                items.push(shown(item, paths.as_deref()));
            }
            if !seen.insert(key) {
                return Err(errors::invalid(
                    "Provided list of item keys contains duplicates",
                ));
            }
        }
        let asked = input.return_consumed_capacity.as_deref();
        used.extend(capacity::read(
            asked,
            &table.name,
            bytes,
            keys.consistent_read,
        ));
        responses.insert(name, items);
    }
    Ok(json!({
        "Responses": responses,
        "UnprocessedKeys": {},
        "ConsumedCapacity": (!used.is_empty()).then_some(used),
    }))
}

/// All requests are looked at before the first is carried out.
pub(super) fn write(ctx: &mut Ctx<'_>, input: Puts) -> Result<Value, AwsError> {
    let asked: usize = input.request_items.values().map(Vec::len).sum();
    if asked > MOST_WRITTEN {
        return Err(errors::invalid(
            "Too many items requested for the BatchWriteItem call",
        ));
    }
    let (mut effects, mut used) = (Vec::new(), Vec::new());
    for (name, requests) in input.request_items {
        let table = active(ctx, &name)?;
        let (mut seen, mut bytes) = (BTreeSet::new(), 0);
        for request in requests {
            let write = match request {
                Request {
                    put_request: Some(put),
                    delete_request: None,
                } => Write::put(table, put.item, Terms::default())?,
                Request {
                    put_request: None,
                    delete_request: Some(delete),
                } => Write::at(table, delete.key, None, Act::Delete, Terms::default())?,
                _ => {
                    return Err(errors::invalid(
                        "Supplied WriteRequest must have exactly one of PutRequest and \
                         DeleteRequest",
                    ));
                }
            };
            if !seen.insert(write.key.clone()) {
                return Err(errors::invalid(
                    "Provided list of item keys contains duplicates",
                ));
            }
            let effect = write.effect(table)?;
            bytes += effect.bytes();
            effects.push((name.clone(), effect));
        }
        let asked = input.return_consumed_capacity.as_deref();
        used.extend(capacity::write(asked, &table.name, bytes));
    }
    for (name, effect) in effects {
        active(ctx, &name)?.carry_out(&effect);
    }
    Ok(json!({
        "UnprocessedItems": {},
        "ConsumedCapacity": (!used.is_empty()).then_some(used),
    }))
}
