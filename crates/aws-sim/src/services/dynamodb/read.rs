//! Queries and scans, a page at a time.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    Table, active, capacity, errors,
    expression::{Comparison, Condition, Operand, Path, Scope},
    index::Index,
    item::shown,
    key::{Key, Schema},
    no_legacy,
    value::{self, Attribute, Item},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Read {
    table_name: String,
    index_name: Option<String>,
    key_condition_expression: Option<String>,
    filter_expression: Option<String>,
    projection_expression: Option<String>,
    expression_attribute_names: Option<BTreeMap<String, String>>,
    expression_attribute_values: Option<BTreeMap<String, Attribute>>,
    limit: Option<usize>,
    exclusive_start_key: Option<Item>,
    scan_index_forward: Option<bool>,
    select: Option<String>,
    #[serde(default)]
    consistent_read: bool,
    segment: Option<u64>,
    total_segments: Option<u64>,
    return_consumed_capacity: Option<String>,
    attributes_to_get: Option<Value>,
    key_conditions: Option<Value>,
    query_filter: Option<Value>,
    scan_filter: Option<Value>,
}

/// A read that was understood.
struct Plan {
    hash: Option<Attribute>,
    keys: Option<Condition>,
    filter: Option<Condition>,
    paths: Option<Vec<Path>>,
}

/// The order of items in an index: by its key, and then by that of the table.
type Place = (Option<Key>, Key);

/// A page ends after so many bytes (API reference, `Query`).
const PAGE_BYTES: usize = 1_048_576;

pub(super) fn query(ctx: &mut Ctx<'_>, input: Read) -> Result<Value, AwsError> {
    if input.key_condition_expression.is_none() {
        return Err(errors::invalid(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in \
             the request.",
        ));
    }
    read(ctx, input)
}

pub(super) fn scan(ctx: &mut Ctx<'_>, input: Read) -> Result<Value, AwsError> {
    let fits = match (input.segment, input.total_segments) {
        (None, None) => true,
        (Some(segment), Some(all)) => segment < all,
        _ => false,
    };
    if !fits {
        return Err(errors::invalid(
            "The Segment parameter is required with TotalSegments and must be less than it",
        ));
    }
    read(ctx, input)
}

fn read(ctx: &mut Ctx<'_>, input: Read) -> Result<Value, AwsError> {
    no_legacy(&[
        ("AttributesToGet", &input.attributes_to_get),
        ("KeyConditions", &input.key_conditions),
        ("QueryFilter", &input.query_filter),
        ("ScanFilter", &input.scan_filter),
    ])?;
    let table = active(ctx, &input.table_name)?;
    let index = input
        .index_name
        .as_deref()
        .map(|name| table.index(name))
        .transpose()?;
    if input.consistent_read && index.is_some_and(|index| index.global) {
        return Err(errors::invalid(
            "Consistent reads are not supported on global secondary indexes",
        ));
    }
    let schema = index.map_or(&table.schema, |index| &index.schema);
    let plan = Plan::read(&input, schema)?;
    let start = input.exclusive_start_key.as_ref();
    let start = start.map(|key| table.place(index, key)).transpose()?;
    let forward = input.scan_index_forward.unwrap_or(true);
    let rows = table.rows(index, &plan, &input, start.as_ref(), forward);
    let (page, last) = cut(rows, input.limit);
    let bytes = page.iter().map(|item| value::stored_bytes(item)).sum();
    let scanned = page.len();
    let found = page
        .into_iter()
        .filter(|item| plan.filter.as_ref().is_none_or(|filter| filter.holds(item)));
    let items: Vec<Item> = found
        .map(|item| match index {
            Some(index) => shown(&index.projected(&table.schema, item), plan.paths.as_deref()),
            None => shown(item, plan.paths.as_deref()),
        })
        .collect();
    let counts_only = input.select.as_deref() == Some("COUNT");
    let asked = input.return_consumed_capacity.as_deref();
    Ok(json!({
        "Count": items.len(),
        "ScannedCount": scanned,
        "Items": (!counts_only).then_some(items),
        "LastEvaluatedKey": last.map(|item| table.start_key(index, item)),
        "ConsumedCapacity": capacity::read(asked, &table.name, bytes, input.consistent_read),
    }))
}

/// The first page of `rows`, and its last item if there may be more.
fn cut(rows: Vec<&Item>, limit: Option<usize>) -> (Vec<&Item>, Option<&Item>) {
    let all = rows.len();
    let mut bytes = 0;
    let page: Vec<&Item> = rows
        .into_iter()
        .take(limit.unwrap_or(usize::MAX))
        .take_while(|item| {
            let fits = bytes < PAGE_BYTES;
            bytes += value::stored_bytes(item);
            fits
        })
        .collect();
    // A page that is full to the last item says that there may be more, as in AWS.
    let full = page.len() < all || limit == Some(page.len());
    let last = page.last().copied().filter(|_| full);
    (page, last)
}

// === impl Plan ===

