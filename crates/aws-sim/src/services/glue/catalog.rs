//! What catalogs hold, before anybody asks who may see it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{lake, object::Object, partition::Partition};
use crate::{
    place::{Account, Region},
    settings::Settings,
    time::Time,
    world::{Tags, World},
};

/// A database, or a link to one.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Database {
    pub(super) name: String,
    /// What the request that made it said, by member names.
    pub(super) facts: Map<String, Value>,
    pub(super) created: Time,
    /// Who made it.
    pub(super) creator: String,
    pub(super) tags: Tags,
    pub(super) tables: BTreeMap<String, Table>,
}

/// A table, or a link to one.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Table {
    pub(super) name: String,
    /// What the latest request said, by member names.
    pub(super) facts: Map<String, Value>,
    pub(super) created: Time,
    pub(super) updated: Time,
    /// Who made it.
    pub(super) creator: String,
    pub(super) version: u64,
    /// What earlier versions said.
    pub(super) archive: BTreeMap<u64, Map<String, Value>>,
    /// In order of their values.
    pub(super) partitions: Vec<Partition>,
}

/// The database of `object`, if an account made it.
pub(crate) fn made<'w>(world: &'w World, region: &Region, object: &Object) -> Option<&'w Database> {
    let state = world.glue.get(&object.catalog, region)?;
    state.databases.get(&object.database)
}

/// The same, to be changed.
pub(super) fn made_mut<'w>(
    world: &'w mut World,
    region: &Region,
    object: &Object,
) -> Option<&'w mut Database> {
    let state = world.glue.at(&object.catalog, region);
    state.databases.get_mut(&object.database)
}

/// The table that `object` names, of an account or of the data lake.
pub(crate) fn table<'w>(
    world: &'w World,
    region: &Region,
    object: &Object,
) -> Option<Cow<'w, Table>> {
    let name = object.table.as_deref()?;
    if lake::is_lake(&object.catalog, region, &object.database) {
        return lake::table(region, name).map(Cow::Owned);
    }
    let table = made(world, region, object)?.tables.get(name)?;
    Some(Cow::Borrowed(table))
}

/// The names of all tables in the database of `object`.
pub(crate) fn tables(world: &World, region: &Region, object: &Object) -> Vec<String> {
    if lake::is_lake(&object.catalog, region, &object.database) {
        return lake::names().map(str::to_owned).collect();
    }
    let database = made(world, region, object).into_iter();
    database
        .flat_map(|database| database.tables.keys().cloned())
        .collect()
}

/// Whether there is such a database or table.
pub(crate) fn holds(world: &World, region: &Region, object: &Object) -> bool {
    if object.table.is_some() {
        return table(world, region, object).is_some();
    }
    lake::is_lake(&object.catalog, region, &object.database)
        || made(world, region, object).is_some()
}

/// Whether the simulator knows what the catalog holds. Of a catalog in which nothing was made it
/// does not, and takes names in it on trust, unless it is strict: many a test has one account only.
pub(crate) fn is_known(
    world: &World,
    settings: &Settings,
    region: &Region,
    catalog: &Account,
) -> bool {
    let state = world.glue.get(catalog, region);
    settings.strict
        || lake::is_owner(catalog, region)
        || state.is_some_and(|state| !state.databases.is_empty())
}

/// The databases that an account made, in order of their names.
pub(super) fn databases<'w>(
    world: &'w World,
    region: &Region,
    catalog: &Account,
) -> impl Iterator<Item = &'w Database> {
    let state = world.glue.get(catalog, region);
    state.into_iter().flat_map(|state| state.databases.values())
}

/// All databases that an account made, each followed by its tables.
pub(crate) fn objects(world: &World, region: &Region, catalog: &Account) -> Vec<Object> {
    let databases = databases(world, region, catalog);
    let objects = databases.flat_map(|database| {
        let object = Object::database(catalog, &database.name);
        let names = database.tables.keys();
        let tables: Vec<_> = names.map(|name| object.with(name)).collect();
        std::iter::once(object).chain(tables)
    });
    objects.collect()
}

