//! Tags by which cost is split.
//!
//! A key is known once a resource of the account has it. AWS takes up to a day to find out, which is not
//! waited for. `BusinessUnit`, a tag of contacts, and the keys that AWS makes itself are there from the
//! start.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    calendar,
    ledger::{ENDPOINT, SPLIT},
    page,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::tagging,
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
    ENDPOINT,
    "aws:connect:transferredFromEndpoint",
    "aws:createdBy",
];

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let known = known(ctx).into_iter().map(|key| (key, None));
    let mut tags: BTreeMap<String, Option<Allocation>> = known.collect();
    let said = &ctx.world.ce.at(ctx.account).tags;
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
    let (now, known) = (ctx.now, known(ctx));
    let tags = &mut ctx.world.ce.at(ctx.account).tags;
    let mut errors = Vec::new();
    for Status { tag_key, status } in input.cost_allocation_tags_status {
        if !known.contains(&tag_key) && !tags.contains_key(&tag_key) {
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

/// The keys that are there to be activated.
fn known(ctx: &Ctx<'_>) -> BTreeSet<String> {
    let mut keys = tagging::keys(ctx.world, ctx.account);
    // What else AWS makes is no tag of cost.
    keys.retain(|key| !key.starts_with("aws:"));
    let there = GENERATED.iter().chain(&[SPLIT]);
    keys.extend(there.map(|key| (*key).to_owned()));
    keys
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
