//! Secondary indexes. They hold nothing: a read goes through the items of the table.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Table,
    key::{Element, Schema},
    value::Item,
};
use crate::{time::Time, world::Settling};

#[derive(Debug, Serialize)]
pub(super) struct Index {
    pub(super) schema: Schema,
    pub(super) projection: Projection,
    pub(super) global: bool,
    pub(super) throughput: Option<Value>,
    pub(super) on_demand: Option<Value>,
    pub(super) deleting: bool,
    pub(super) created: bool,
    pub(super) settling: Settling,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Projection {
    #[serde(default)]
    projection_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    non_key_attributes: Option<Vec<String>>,
}

/// An index as a request gives it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Given {
    pub(super) index_name: String,
    pub(super) key_schema: Vec<Element>,
    pub(super) projection: Projection,
    pub(super) provisioned_throughput: Option<Value>,
    pub(super) on_demand_throughput: Option<Value>,
}

// === impl Index ===

impl Index {
    pub(super) fn status(&self, now: Time) -> &'static str {
        match () {
            () if self.deleting => "DELETING",
            () if self.settling.is_over(now) => "ACTIVE",
            () if self.created => "CREATING",
            () => "UPDATING",
        }
    }

    /// Whether its deletion is over.
    pub(super) fn is_gone(&self, now: Time) -> bool {
        self.deleting && self.settling.is_over(now)
    }

    /// Whether an item is in the index: it has all parts of the index's key.
    pub(super) fn holds(&self, item: &Item) -> bool {
        self.schema.names().all(|name| item.contains_key(name))
    }

    /// What the index has of an item.
    pub(super) fn projected(&self, table: &Schema, item: &Item) -> Item {
        let more = self.projection.non_key_attributes.iter().flatten();
        let keeps = |name: &str| {
            self.projection.projection_type == "ALL"
                || self
                    .schema
                    .names()
                    .chain(table.names())
                    .any(|key| key == name)
                || more.clone().any(|kept| kept == name)
        };
        let attributes = item.iter().filter(|(name, _)| keeps(name));
        attributes
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The index as it is shown in a description of its table.
    pub(super) fn shown(&self, name: &str, table: &Table, now: Time) -> Value {
        let held = table.items.values().filter(|item| self.holds(item)).count();
        let mut shown = json!({
            "IndexName": name,
            "KeySchema": self.schema.shown(),
            "Projection": self.projection,
            "IndexSizeBytes": 0,
            "ItemCount": held,
            "IndexArn": format!("{}/index/{name}", table.arn),
        });
        if self.global {
            shown["IndexStatus"] = json!(self.status(now));
            shown["ProvisionedThroughput"] =
                super::description::throughput(self.throughput.as_ref());
            shown["OnDemandThroughput"] = json!(self.on_demand);
        }
        shown
    }
}
