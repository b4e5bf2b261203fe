//! Schedules, the bill and the trail: what the simulator says of time and of its own calls.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    desk::{Desk, PRODUCER, unthrottled},
    target::Target,
};

async fn scheduler(desk: &Desk, method: &str, path: &str, body: &Value) -> u16 {
    let body = body.to_string();
    let sent = desk.raw("scheduler", method, path, &[], &body);
    sent.await.expect("an answer").status().as_u16()
}

fn schedule(expression: &str) -> Value {
    json!({
        "ScheduleExpression": expression,
        "ActionAfterCompletion": "DELETE",
        "FlexibleTimeWindow": { "Mode": "OFF" },
        "Target": {
            "Arn": format!("arn:aws:lambda:eu-west-2:{PRODUCER}:function:f"),
            "RoleArn": format!("arn:aws:iam::{PRODUCER}:role/r"),
        },
    })
}

#[tokio::test(start_paused = true)]
async fn the_state_shows_when_a_schedule_was_and_will_be_due() {
    let desk = Desk::new(unthrottled());
    let body = schedule("rate(1 hour)");
    assert_eq!(scheduler(&desk, "POST", "/schedules/s", &body).await, 200);
    let due = || {
        let state = desk.simulator.state();
        let place = &state["world"]["scheduler"][PRODUCER]["eu-west-2"];
        let schedule = &place["schedules"]["default"]["s"];
        let epoch = crate::desk::EPOCH.as_micros() / 1_000_000;
        let after = |at: &Value| at.as_u64().map(|at| at - epoch);
        (after(&schedule["last_due"]), after(&schedule["next_due"]))
    };
    assert_eq!(due(), (None, Some(3_600)));
    tokio::time::sleep(Duration::from_secs(8_000)).await;
    assert_eq!(due(), (Some(3_600), Some(10_800)));
}

#[tokio::test(start_paused = true)]
async fn a_schedule_for_once_goes_when_it_is_told_to() {
    let desk = Desk::new(unthrottled());
    // The world begins at 14:13:20 of this day.
    let body = schedule("at(2026-09-21T15:00:00)");
    assert_eq!(scheduler(&desk, "POST", "/schedules/s", &body).await, 200);
    assert_eq!(
        scheduler(&desk, "GET", "/schedules/s", &json!({})).await,
        200
    );
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(
        scheduler(&desk, "GET", "/schedules/s", &json!({})).await,
        404
    );
}

#[tokio::test(start_paused = true)]
async fn the_bill_adds_up_and_is_the_same_for_the_same_seed() {
    let bill = async |group_by: Value| {
        let desk = Desk::new(unthrottled());
        let ce = Target {
            desk: &desk,
            service: "ce",
            prefix: "AWSInsightsIndexService",
        };
        let input = json!({
            "TimePeriod": { "Start": "2026-08-01", "End": "2026-09-01" },
            "Granularity": "MONTHLY",
            "Metrics": ["UnblendedCost"],
            "GroupBy": group_by,
        });
        ce.ok("GetCostAndUsage", input).await["ResultsByTime"][0].clone()
    };
    let amount = |metrics: &Value| -> f64 {
        let text = metrics["UnblendedCost"]["Amount"]
            .as_str()
            .expect("an amount");
        text.parse().expect("a number")
    };
    let total = bill(json!([])).await;
    assert_eq!(total, bill(json!([])).await);
    let by_service = bill(json!([{ "Type": "DIMENSION", "Key": "SERVICE" }])).await;
    let groups = by_service["Groups"].as_array().expect("groups");
    let sum: f64 = groups.iter().map(|group| amount(&group["Metrics"])).sum();
    assert!((sum - amount(&total["Total"])).abs() < 1e-6);
    let connect = |name: &str| groups.iter().any(|group| group["Keys"][0] == name);
    assert!(connect("Amazon Connect"));
    assert!(connect(
        "Contact Center Telecommunications (service sold by AMCS, LLC)"
    ));
}

#[tokio::test(start_paused = true)]
async fn the_trail_tells_who_changed_what() {
    let desk = Desk::new(unthrottled());
    let instance = desk.instance(PRODUCER, "uk-center").await;
    let trail = Target {
        desk: &desk,
        service: "cloudtrail",
        prefix: "CloudTrail_20131101",
    };
    desk.connect_raw("DELETE", &format!("/instance/{instance}"), "")
        .await;
    let by_name = json!([{ "AttributeKey": "ResourceName", "AttributeValue": instance }]);
    let found = trail
        .ok("LookupEvents", json!({ "LookupAttributes": by_name }))
        .await;
    let events = found["Events"].as_array().expect("events");
    assert_eq!(events.len(), 1, "{found}");
    assert_eq!(events[0]["EventName"], "DeleteInstance");
    assert_eq!(events[0]["EventSource"], "connect.amazonaws.com");
    assert_eq!(events[0]["Username"], "root");
    let record = events[0]["CloudTrailEvent"].as_str().expect("a record");
    let record: Value = serde_json::from_str(record).expect("JSON");
    assert_eq!(
        record["requestParameters"],
        json!({ "instanceId": instance })
    );
}
