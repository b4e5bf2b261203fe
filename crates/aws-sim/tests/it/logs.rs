//! Groups, streams and events of CloudWatch Logs.

use std::time::Duration;

use aws_sim::Settings;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, EPOCH, unthrottled},
    target::Target,
};

const NOW: u64 = EPOCH.as_micros() / 1_000;
const DAY: Duration = Duration::from_hours(24);

fn logs(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "logs",
        prefix: "Logs_20140328",
    }
}

/// A group `g` with the stream `s`.
async fn group(logs: Target<'_>) {
    logs.ok("CreateLogGroup", json!({ "logGroupName": "g" }))
        .await;
    logs.ok(
        "CreateLogStream",
        json!({ "logGroupName": "g", "logStreamName": "s" }),
    )
    .await;
}

async fn put(logs: Target<'_>, events: &[(u64, &str)]) -> Value {
    let events: Vec<Value> = events
        .iter()
        .map(|(timestamp, message)| json!({ "timestamp": timestamp, "message": message }))
        .collect();
    let input = json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": events });
    logs.ok("PutLogEvents", input).await
}

fn messages(answer: &Value) -> Vec<&str> {
    let events = answer["events"].as_array().expect("events");
    events
        .iter()
        .filter_map(|event| event["message"].as_str())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn events_are_read_forwards_and_backwards_until_the_token_repeats() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    put(logs, &[(NOW, "one"), (NOW + 1, "two"), (NOW + 2, "three")]).await;
    put(logs, &[(NOW - 1, "none")]).await;
    let base = json!({ "logGroupName": "g", "logStreamName": "s", "limit": 3 });
    let read = async |more: Value| {
        let mut input = base.clone();
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        logs.ok("GetLogEvents", input).await
    };
    let first = read(json!({ "startFromHead": true })).await;
    assert_eq!(messages(&first), ["none", "one", "two"]);
    let token = &first["nextForwardToken"];
    let second = read(json!({ "nextToken": token })).await;
    assert_eq!(messages(&second), ["three"]);
    let end = read(json!({ "nextToken": second["nextForwardToken"] })).await;
    assert!(messages(&end).is_empty());
    assert_eq!(end["nextForwardToken"], second["nextForwardToken"]);

    let latest = read(json!({})).await;
    assert_eq!(messages(&latest), ["one", "two", "three"]);
    let before = read(json!({ "nextToken": latest["nextBackwardToken"] })).await;
    assert_eq!(messages(&before), ["none"]);
    let spanned = read(json!({ "startTime": NOW, "endTime": NOW + 2 })).await;
    assert_eq!(messages(&spanned), ["one", "two"]);
}

#[tokio::test(start_paused = true)]
async fn events_go_when_the_retention_of_their_group_is_over() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    let retention = json!({ "logGroupName": "g", "retentionInDays": 1 });
    put(logs, &[(NOW, "old")]).await;
    logs.ok("PutRetentionPolicy", retention).await;
    let odd = json!({ "logGroupName": "g", "retentionInDays": 2 });
    assert_eq!(
        logs.refused("PutRetentionPolicy", odd).await,
        "InvalidParameterException"
    );
    tokio::time::sleep(DAY).await;
    put(logs, &[(NOW + 86_400_000, "new")]).await;
    let found = logs
        .ok("FilterLogEvents", json!({ "logGroupName": "g" }))
        .await;
    assert_eq!(messages(&found), ["old", "new"]);
    tokio::time::sleep(Duration::from_millis(1)).await;
    let found = logs
        .ok("FilterLogEvents", json!({ "logGroupName": "g" }))
        .await;
    assert_eq!(messages(&found), ["new"]);
    let late = put(logs, &[(NOW, "late")]).await;
    assert_eq!(
        late["rejectedLogEventsInfo"],
        json!({ "expiredLogEventEndIndex": 1 })
    );
}

#[tokio::test(start_paused = true)]
async fn a_query_shows_what_was_logged_for_one_contact() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    put(
        logs,
        &[
            (
                NOW,
                r#"{"ContactId":"a","ContactFlowModuleType":"PlayPrompt"}"#,
            ),
            (
                NOW + 1,
                r#"{"ContactId":"b","ContactFlowModuleType":"PlayPrompt"}"#,
            ),
            (
                NOW + 2,
                r#"{"ContactId":"a","ContactFlowModuleType":"Disconnect"}"#,
            ),
        ],
    )
    .await;
    let query = "fields @timestamp, ContactFlowModuleType | filter ContactId = \"a\" \
                 | sort @timestamp asc | limit 10";
    let input = json!({
        "logGroupName": "g",
        "startTime": NOW / 1_000,
        "endTime": NOW / 1_000 + 1,
        "queryString": query,
    });
    let started = logs.ok("StartQuery", input).await;
    let id = json!({ "queryId": started["queryId"] });
    let early = logs.ok("GetQueryResults", id.clone()).await;
    assert_eq!(
        (&early["status"], &early["results"]),
        (&json!("Running"), &json!([]))
    );
    tokio::time::sleep(Duration::from_secs(1)).await;
    let done = logs.ok("GetQueryResults", id).await;
    assert_eq!(done["status"], "Complete");
    assert_eq!(done["statistics"]["recordsMatched"], 2);
    let kinds: Vec<&Value> = done["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row[1]["value"])
        .collect();
    assert_eq!(kinds, ["PlayPrompt", "Disconnect"]);
}

