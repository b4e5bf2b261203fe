//! Tables themselves.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    CHANGE, Change, Table, backup, description, errors,
    index::{self, Index},
    key::{Element, Schema},
    table, ttl,
};
use crate::{
    context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag, time::Time,
    world::Settling,
};

/// What a table was told besides its keys, as it was told.
#[derive(Debug, Default, Serialize)]
pub(super) struct Settings {
    pub(super) billing: Option<String>,
    pub(super) throughput: Option<Value>,
    pub(super) on_demand: Option<Value>,
    pub(super) stream: Option<Value>,
    stream_since: Option<Time>,
    sse: Option<Value>,
    pub(super) class: Option<String>,
    pub(super) protected: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    table_name: String,
    attribute_definitions: Vec<Definition>,
    key_schema: Vec<Element>,
    #[serde(default)]
    local_secondary_indexes: Vec<index::Given>,
    #[serde(default)]
    global_secondary_indexes: Vec<index::Given>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(flatten)]
    told: Told,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Definition {
    attribute_name: String,
    attribute_type: String,
}

/// Settings that can be given at creation and later.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Told {
    billing_mode: Option<String>,
    provisioned_throughput: Option<Value>,
    on_demand_throughput: Option<Value>,
    stream_specification: Option<Value>,
    #[serde(rename = "SSESpecification")]
    sse: Option<Value>,
    table_class: Option<String>,
    deletion_protection_enabled: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    table_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    table_name: String,
    #[serde(default)]
    attribute_definitions: Vec<Definition>,
    #[serde(default)]
    global_secondary_index_updates: Vec<IndexUpdate>,
    replica_updates: Option<Value>,
    #[serde(flatten)]
    told: Told,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IndexUpdate {
    create: Option<index::Given>,
    update: Option<IndexChange>,
    delete: Option<IndexNamed>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IndexChange {
    index_name: String,
    provisioned_throughput: Option<Value>,
    on_demand_throughput: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IndexNamed {
    index_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    exclusive_start_table_name: Option<String>,
    limit: Option<usize>,
}

/// How long a table takes to go. A choice.
const DELETION: Duration = Duration::from_secs(4);

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let name = input.table_name;
    let types = types(input.attribute_definitions);
    let schema = Schema::read(&input.key_schema, &types)?;
    let settling = Settling::until(ctx.done_after(CHANGE), None);
    let locals = input
        .local_secondary_indexes
        .into_iter()
        .map(|given| (given, false));
    let globals = input
        .global_secondary_indexes
        .into_iter()
        .map(|given| (given, true));
    let mut indexes = BTreeMap::new();
    for (given, global) in locals.chain(globals) {
        let (index_name, index) = read_index(given, global, &types, settling.clone())?;
        if !global && (index.schema.hash != schema.hash || schema.range.is_none()) {
            return Err(errors::invalid(
                "One or more parameter values were invalid: Table KeySchema does not have a \
                 range key, or the index another hash key",
            ));
        }
        if indexes.insert(index_name.clone(), index).is_some() {
            return Err(errors::invalid(format!(
                "Duplicate index name: {index_name}"
            )));
        }
    }
    all_used(&types, &schema, &indexes)?;
    let mut settings = Settings::default();
    settings.take(input.told, ctx.now);
    settings.check()?;
    let table = Table {
        arn: ctx.arn("dynamodb", &format!("table/{name}")),
        id: ctx.ids.uuid(),
        name: name.clone(),
        created: ctx.now,
        schema,
        types,
        indexes,
        settings,
        change: Change::Creating,
        settling,
        ttl: ttl::Ttl::default(),
        backups: backup::Backups::default(),
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        items: BTreeMap::new(),
    };
    let state = ctx.world.dynamodb.at(ctx.account, ctx.region);
    if state.tables.contains_key(&name) {
        return Err(errors::table_in_use(&name, "already exists"));
    }
    let described = table.described(ctx.now);
    state.tables.insert(name, table);
    Ok(json!({ "TableDescription": described }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    Ok(json!({ "Table": table(ctx, &input.table_name)?.described(now) }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    if input.replica_updates.is_some() {
        return Err(errors::invalid("Replicas are not simulated."));
    }
    let now = ctx.now;
    let settling = Settling::until(ctx.done_after(CHANGE), None);
    let table = table(ctx, &input.table_name)?;
    if table.status(now) != "ACTIVE" {
        return Err(errors::table_in_use(&input.table_name, "is being changed"));
    }
    let mut known = table.types.clone();
    known.extend(types(input.attribute_definitions));
    for update in input.global_secondary_index_updates {
        table.update_index(update, &known, &settling)?;
    }
    let names: Vec<&str> = table.schema.names().collect();
    let indexed = table
        .indexes
        .values()
        .flat_map(|index| index.schema.names());
    let used: Vec<String> = names
        .into_iter()
        .chain(indexed)
        .map(str::to_owned)
        .collect();
    known.retain(|name, _| used.contains(name));
    table.types = known;
    table.settings.take(input.told, now);
    table.change = Change::Updating;
    table.settling = settling;
    Ok(json!({ "TableDescription": table.described(now) }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let settling = Settling::until(ctx.done_after(DELETION), None);
    let table = table(ctx, &input.table_name)?;
    if table.settings.protected {
        return Err(errors::invalid(
            "Resource cannot be deleted as it is currently protected against deletion. Disable \
             deletion protection first.",
        ));
    }
    if table.status(now) != "ACTIVE" {
        return Err(errors::table_in_use(&input.table_name, "is being changed"));
    }
    table.change = Change::Deleting;
    table.settling = settling;
    Ok(json!({ "TableDescription": table.described(now) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let start = input.exclusive_start_table_name.unwrap_or_default();
    let state = ctx.world.dynamodb.get(ctx.account, ctx.region);
    let names = state.into_iter().flat_map(|state| state.tables.keys());
    let rows = names
        .filter(|name| **name > start)
        .map(|name| (name.clone(), name));
    let request = PageRequest {
        max_results: Some(input.limit.unwrap_or(100)),
        next_token: None,
    };
    let page = ctx.page(&request, rows)?;
    let last = page.items.last().filter(|_| page.next_token.is_some());
    Ok(json!({ "TableNames": page.items, "LastEvaluatedTableName": last }))
}

fn types(definitions: Vec<Definition>) -> BTreeMap<String, String> {
    let pairs = definitions.into_iter();
    pairs
        .map(|definition| (definition.attribute_name, definition.attribute_type))
        .collect()
}

fn read_index(
    given: index::Given,
    global: bool,
    types: &BTreeMap<String, String>,
    settling: Settling,
) -> Result<(String, Index), AwsError> {
    let index = Index {
        schema: Schema::read(&given.key_schema, types)?,
        projection: given.projection,
        global,
        throughput: given.provisioned_throughput,
        on_demand: given.on_demand_throughput,
        deleting: false,
        created: true,
        settling,
    };
    Ok((given.index_name, index))
}

/// An attribute of which no key is made must not be defined.
fn all_used(
    types: &BTreeMap<String, String>,
    schema: &Schema,
    indexes: &BTreeMap<String, Index>,
) -> Result<(), AwsError> {
    let in_index = |name: &str| {
        indexes
            .values()
            .any(|index| index.schema.names().any(|k| k == name))
    };
    let stray = types
        .keys()
        .find(|name| !schema.names().any(|key| key == *name) && !in_index(name));
    stray.map_or(Ok(()), |name| {
        Err(errors::invalid(format!(
            "One or more parameter values were invalid: Some AttributeDefinitions are not used. \
             AttributeDefinitions: [{name}]"
        )))
    })
}

// === impl Table ===

impl Table {
    fn update_index(
        &mut self,
        update: IndexUpdate,
        types: &BTreeMap<String, String>,
        settling: &Settling,
    ) -> Result<(), AwsError> {
        let missing = |name: &str| {
            AwsError::new(
                "ResourceNotFoundException",
                format!("Requested resource not found: Index: {name} not found"),
            )
        };
        if let Some(given) = update.create {
            let (name, index) = read_index(given, true, types, settling.clone())?;
            if self.indexes.contains_key(&name) {
                return Err(errors::invalid(format!(
                    "Attempting to create an index which already exists: {name}"
                )));
            }
            self.indexes.insert(name, index);
        }
        if let Some(change) = update.update {
            let name = change.index_name;
            let index = self.indexes.get_mut(&name).ok_or_else(|| missing(&name))?;
            index.throughput = change
                .provisioned_throughput
                .or_else(|| index.throughput.take());
            index.on_demand = change
                .on_demand_throughput
                .or_else(|| index.on_demand.take());
            index.created = false;
            index.settling = settling.clone();
        }
        if let Some(IndexNamed { index_name }) = update.delete {
            let index = self.indexes.get_mut(&index_name);
            let index = index.ok_or_else(|| missing(&index_name))?;
            index.deleting = true;
            index.settling = settling.clone();
        }
        Ok(())
    }
}

// === impl Settings ===

impl Settings {
    fn take(&mut self, told: Told, now: Time) {
        self.billing = told.billing_mode.or_else(|| self.billing.take());
        self.throughput = told
            .provisioned_throughput
            .or_else(|| self.throughput.take());
        self.on_demand = told.on_demand_throughput.or_else(|| self.on_demand.take());
        self.sse = told.sse.or_else(|| self.sse.take());
        self.class = told.table_class.or_else(|| self.class.take());
        self.protected = told.deletion_protection_enabled.unwrap_or(self.protected);
        if let Some(stream) = told.stream_specification {
            let on = stream["StreamEnabled"] == true;
            self.stream = on.then_some(stream);
            self.stream_since = on.then_some(now);
        }
        if self.is_on_demand() {
            self.throughput = None;
        }
    }

    fn check(&self) -> Result<(), AwsError> {
        if !self.is_on_demand() && self.throughput.is_none() {
            return Err(errors::invalid(
                "One or more parameter values were invalid: ReadCapacityUnits and \
                 WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ));
        }
        Ok(())
    }

    pub(super) fn is_on_demand(&self) -> bool {
        self.billing.as_deref() == Some("PAY_PER_REQUEST")
    }

    pub(super) fn stream_label(&self) -> Option<String> {
        self.stream_since.map(description::label)
    }

    /// The encryption, if it is not that of every table.
    pub(super) fn encryption(&self, table: &Table) -> Option<Value> {
        let sse = self.sse.as_ref().filter(|sse| sse["Enabled"] == true)?;
        let account = table.arn.split(':').nth(4).unwrap_or_default();
        let region = table.arn.split(':').nth(3).unwrap_or_default();
        let usual = || format!("arn:aws:kms:{region}:{account}:alias/aws/dynamodb");
        let key = sse["KMSMasterKeyId"]
            .as_str()
            .map_or_else(usual, str::to_owned);
        Some(json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key }))
    }
}
