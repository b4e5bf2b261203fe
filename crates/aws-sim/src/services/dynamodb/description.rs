//! Tables as they are described.

use serde_json::{Value, json};

use super::{Table, value};
use crate::time::{self, Time};

// === impl Table ===

impl Table {
    /// What all operations on a table answer.
    pub(super) fn described(&self, now: Time) -> Value {
        let types = self.types.iter();
        let types: Vec<Value> = types
            .map(|(name, kind)| json!({ "AttributeName": name, "AttributeType": kind }))
            .collect();
        let settings = &self.settings;
        let (global, local) = self.shown_indexes(now);
        let on_demand = settings.is_on_demand();
        let label = settings.stream_label();
        json!({
            "AttributeDefinitions": types,
            "TableName": self.name,
            "KeySchema": self.schema.shown(),
            "TableStatus": self.status(now),
            "CreationDateTime": self.created,
            "ProvisionedThroughput": throughput(settings.throughput.as_ref()),
            "TableSizeBytes": self.items.values().map(value::stored_bytes).sum::<usize>(),
            "ItemCount": self.items.len(),
            "TableArn": self.arn,
            "TableId": self.id,
            "BillingModeSummary": on_demand.then(|| json!({
                "BillingMode": "PAY_PER_REQUEST",
                "LastUpdateToPayPerRequestDateTime": self.created,
            })),
            "GlobalSecondaryIndexes": (!global.is_empty()).then_some(global),
            "LocalSecondaryIndexes": (!local.is_empty()).then_some(local),
            "StreamSpecification": settings.stream,
            "LatestStreamLabel": label,
            "LatestStreamArn": label.map(|label| format!("{}/stream/{label}", self.arn)),
            "SSEDescription": settings.encryption(self),
            "TableClassSummary": settings.class.as_ref().map(|class| json!({ "TableClass": class })),
            "DeletionProtectionEnabled": settings.protected,
            "OnDemandThroughput": settings.on_demand,
        })
    }

    fn shown_indexes(&self, now: Time) -> (Vec<Value>, Vec<Value>) {
        let (mut global, mut local) = (Vec::new(), Vec::new());
        for (name, index) in &self.indexes {
            let list = if index.global {
                &mut global
            } else {
                &mut local
            };
            list.push(index.shown(name, self, now));
        }
        (global, local)
    }
}

/// Provisioned capacity; zeros on demand.
pub(super) fn throughput(given: Option<&Value>) -> Value {
    let unit = |name: &str| {
        given
            .and_then(|given| given.get(name)?.as_u64())
            .unwrap_or(0)
    };
    json!({
        "NumberOfDecreasesToday": 0,
        "ReadCapacityUnits": unit("ReadCapacityUnits"),
        "WriteCapacityUnits": unit("WriteCapacityUnits"),
    })
}

/// `2026-09-21T10:13:20.000`
pub(super) fn label(at: Time) -> String {
    let millis = at.as_micros() / 1_000;
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let whole = time::iso8601((millis / 1_000) as f64).unwrap_or_default();
    format!("{}.{:03}", whole.trim_end_matches('Z'), millis % 1_000)
}
