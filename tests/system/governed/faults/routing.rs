//! Numbers, queues and profiles.

use connect_resources::KindId;
use serde_json::{Value, json};

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    wire::{connect, days},
};

const ORDERS_CALLER: &str =
    "    outbound_caller: { name: Orders, number: main_line, flow: Whisper }\n";

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    declared("association-unused", &[
        ("lambda_functions:\n", "lambda_functions:\n  spare: \"arn:aws:lambda:eu-west-2:111111111111:function:spare\"\n"),
    ]),
    done("hours-never-open", |estate| Box::pin(never_open(estate))),
    declared("hours-unused", &[
        ("hours_of_operation:\n", "hours_of_operation:\n  - name: Spare\n    time_zone: UTC\n    config: [{ day: MONDAY, start: \"08:00\", end: \"18:00\" }]\n"),
    ]),
    done("number-flow-gone", |estate| Box::pin(gone(estate, "contact-flows", KindId::Flow, "Inbound"))),
    declared("number-idle", &[
        ("phone_numbers:\n", "phone_numbers:\n  spare: { country: GB, type: DID, flow: Inbound }\n"),
    ]),
    done("number-orphaned", |estate| Box::pin(orphaned(estate))),
    declared("number-unattached", &[
        ("phone_numbers:\n", "phone_numbers:\n  spare: { country: GB, type: DID }\n"),
    ]),
    declared("prompt-unused", &[("prompts:\n", "prompts:\n  - { name: Gong, file: gong.wav }\n")]),
    done("queue-closed-but-routed", |estate| Box::pin(closed(estate, "Returns"))),
    declared("queue-unlimited", &[
        ("hours: Office Hours, max_contacts: 50, outbound_caller", "hours: Office Hours, outbound_caller"),
    ]),
    declared("queue-unrouted", &[
        ("queues:\n", "queues:\n  - { name: Spare, hours: Office Hours, max_contacts: 5 }\n"),
    ]),
    done("queue-whisper-gone", |estate| Box::pin(gone(estate, "contact-flows", KindId::Flow, "Whisper"))),
    declared("queue-without-caller", &[(ORDERS_CALLER, "")]),
    done("queue-without-hours", |estate| Box::pin(gone(estate, "hours-of-operations", KindId::Hours, "Office Hours"))),
    done("quick-connect-closed", |estate| Box::pin(closed(estate, "Orders"))),
    done("quick-connect-dangling", |estate| Box::pin(gone(estate, "users", KindId::User, "ada"))),
    declared("routing-profile-empty", &[
        ("    queue_configs:\n      - { channel: VOICE, queue: Orders }\n      - { channel: VOICE, queue: Returns }\n", ""),
    ]),
    done("routing-profile-queue-gone", |estate| Box::pin(closed(estate, "Orders"))),
    declared("routing-profile-unused", &[
        ("routing_profiles:\n", "routing_profiles:\n  - name: Spare\n    default_outbound_queue: Orders\n    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]\n"),
    ]),
];

async fn never_open(estate: &Estate) {
    let id = estate.id(KindId::Hours, "Office Hours");
    let path = estate.path("hours-of-operations", &format!("/{id}"));
    connect(&estate.desk, "POST", &path, json!({ "Config": [] })).await;
}

/// Something is deleted that others name.
async fn gone(estate: &Estate, noun: &str, kind: KindId, key: &str) {
    let path = estate.path(noun, &format!("/{}", estate.id(kind, key)));
    connect(&estate.desk, "DELETE", &path, Value::Null).await;
}

async fn closed(estate: &Estate, queue: &str) {
    let id = estate.id(KindId::Queue, queue);
    let path = estate.path("queues", &format!("/{id}/status"));
    connect(&estate.desk, "POST", &path, json!({ "Status": "DISABLED" })).await;
}

/// An instance goes, and its number stays.
async fn orphaned(estate: &Estate) {
    let desk = &estate.desk;
    desk.make_instance("short-lived").await;
    days(1).await;
    let id = desk.instance("short-lived").await;
    let arn = format!("arn:aws:connect:eu-west-2:111111111111:instance/{id}");
    let search = json!({
        "TargetArn": arn, "PhoneNumberCountryCode": "GB", "PhoneNumberType": "DID",
    });
    let found = connect(desk, "POST", "/phone-number/search-available", search).await;
    let number = &found["AvailableNumbersList"][0]["PhoneNumber"];
    let claim = json!({ "TargetArn": arn, "PhoneNumber": number });
    connect(desk, "POST", "/phone-number/claim", claim).await;
    days(1).await;
    connect(desk, "DELETE", &format!("/instance/{id}"), Value::Null).await;
    days(1).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_routing_is_found() {
    all_are_found(WRONGS).await;
}
