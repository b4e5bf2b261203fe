//! Tags by which cost is split.
//!
//! AWS knows a key some time after it was first used on a resource; here it is known from when it
//! is first named. `BusinessUnit` and the keys that AWS makes itself are there from the start.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{calendar, ledger::SPLIT, page};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::{self, Time},
};

/// What was last said about a tag.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Allocation {
    active: bool,
    updated: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    status: Option<String>,
    tag_keys: Option<Vec<String>>,
    #[serde(rename = "Type")]
    kind: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    cost_allocation_tags_status: Vec<Status>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    tag_key: String,
    status: String,
}

/// Keys that are there without anybody's doing.
const GENERATED: &[&str] = &[
    "aws:connect:instanceId",
    "aws:connect:systemEndpoint",
    "aws:connect:transferredFromEndpoint",
    "aws:createdBy",
];

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let said = &ctx.world.ce.at(ctx.account).tags;
    let mut tags: BTreeMap<String, Option<Allocation>> = BTreeMap::new();
    for key in GENERATED.iter().chain(&[SPLIT]) {
        tags.insert((*key).to_owned(), None);
    }
    tags.extend(
        said.iter()
            .map(|(key, tag)| (key.clone(), Some(tag.clone()))),
    );
    let used = calendar::shown(ctx.now.day());
    let rows: Vec<(String, Value)> = tags
        .into_iter()
        .map(|(key, tag)| {
            let kind = if key.starts_with("aws:") {
                "AWSGenerated"
            } else {
                "UserDefined"
            };
            let active = tag.as_ref().is_some_and(|tag| tag.active);
            let shown = json!({
                "TagKey": key,
                "Type": kind,
                "Status": if active { "Active" } else { "Inactive" },
                "LastUpdatedDate": tag.map(|tag| date(tag.updated)),
                "LastUsedDate": format!("{used}T00:00:00Z"),
            });
            (key, shown)
        })
        .filter(|(key, shown)| input.asks_for(key, shown))
        .collect();
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "CostAllocationTags": page.items, "NextToken": page.next_token }))
}

/// What fails is listed, and the rest is done.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let now = ctx.now;
    let tags = &mut ctx.world.ce.at(ctx.account).tags;
    let mut errors = Vec::new();
    for Status { tag_key, status } in input.cost_allocation_tags_status {
        if tag_key.starts_with("aws:") && !GENERATED.contains(&tag_key.as_str()) {
            errors.push(json!({
                "TagKey": tag_key,
                "Code": "TagKeysNotFoundException",
                "Message": "Tag keys not found.",
            }));
            continue;
        }
        let active = status == "Active";
        let same = tags.get(&tag_key).is_some_and(|tag| tag.active == active);
        if !same {
            tags.insert(
                tag_key,
                Allocation {
                    active,
                    updated: now,
                },
            );
        }
    }
    Ok(json!({ "Errors": errors }))
}

fn date(at: Time) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let seconds = (at.as_micros() / 1_000_000) as f64;
    time::iso8601(seconds).unwrap_or_default()
}

// === impl Allocation ===

impl Allocation {
    /// The day from which on cost is split by the tag.
    pub(super) fn active_since(&self) -> Option<u64> {
        self.active.then(|| self.updated.day())
    }
}

// === impl List ===

impl List {
    fn asks_for(&self, key: &str, shown: &Value) -> bool {
        let status = self.status.as_deref();
        let kind = self.kind.as_deref();
        let keys = self.tag_keys.as_ref();
        status.is_none_or(|status| shown["Status"] == status)
            && kind.is_none_or(|kind| shown["Type"] == kind)
            && keys.is_none_or(|keys| keys.iter().any(|wanted| wanted == key))
    }
}
