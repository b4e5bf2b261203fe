//! The tables of Connect's data lake, in the catalog of the service's account.
//!
//! They are the same in all Regions, and are there whether or not anything is shared.

use serde_json::{Map, Value, json};

use super::catalog::Table;
use crate::{
    ids::Ids,
    lake::{self, tables},
    place::{Account, Region},
    services::connect::analytics::share::{self, DATABASE},
    time::Time,
};

/// Whether `database` of `catalog` is the data lake of this Region.
pub(crate) fn is_lake(catalog: &Account, region: &Region, database: &str) -> bool {
    database == DATABASE && is_owner(catalog, region)
}

/// Whether `account` is the one that the service keeps the lake of this Region in.
pub(crate) fn is_owner(account: &Account, region: &Region) -> bool {
    share::owner(region) == *account
}

/// The names of all tables, in order.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    tables().iter().map(|table| table.name)
}

/// The table as the catalog has it: external, and without partition keys that one could see.
pub(super) fn table(region: &Region, name: &str) -> Option<Table> {
    let columns = lake::table(name)?.columns.iter();
    let columns: Vec<_> = columns
        .map(|column| json!({ "Name": column.name, "Type": column.kind }))
        .collect();
    let hash = Ids::of(0, &["lake", region.as_str(), name], 0).letters("0123456789abcdef", 12);
    let short = name.replace('_', "-");
    let facts = json!({
        "TableType": "EXTERNAL_TABLE",
        "Parameters": { "EXTERNAL": "TRUE" },
        "PartitionKeys": [],
        "StorageDescriptor": {
            "Columns": columns,
            "Location": format!("s3://{hash}-{short}-par/{DATABASE}/{name}"),
            "Compressed": false,
            "NumberOfBuckets": 0,
            "StoredAsSubDirectories": false,
        },
    });
    let facts = facts.as_object().cloned().unwrap_or_default();
    Some(Table::new(name, facts, "service", Time::default()))
}

/// The database as the catalog has it.
pub(super) fn database() -> Map<String, Value> {
    let facts = json!({ "Description": "Analytics data lake" });
    facts.as_object().cloned().unwrap_or_default()
}
