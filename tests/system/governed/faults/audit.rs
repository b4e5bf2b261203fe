//! Records of what happened.

use serde_json::{Value, json};

use super::{Wrong, all_are_found, done};
use crate::governed::{
    estate::Estate,
    sound::{TRAIL, trail},
    wire::{connect, json},
};

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    done("flow-logs-off", |estate| Box::pin(logs_off(estate))),
    done("trail-missing", |estate| Box::pin(of_trail(estate, "DeleteTrail", Value::Null))),
    done("trail-one-region", |estate| Box::pin(of_trail(estate, "UpdateTrail", json!({ "IsMultiRegionTrail": false })))),
    done("trail-stopped", |estate| Box::pin(of_trail(estate, "StopLogging", Value::Null))),
    done("trail-unencrypted", |estate| Box::pin(plain(estate))),
    done("trail-unproved", |estate| Box::pin(of_trail(estate, "UpdateTrail", json!({ "EnableLogFileValidation": false })))),
    done("trail-without-key-use", |estate| Box::pin(selected(estate, json!({
        "ReadWriteType": "All", "ExcludeManagementEventSources": ["kms.amazonaws.com"],
    })))),
    done("trail-without-writes", |estate| Box::pin(selected(estate, json!({ "ReadWriteType": "ReadOnly" })))),
];

async fn logs_off(estate: &Estate) {
    let path = estate.path("instance", "/attribute/CONTACTFLOW_LOGS");
    connect(&estate.desk, "POST", &path, json!({ "Value": "false" })).await;
}

/// An operation on the trail, with some members.
async fn of_trail(estate: &Estate, operation: &str, members: Value) {
    let mut body = json!({ "Name": TRAIL });
    let members = members.as_object().cloned().unwrap_or_default();
    body.as_object_mut().unwrap().extend(members);
    json(&estate.desk, "cloudtrail", operation, body).await;
}

/// Another trail in the place of the one that is encrypted.
async fn plain(estate: &Estate) {
    of_trail(estate, "DeleteTrail", Value::Null).await;
    let settings = json!({ "IsMultiRegionTrail": true, "EnableLogFileValidation": true });
    trail(&estate.desk, settings).await;
}

async fn selected(estate: &Estate, selector: Value) {
    let body = json!({ "TrailName": TRAIL, "EventSelectors": [selector] });
    json(&estate.desk, "cloudtrail", "PutEventSelectors", body).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_records_is_found() {
    all_are_found(WRONGS).await;
}
