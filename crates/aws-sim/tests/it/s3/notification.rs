//! Who asked to be told, is.

use serde_json::{Value, json};

use super::{code, put, refused, send, text, with_bucket};
use crate::{desk::Desk, target::Target};

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

fn sqs(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "sqs",
        prefix: "AmazonSQS",
    }
}

/// A bucket, and a queue for it to tell; the URL of the queue.
async fn with_bucket_and_queue() -> (Desk, String) {
    let desk = with_bucket().await;
    let named = json!({ "QueueName": "recordings" });
    let made = sqs(&desk).ok("CreateQueue", named).await;
    let url = made["QueueUrl"].as_str().expect("a URL").to_owned();
    (desk, url)
}

/// The messages that the queue got, the first of which says that it was asked for.
async fn told(desk: &Desk, url: &str) -> Vec<Value> {
    let receive = json!({ "QueueUrl": url, "MaxNumberOfMessages": 10 });
    let got = sqs(desk).ok("ReceiveMessage", receive).await;
    let messages = got["Messages"].as_array().cloned().unwrap_or_default();
    let body = |message: Value| {
        let body = message["Body"].as_str().expect("a message is text");
        serde_json::from_str(body).expect("a message is JSON")
    };
    messages.into_iter().map(body).collect()
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_told_of_the_objects_it_asked_for() {
    let (desk, url) = with_bucket_and_queue().await;
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

    let told = told(&desk, &url).await;
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
    let (desk, url) = with_bucket_and_queue().await;
    for target in [
        "arn:aws:sqs:us-west-2:111111111111:recordings",
        "arn:aws:sns:eu-west-2:111111111111:recordings",
        "arn:aws:sqs:eu-west-2:111111111111:no-such-queue",
        "recordings",
    ] {
        let asked = send(&desk, "PUT", "/media?notification", &[], &asking(target)).await;
        assert_eq!(refused(&asked), code(400, "InvalidArgument"), "{target}");
    }
    assert!(told(&desk, &url).await.is_empty());
}
