//! Tags.

use connect_resources::KindId;
use serde_json::{Value, json};

use super::{Wrong, all_are_found, done};
use crate::governed::{
    estate::{Estate, arn},
    wire::{connect, json},
};

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    done("allocation-inactive", |estate| Box::pin(inactive(estate))),
    Wrong {
        rule: "instance-untagged",
        swaps: &[("  required_tags: [Owner]\n", "")],
        done: Some(|estate| Box::pin(untagged(estate, String::new()))),
    },
    done("tags-missing", |estate| Box::pin(untagged(estate, format!("/queue/{}", estate.id(KindId::Queue, "Orders"))))),
];

async fn inactive(estate: &Estate) {
    let status =
        json!({ "CostAllocationTagsStatus": [{ "TagKey": "Owner", "Status": "Inactive" }] });
    json(&estate.desk, "ce", "UpdateCostAllocationTagsStatus", status).await;
}

/// Something of the instance loses all its tags.
async fn untagged(estate: &Estate, part: String) {
    let arn = arn(estate.instance()) + &part;
    let path = format!("/tags/{}", arn.replace(':', "%3A").replace('/', "%2F"));
    let listed = connect(&estate.desk, "GET", &path, Value::Null).await;
    let keys: Vec<_> = listed["tags"].as_object().unwrap().keys().collect();
    let keys: Vec<_> = keys.iter().map(|key| format!("tagKeys={key}")).collect();
    let path = format!("{path}?{}", keys.join("&").replace(':', "%3A"));
    connect(&estate.desk, "DELETE", &path, Value::Null).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_tags_is_found() {
    all_are_found(WRONGS).await;
}
