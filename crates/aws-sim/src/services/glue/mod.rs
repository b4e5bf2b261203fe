//! Glue: the data catalog.
//!
//! A catalog belongs to an account and a Region. Reads show what Lake Formation lets the caller
//! see (`lakeformation/access.rs`): a single thing is refused, a list silently leaves it out.

pub(crate) mod catalog;
mod database;
mod engine;
mod errors;
mod import;
pub(crate) mod lake;
pub(crate) mod link;
pub(crate) mod object;
mod partition;
mod policy;
mod reading;
mod search;
mod table;
mod tag;
mod version;

use std::collections::BTreeMap;

use serde::Serialize;

use self::{catalog::Database, policy::Policy};
use super::Operations;
use crate::world::Settles;

/// The catalog of one account and Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    databases: BTreeMap<String, Database>,
    /// By the ARN of what they are for; that of the whole catalog under the empty text.
    policies: BTreeMap<String, Policy>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        // database
        .on("CreateDatabase", database::create)
        .on("GetDatabase", reading::database)
        .on("GetDatabases", reading::databases)
        .on("UpdateDatabase", database::update)
        .on("DeleteDatabase", database::delete)
        // table
        .on("CreateTable", table::create)
        .on("GetTable", reading::table)
        .on("GetTables", reading::tables)
        .on("UpdateTable", table::update)
        .on("DeleteTable", table::delete)
        .on("BatchDeleteTable", table::delete_many)
        .on("SearchTables", search::tables)
        .on("GetTableVersion", version::get)
        .on("GetTableVersions", version::list)
        .on("DeleteTableVersion", version::delete)
        // partition
        .on("CreatePartition", partition::create)
        .on("BatchCreatePartition", partition::create_many)
        .on("GetPartition", partition::get)
        .on("GetPartitions", partition::list)
        .on("BatchGetPartition", partition::get_many)
        .on("UpdatePartition", partition::update)
        .on("DeletePartition", partition::delete)
        .on("BatchDeletePartition", partition::delete_many)
        .on("GetPartitionIndexes", partition::indexes)
        // tags and policies
        .on("GetTags", tag::get)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("GetResourcePolicy", policy::get)
        .on("PutResourcePolicy", policy::put)
        .on("DeleteResourcePolicy", policy::delete)
        .on("GetResourcePolicies", policy::list)
        // what engines ask
        .on("GetUnfilteredTableMetadata", engine::table)
        // migration from Athena's own catalog
        .on("GetCatalogImportStatus", import::status)
}

impl Settles for State {}
