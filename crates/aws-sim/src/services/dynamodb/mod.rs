//! DynamoDB: tables and items.
//!
//! Chosen where the service leaves it open: a scan goes through the items in the order of their
//! keys, an expired item goes within a minute of its time, and a change of a table takes six
//! seconds. Reads are always consistent. Parameters of the days before expressions are refused.
//! Streams have a name and nothing in them.

mod backup;
mod batch;
mod capacity;
mod description;
mod errors;
mod expression;
mod index;
mod item;
mod key;
mod number;
mod read;
mod table;
mod tag;
mod transaction;
mod ttl;
mod value;
mod write;

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;
use serde_json::Value;

use self::{
    index::Index,
    key::{Key, Schema},
    value::{Attribute, Item},
};
use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Settles, Settling, Tags},
};

/// The tables of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    tables: BTreeMap<String, Table>,
    /// What transactions answered under their tokens.
    #[serde(skip)]
    transactions: BTreeMap<String, transaction::Answered>,
}

#[derive(Debug, Serialize)]
struct Table {
    name: String,
    arn: String,
    id: String,
    created: Time,
    schema: Schema,
    /// The types of the attributes that keys are made of.
    types: BTreeMap<String, String>,
    indexes: BTreeMap<String, Index>,
    /// Settings as the request gave them, by member.
    settings: table::Settings,
    change: Change,
    settling: Settling,
    ttl: ttl::Ttl,
    backups: backup::Backups,
    tags: Tags,
    items: BTreeMap<Key, Item>,
}

/// What is happening to a table, until it has settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
enum Change {
    Creating,
    Updating,
    Deleting,
}

pub(super) fn operations() -> Operations {
    let tables = Operations::default()
        .on("CreateTable", table::create)
        .on("DescribeTable", table::describe)
        .on("UpdateTable", table::update)
        .on("DeleteTable", table::delete)
        .on("ListTables", table::list)
        .on("UpdateTimeToLive", ttl::update)
        .on("DescribeTimeToLive", ttl::describe)
        .on("UpdateContinuousBackups", backup::update)
        .on("DescribeContinuousBackups", backup::describe)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsOfResource", tag::list);
    tables
        .on("PutItem", item::put)
        .on("GetItem", item::get)
        .on("UpdateItem", item::update)
        .on("DeleteItem", item::delete)
        .on("Query", read::query)
        .on("Scan", read::scan)
        .on("BatchGetItem", batch::get)
        .on("BatchWriteItem", batch::write)
        .on("TransactGetItems", transaction::get)
        .on("TransactWriteItems", transaction::write)
}

/// How long a change of a table takes. A choice; the service says seconds to minutes.
const CHANGE: Duration = Duration::from_secs(6);

// === impl State ===

impl Settles for State {
    /// Takes away tables that were to be deleted, and items whose time is over.
    fn settle(&mut self, now: Time) {
        self.tables
            .retain(|_, table| table.change != Change::Deleting || !table.settling.is_done(now));
        for table in self.tables.values_mut() {
            table.expire(now);
            table.indexes.retain(|_, index| !index.is_gone(now));
        }
    }
}

/// The table that a request gives by name or ARN.
fn table<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Table, AwsError> {
    let arn = Arn::parse(id).filter(|arn| arn.service == "dynamodb");
    let name = arn.and_then(|arn| arn.resource.strip_prefix("table/"));
    let name = name.unwrap_or(id);
    let state = ctx.world.dynamodb.at(ctx.account, ctx.region);
    state
        .tables
        .get_mut(name)
        .ok_or_else(|| errors::no_table(name))
}

/// The same, if its items can be read and written.
fn active<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Table, AwsError> {
    let now = ctx.now;
    let table = table(ctx, id)?;
    if matches!(table.status(now), "ACTIVE" | "UPDATING") {
        Ok(table)
    } else {
        Err(AwsError::new(
            "ResourceNotFoundException",
            "Requested resource not found",
        ))
    }
}

/// Refuses members of the days before expressions.
fn no_legacy(members: &[(&str, &Option<Value>)]) -> Result<(), AwsError> {
    let given = members.iter().find(|(_, value)| value.is_some());
    given.map_or(Ok(()), |(name, _)| Err(errors::legacy(name)))
}

// === impl Table ===

impl Table {
    fn status(&self, now: Time) -> &'static str {
        match self.change {
            Change::Creating if !self.settling.is_over(now) => "CREATING",
            Change::Updating if !self.settling.is_over(now) => "UPDATING",
            Change::Deleting => "DELETING",
            Change::Creating | Change::Updating => "ACTIVE",
        }
    }

    /// The key of `item`, or of what stands for one, by the schema of the table.
    fn key(&self, item: &Item) -> Result<Key, AwsError> {
        Key::of(&self.schema, &self.types, item)
    }

    /// The same for a map that must hold the key and nothing else.
    fn only_key(&self, key: &Item) -> Result<Key, AwsError> {
        if key.len() != self.schema.names().count() {
            return Err(errors::key_mismatch());
        }
        self.key(key).map_err(|_| errors::key_mismatch())
    }

    /// The attributes that make up the key of `item`.
    fn key_attributes(&self, item: &Item) -> Item {
        let of = |name: &str| Some((name.to_owned(), item.get(name)?.clone()));
        self.schema.names().filter_map(of).collect()
    }

    /// Takes away the items whose time is over, once a minute at most.
    fn expire(&mut self, now: Time) {
        let Some(name) = self.ttl.due(now) else {
            return;
        };
        let seconds = now.as_micros() / 1_000_000;
        self.items.retain(|_, item| match item.get(&name) {
            Some(Attribute::N(end)) => end.whole().is_none_or(|end| end >= seconds),
            _ => true,
        });
    }
}
