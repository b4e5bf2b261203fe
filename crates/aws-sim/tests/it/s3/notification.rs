//! Who asked to be told, is.

use serde_json::Value;

use super::{code, put, refused, send, text, with_bucket};
use crate::desk::Desk;

const QUEUE: &str = "arn:aws:sqs:eu-west-2:111111111111:recordings";

fn asking(queue: &str) -> String {
    format!(
        "<NotificationConfiguration><QueueConfiguration><Id>calls</Id><Queue>{queue}</Queue>\
         <Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:Delete</Event><Filter><S3Key>\
         <FilterRule><Name>prefix</Name><Value>calls/</Value></FilterRule>\
         <FilterRule><Name>suffix</Name><Value>.wav</Value></FilterRule></S3Key></Filter>\
         </QueueConfiguration></NotificationConfiguration>"
    )
}

/// The messages that the queue got, the first of which says that it was asked for.
fn told(desk: &Desk) -> Vec<Value> {
    let state = desk.simulator.state();
    let told = state["world"]["s3"]["told"].as_array().cloned();
    let messages = told.unwrap_or_default().into_iter().map(|row| {
        assert_eq!(row[0], QUEUE);
        serde_json::from_str(row[1].as_str().expect("a message is text"))
            .expect("a message is JSON")
    });
    messages.collect()
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_told_of_the_objects_it_asked_for() {
    let desk = with_bucket().await;
    let asked = send(&desk, "PUT", "/media?notification", &[], &asking(QUEUE)).await;
    assert_eq!(asked.status(), 200, "{}", text(&asked));
    for path in [
        "/media/calls/a%20b.wav",
        "/media/calls/a.txt",
        "/media/a.wav",
    ] {
        put(&desk, path, "good day").await;
    }
    let copy = [("x-amz-copy-source", "media/a.wav")];
    send(&desk, "PUT", "/media/calls/c.wav", &copy, "").await;
    send(&desk, "DELETE", "/media/calls/c.wav", &[], "").await;
    send(&desk, "DELETE", "/media/calls/c.wav", &[], "").await;

    let told = told(&desk);
    assert_eq!(told[0]["Event"], "s3:TestEvent");
    let records = told[1..].iter().map(|message| &message["Records"][0]);
    let records = records.collect::<Vec<&Value>>();
    let names = records.iter().map(|record| record["eventName"].as_str());
    let names = names.flatten().collect::<Vec<&str>>();
    assert_eq!(
        names,
        [
            "ObjectCreated:Put",
            "ObjectCreated:Copy",
            "ObjectRemoved:Delete"
        ]
    );
    let first = records[0];
    assert_eq!(first["s3"]["configurationId"], "calls");
    assert_eq!(first["s3"]["bucket"]["name"], "media");
    assert_eq!(first["s3"]["object"]["key"], "calls/a+b.wav");
    assert_eq!(first["s3"]["object"]["size"], 8);
    assert_eq!(
        first["s3"]["object"]["eTag"],
        "ca9768bd08c373665fbcc88021f088b6"
    );
    assert_eq!(first["eventTime"], "2026-09-21T14:13:20Z");
    assert!(records[2]["s3"]["object"]["size"].is_null());
}

#[tokio::test(start_paused = true)]
async fn what_is_no_queue_of_the_region_cannot_be_told() {
    let desk = with_bucket().await;
    for target in [
        "arn:aws:sqs:us-west-2:111111111111:recordings",
        "arn:aws:sns:eu-west-2:111111111111:recordings",
        "recordings",
    ] {
        let asked = send(&desk, "PUT", "/media?notification", &[], &asking(target)).await;
        assert_eq!(refused(&asked), code(400, "InvalidArgument"), "{target}");
    }
    assert!(told(&desk).is_empty());
}