// === impl Database ===

impl Database {
    pub(crate) fn creator(&self) -> &str {
        &self.creator
    }

    /// Permissions of everybody for tables yet to be made in it.
    pub(crate) fn table_defaults(&self) -> Option<&Value> {
        self.facts.get("CreateTableDefaultPermissions")
    }

    /// The database that this one is a link to.
    pub(crate) fn target(&self, own: &Account) -> Option<Object> {
        let target = self.facts.get("TargetDatabase")?;
        let catalog = target["CatalogId"].as_str();
        let catalog = catalog.map_or_else(|| Some(own.clone()), Account::new)?;
        Some(Object::database(&catalog, target["DatabaseName"].as_str()?))
    }

    pub(super) fn shown(&self, catalog: &Account) -> Value {
        shown_database(&self.name, &self.facts, catalog, self.created)
    }
}

/// A database as reads show it.
pub(super) fn shown_database(
    name: &str,
    facts: &Map<String, Value>,
    catalog: &Account,
    created: Time,
) -> Value {
    let mut shown = facts.clone();
    shown.insert("Name".to_owned(), json!(name));
    shown.insert("CatalogId".to_owned(), json!(catalog));
    shown.insert("CreateTime".to_owned(), json!(created));
    Value::Object(shown)
}

// === impl Table ===

impl Table {
    pub(super) fn new(name: &str, facts: Map<String, Value>, creator: &str, now: Time) -> Self {
        Self {
            name: name.to_owned(),
            facts,
            created: now,
            updated: now,
            creator: creator.to_owned(),
            version: 0,
            archive: BTreeMap::new(),
            partitions: Vec::new(),
        }
    }

    pub(crate) fn creator(&self) -> &str {
        &self.creator
    }

    /// The table that this one is a link to.
    pub(crate) fn target(&self, own: &Account) -> Option<Object> {
        let target = self.facts.get("TargetTable")?;
        let catalog = target["CatalogId"].as_str();
        let catalog = catalog.map_or_else(|| Some(own.clone()), Account::new)?;
        let (database, table) = (target["DatabaseName"].as_str()?, target["Name"].as_str()?);
        Some(Object::table(&catalog, database, table))
    }

    /// The Region that a link names, if it names one.
    pub(crate) fn target_region(&self) -> Option<&str> {
        self.facts.get("TargetTable")?["Region"].as_str()
    }

    /// Name and type of each column, partition keys last.
    pub(crate) fn columns(&self) -> Vec<(String, String)> {
        let own = &self.facts.get("StorageDescriptor").unwrap_or(&Value::Null)["Columns"];
        let keys = self.facts.get("PartitionKeys").unwrap_or(&Value::Null);
        let all = [own, keys]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten();
        let text = |column: &Value, member: &str| column[member].as_str().unwrap_or("").to_owned();
        all.map(|column| (text(column, "Name"), text(column, "Type")))
            .collect()
    }

    pub(super) fn shown(&self, object: &Object) -> Value {
        self.shown_as(&self.facts, self.version, object)
    }

    /// The table as a version of it said.
    pub(super) fn shown_as(
        &self,
        facts: &Map<String, Value>,
        version: u64,
        object: &Object,
    ) -> Value {
        let mut shown = facts.clone();
        let mut put = |member: &str, value: Value| shown.insert(member.to_owned(), value);
        put("Name", json!(self.name));
        put("DatabaseName", json!(object.database));
        put("CatalogId", json!(object.catalog));
        put("CreateTime", json!(self.created));
        put("UpdateTime", json!(self.updated));
        put("CreatedBy", json!(self.creator));
        put("VersionId", json!(version.to_string()));
        shown.entry("Retention").or_insert(json!(0));
        shown
            .entry("IsRegisteredWithLakeFormation")
            .or_insert(json!(false));
        Value::Object(shown)
    }
}
