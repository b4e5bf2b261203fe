//! Until when items live.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, table};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Default, Serialize)]
pub(super) struct Ttl {
    attribute: Option<String>,
    /// The last minute in which items were looked at.
    looked: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    table_name: String,
    time_to_live_specification: Specification,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Specification {
    enabled: bool,
    attribute_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    table_name: String,
}

/// The change is done at once, which in AWS takes up to an hour.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let ttl = &mut table(ctx, &input.table_name)?.ttl;
    let wanted = &input.time_to_live_specification;
    match &ttl.attribute {
        Some(_) if wanted.enabled => {
            return Err(errors::invalid("TimeToLive is already enabled"));
        }
        Some(name) if *name != wanted.attribute_name => {
            return Err(errors::invalid(
                "TimeToLive is active on a different AttributeName",
            ));
        }
        None if !wanted.enabled => return Err(errors::invalid("TimeToLive is already disabled")),
        _ => ttl.attribute = wanted.enabled.then(|| wanted.attribute_name.clone()),
    }
    Ok(json!({ "TimeToLiveSpecification": wanted }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let attribute = &table(ctx, &input.table_name)?.ttl.attribute;
    let status = if attribute.is_some() {
        "ENABLED"
    } else {
        "DISABLED"
    };
    Ok(json!({
        "TimeToLiveDescription": { "TimeToLiveStatus": status, "AttributeName": attribute },
    }))
}

// === impl Ttl ===

impl Ttl {
    /// The attribute to look at, if it is time to look again.
    pub(super) fn due(&mut self, now: Time) -> Option<String> {
        let minute = now.as_micros() / 60_000_000;
        let attribute = self.attribute.clone().filter(|_| self.looked != minute)?;
        self.looked = minute;
        Some(attribute)
    }
}
