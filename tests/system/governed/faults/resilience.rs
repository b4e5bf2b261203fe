//! Regions and quotas.

use serde_json::{Value, json};

use super::{Wrong, all_are_found, done};
use crate::governed::{
    estate::Estate,
    wire::{connect, connect_in, days},
};

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    done("quota-nearly-full", |estate| Box::pin(many_queues(estate))),
    done("region-single", |estate| Box::pin(no_replica(estate))),
    done("replica-unfinished", |estate| Box::pin(another_replica(estate))),
    done("share-unknown-account", |estate| Box::pin(shared(estate))),
    done("traffic-group-inactive", |estate| Box::pin(group(estate))),
];

/// An instance may have 100 queues.
async fn many_queues(estate: &Estate) {
    let hours = estate.id(connect_resources::KindId::Hours, "Office Hours");
    for n in 0..80 {
        let body = json!({ "Name": format!("Queue {n}"), "HoursOfOperationId": hours });
        connect(&estate.desk, "PUT", &estate.path("queues", ""), body).await;
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
    }
}

async fn no_replica(estate: &Estate) {
    let path = estate.path("instance", "");
    connect_in(&estate.desk, "eu-central-1", "DELETE", &path, Value::Null).await;
    days(1).await;
}

async fn another_replica(estate: &Estate) {
    no_replica(estate).await;
    let body = json!({ "ReplicaRegion": "eu-central-1", "ReplicaAlias": "sound-again" });
    connect(
        &estate.desk,
        "POST",
        &estate.path("instance", "/replicate"),
        body,
    )
    .await;
}

async fn shared(estate: &Estate) {
    let path = estate.path("analytics-data/instance", "/association");
    let body = json!({ "DataSetId": "contact_record", "TargetAccountId": "222222222222" });
    connect(&estate.desk, "PUT", &path, body).await;
}

async fn group(estate: &Estate) {
    let body = json!({ "Name": "coast", "InstanceId": estate.instance() });
    connect(&estate.desk, "PUT", "/traffic-distribution-group", body).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_regions_and_quotas_is_found() {
    all_are_found(WRONGS).await;
}