impl Plan {
    fn read(input: &Read, schema: &Schema) -> Result<Self, AwsError> {
        let mut scope = Scope::new(
            input.expression_attribute_names.clone(),
            input.expression_attribute_values.clone(),
        );
        let keys = input.key_condition_expression.as_deref();
        let keys = keys
            .map(|text| scope.condition("KeyConditionExpression", text))
            .transpose()?;
        let filter = input.filter_expression.as_deref();
        let filter = filter
            .map(|text| scope.condition("FilterExpression", text))
            .transpose()?;
        let paths = input.projection_expression.as_deref();
        let paths = paths.map(|text| scope.projection(text)).transpose()?;
        scope.finish()?;
        let hash = keys.as_ref().map(|keys| hash(keys, schema)).transpose()?;
        Ok(Self {
            hash,
            keys,
            filter,
            paths,
        })
    }
}

/// The value of the first part of the key. The condition says what it equals, and at most one
/// thing about the second part.
fn hash(condition: &Condition, schema: &Schema) -> Result<Attribute, AwsError> {
    let parts = match condition {
        Condition::All(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let missed = || {
        errors::invalid(format!(
            "Query condition missed key schema element: {}",
            schema.hash
        ))
    };
    let mut hash = None;
    let mut ranges = 0;
    for part in parts {
        match part {
            Condition::Compare(Operand::Path(path), Comparison::Equal, Operand::Value(value))
                if path.is_top() && path.attribute() == schema.hash =>
            {
                hash = Some(value.clone());
            }
            other if is_range(other, schema) => ranges += 1,
            _ => return Err(errors::invalid("Query key condition not supported")),
        }
    }
    if ranges > 1 {
        return Err(errors::invalid(
            "KeyConditionExpressions must only contain one condition per key",
        ));
    }
    hash.ok_or_else(missed)
}

fn is_range(condition: &Condition, schema: &Schema) -> bool {
    let operand = match condition {
        Condition::Compare(_, Comparison::Unequal, _) => return false,
        Condition::Compare(operand, _, Operand::Value(_))
        | Condition::Between(operand, Operand::Value(_), Operand::Value(_))
        | Condition::BeginsWith(operand, Operand::Value(_)) => operand,
        _ => return false,
    };
    matches!(operand, Operand::Path(path)
        if path.is_top() && Some(path.attribute()) == schema.range.as_deref())
}

// === impl Read ===

impl Read {
    /// Whether the item with this first part of its key belongs to the segment that is scanned.
    fn scans(&self, key: &Key) -> bool {
        let (Some(segment), Some(all)) = (self.segment, self.total_segments) else {
            return true;
        };
        let text = serde_json::to_string(&key.hash).unwrap_or_default();
        let hash: [u8; 32] = Sha256::digest(text).into();
        let (head, _) = hash.split_first_chunk().expect("32 bytes begin with 8");
        u64::from_be_bytes(*head) % all == segment
    }
}

// === impl Table ===

impl Table {
    fn index(&self, name: &str) -> Result<&Index, AwsError> {
        self.indexes.get(name).ok_or_else(|| {
            errors::invalid(format!(
                "The table does not have the specified index: {name}"
            ))
        })
    }

    /// The items after `start` that the keys allow, in order.
    fn rows(
        &self,
        index: Option<&Index>,
        plan: &Plan,
        input: &Read,
        start: Option<&Place>,
        forward: bool,
    ) -> Vec<&Item> {
        let schema = index.map_or(&self.schema, |index| &index.schema);
        let wanted = |item: &Item| {
            index.is_none_or(|index| index.holds(item))
                && plan
                    .hash
                    .as_ref()
                    .is_none_or(|hash| item.get(&schema.hash) == Some(hash))
                && plan.keys.as_ref().is_none_or(|keys| keys.holds(item))
        };
        let mut rows: Vec<(Place, &Item)> = self
            .items
            .iter()
            .filter(|(key, item)| wanted(item) && input.scans(key))
            .filter_map(|(key, item)| {
                let own = index.map(|index| Key::of(&index.schema, &self.types, item));
                Some(((own.transpose().ok()?, key.clone()), item))
            })
            .collect();
        rows.sort_by(|(left, _), (right, _)| left.cmp(right));
        if !forward {
            rows.reverse();
        }
        let after = |place: &Place| match start {
            Some(start) if forward => place > start,
            Some(start) => place < start,
            None => true,
        };
        rows.into_iter()
            .filter(|(place, _)| after(place))
            .map(|(_, item)| item)
            .collect()
    }

    /// Where a start key stands.
    fn place(&self, index: Option<&Index>, key: &Item) -> Result<Place, AwsError> {
        let unfit = |_| errors::invalid("The provided starting key is invalid");
        let own = index.map(|index| Key::of(&index.schema, &self.types, key));
        Ok((
            own.transpose().map_err(unfit)?,
            self.key(key).map_err(unfit)?,
        ))
    }

    /// The attributes with which a read goes on after `item`.
    fn start_key(&self, index: Option<&Index>, item: &Item) -> Item {
        let mut key = self.key_attributes(item);
        let names = index.into_iter().flat_map(|index| index.schema.names());
        key.extend(names.filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))));
        key
    }
}