#[tokio::test(start_paused = true)]
async fn a_search_goes_on_behind_pages_that_are_empty() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    let events: Vec<(u64, String)> = (0..2_500)
        .map(|n| (NOW + n, format!(r#"{{"ContactId":"c-{}"}}"#, n / 2_400)))
        .collect();
    let events: Vec<(u64, &str)> = events.iter().map(|(at, text)| (*at, &**text)).collect();
    put(logs, &events).await;
    let (mut sizes, mut token) = (Vec::new(), Value::Null);
    loop {
        let mut input = json!({
            "logGroupName": "g",
            "filterPattern": "{ $.ContactId = \"c-1\" }",
            "limit": 60,
        });
        if !token.is_null() {
            input["nextToken"] = token;
        }
        let page = logs.ok("FilterLogEvents", input).await;
        sizes.push(messages(&page).len());
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(sizes, [0, 0, 60, 40]);
    let other = json!({ "logGroupName": "g", "nextToken": "bm9uZQ" });
    assert_eq!(
        logs.refused("FilterLogEvents", other).await,
        "InvalidParameterException"
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_of_a_search_weighs_a_mebibyte_at_most() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    let heavy = "x".repeat(400_000);
    for n in 0..3 {
        put(logs, &[(NOW + n, &heavy)]).await;
    }
    let search = json!({ "logGroupName": "g" });
    let first = logs.ok("FilterLogEvents", search).await;
    assert_eq!(messages(&first).len(), 2);
    assert!(first["nextToken"].is_string());
    let events = [NOW, NOW, NOW].map(|at| json!({ "timestamp": at, "message": heavy }));
    let batch = json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": events });
    assert_eq!(
        logs.refused("PutLogEvents", batch).await,
        "InvalidParameterException"
    );
}

#[tokio::test(start_paused = true)]
async fn a_search_can_go_backwards_in_this_time() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    put(logs, &[(NOW, "one"), (NOW + 1, "two"), (NOW + 2, "three")]).await;
    let search = json!({
        "logGroupName": "g", "startFromHead": false, "startTime": NOW, "limit": 2,
    });
    let first = logs.ok("FilterLogEvents", search).await;
    assert_eq!(messages(&first), ["three", "two"]);
    // The token keeps the way.
    let on = json!({ "logGroupName": "g", "startTime": NOW, "nextToken": first["nextToken"] });
    assert_eq!(messages(&logs.ok("FilterLogEvents", on).await), ["one"]);
    let old = json!({ "logGroupName": "g", "startFromHead": false, "startTime": 1 });
    assert_eq!(
        logs.refused("FilterLogEvents", old).await,
        "InvalidParameterException"
    );
}

#[tokio::test(start_paused = true)]
async fn patterns_that_are_not_simulated_are_said_to_be_so() {
    let desk = Desk::new(unthrottled());
    let logs = logs(&desk);
    group(logs).await;
    for pattern in [
        "[ip, user]",
        "%[0-9]+%",
        "ERROR -%a%",
        "{ $.eventName = %Create% }",
        "{ ($.level=%W|E%) && ($.ContactId = \"c-1\") }",
    ] {
        let search = json!({ "logGroupName": "g", "filterPattern": pattern });
        let (status, refusal) = logs.answer("FilterLogEvents", search).await;
        assert_eq!(
            (status, &refusal["__type"]),
            (501, &json!("NotImplemented")),
            "{pattern}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn five_searches_pass_at_once() {
    let desk = Desk::new(Settings::default());
    let logs = logs(&desk);
    group(logs).await;
    let search = json!({ "logGroupName": "g" });
    for _ in 0..5 {
        logs.ok("FilterLogEvents", search.clone()).await;
    }
    assert_eq!(
        logs.refused("FilterLogEvents", search.clone()).await,
        "ThrottlingException"
    );
    tokio::time::sleep(Duration::from_millis(200)).await;
    logs.ok("FilterLogEvents", search).await;
}
