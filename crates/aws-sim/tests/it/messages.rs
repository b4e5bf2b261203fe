//! Queues of SQS, and topics that lead there.

use std::time::Duration;

use serde_json::json;

use crate::{
    desk::{Desk, PRODUCER, unthrottled},
    iam::statement,
    target::Target,
};

fn sqs(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "sqs",
        prefix: "AmazonSQS",
    }
}

/// The URL of a new queue.
async fn queue(sqs: Target<'_>, name: &str) -> String {
    let made = sqs.ok("CreateQueue", json!({ "QueueName": name })).await;
    made["QueueUrl"].as_str().expect("a URL").to_owned()
}

/// A policy that lets a service in that acts for `source`.
pub(crate) fn lets_in(service: &str, source: &str, action: &str, resource: &str) -> String {
    statement(&json!({
        "Effect": "Allow", "Principal": { "Service": service }, "Action": action,
        "Resource": resource, "Condition": { "ArnLike": { "aws:SourceArn": source } },
    }))
}

#[tokio::test(start_paused = true)]
async fn a_message_comes_back_when_nobody_deletes_it() {
    let desk = Desk::new(unthrottled());
    let sqs = sqs(&desk);
    let url = queue(sqs, "q").await;
    let letter = json!({ "QueueUrl": url, "MessageBody": "hello" });
    let sent = sqs.ok("SendMessage", letter).await;
    let receive = json!({ "QueueUrl": url, "WaitTimeSeconds": 20 });
    let first = sqs.ok("ReceiveMessage", receive.clone()).await;
    assert_eq!(first["Messages"][0]["MessageId"], sent["MessageId"]);
    let early = sqs.ok("ReceiveMessage", receive.clone()).await;
    assert_eq!(early, json!({}));
    tokio::time::sleep(Duration::from_secs(30)).await;
    let again = sqs.ok("ReceiveMessage", receive.clone()).await;
    let handle = &again["Messages"][0]["ReceiptHandle"];
    assert_ne!(*handle, first["Messages"][0]["ReceiptHandle"]);
    let delete = json!({ "QueueUrl": url, "ReceiptHandle": handle });
    sqs.ok("DeleteMessage", delete).await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(sqs.ok("ReceiveMessage", receive).await, json!({}));
}

#[tokio::test(start_paused = true)]
async fn what_nobody_fetches_goes_after_four_days() {
    let desk = Desk::new(unthrottled());
    let sqs = sqs(&desk);
    let url = queue(sqs, "q").await;
    sqs.ok(
        "SendMessage",
        json!({ "QueueUrl": url, "MessageBody": "old" }),
    )
    .await;
    let ask = json!({ "QueueUrl": url, "AttributeNames": ["ApproximateNumberOfMessages"] });
    let count = async || {
        let answer = sqs.ok("GetQueueAttributes", ask.clone()).await;
        answer["Attributes"]["ApproximateNumberOfMessages"]
            .as_str()
            .map(str::to_owned)
    };
    tokio::time::sleep(Duration::from_hours(95)).await;
    assert_eq!(count().await.as_deref(), Some("1"));
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(count().await.as_deref(), Some("0"));
}

#[tokio::test(start_paused = true)]
async fn clients_of_old_find_the_old_code_in_a_header() {
    let desk = Desk::new(unthrottled());
    let target = [("x-amz-target", "AmazonSQS.GetQueueUrl")];
    let sent = desk.raw("sqs", "POST", "/", &target, r#"{"QueueName":"none"}"#);
    let answer = sent.await.expect("an answer");
    let old = &answer.headers()["x-amzn-query-error"];
    assert_eq!(old, "AWS.SimpleQueueService.NonExistentQueue;Sender");
    let sqs = sqs(&desk);
    let refused = sqs
        .refused("GetQueueUrl", json!({ "QueueName": "none" }))
        .await;
    assert_eq!(refused, "QueueDoesNotExist");
}

#[tokio::test(start_paused = true)]
async fn what_is_published_comes_to_the_queues_that_are_subscribed_and_let_it_in() {
    let desk = Desk::new(unthrottled());
    let sqs = sqs(&desk);
    let url = queue(sqs, "q").await;
    let form = async |form: &str| {
        let sent = desk.raw("sns", "POST", "/", &[], form);
        let answer = sent.await.expect("an answer");
        assert_eq!(answer.status(), 200);
    };
    let topic = format!("arn:aws:sns:eu-west-2:{PRODUCER}:alerts");
    let queue = format!("arn:aws:sqs:eu-west-2:{PRODUCER}:q");
    let version = "Version=2010-03-31";
    form(&format!("Action=CreateTopic&{version}&Name=alerts")).await;
    form(&format!(
        "Action=Subscribe&{version}&TopicArn={topic}&Protocol=sqs&Endpoint={queue}"
    ))
    .await;
    let publish = format!("Action=Publish&{version}&TopicArn={topic}&Message=");
    form(&format!("{publish}lost")).await;
    let policy = lets_in("sns.amazonaws.com", &topic, "sqs:SendMessage", &queue);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs.ok("SetQueueAttributes", set).await;
    form(&format!("{publish}failed")).await;
    let got = sqs.ok("ReceiveMessage", json!({ "QueueUrl": url })).await;
    let body = got["Messages"][0]["Body"].as_str().expect("a body");
    let envelope: serde_json::Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(envelope["Message"], "failed");
    assert_eq!(envelope["TopicArn"], topic.as_str());
}

#[tokio::test(start_paused = true)]
async fn an_event_comes_to_the_rules_of_the_bus_that_it_was_sent_to() {
    let desk = Desk::new(unthrottled());
    let sqs = sqs(&desk);
    let events = Target {
        service: "events",
        prefix: "AWSEvents",
        ..sqs
    };
    let url = queue(sqs, "q").await;
    let place = format!("eu-west-2:{PRODUCER}");
    let queue = format!("arn:aws:sqs:{place}:q");
    let bus = events.ok("CreateEventBus", json!({ "Name": "own" })).await;
    let bus = bus["EventBusArn"].as_str().expect("an ARN");
    let pattern = json!({ "source": ["desk"] }).to_string();
    for (bus, rule) in [("default", "outer"), ("own", "inner")] {
        let made = json!({ "Name": rule, "EventBusName": bus, "EventPattern": pattern });
        events.ok("PutRule", made).await;
        let target = json!({ "Rule": rule, "EventBusName": bus, "Targets": [
            { "Id": "q", "Arn": queue, "Input": json!(rule).to_string() },
        ] });
        events.ok("PutTargets", target).await;
    }
    let rules = format!("arn:aws:events:{place}:rule/*");
    let policy = lets_in("events.amazonaws.com", &rules, "sqs:SendMessage", &queue);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs.ok("SetQueueAttributes", set).await;
    for (bus, told) in [
        ("default", Some("\"outer\"")),
        ("own", Some("\"inner\"")),
        (bus, Some("\"inner\"")),
        ("nowhere", None),
        ("arn:aws:events:eu-west-2:999999999999:event-bus/own", None),
    ] {
        let event = json!({
            "Source": "desk", "DetailType": "d", "Detail": "{}", "EventBusName": bus,
        });
        let put = events.ok("PutEvents", json!({ "Entries": [event] })).await;
        assert_eq!(put["FailedEntryCount"], 0, "{bus}");
        let got = sqs.ok("ReceiveMessage", json!({ "QueueUrl": url })).await;
        assert_eq!(got["Messages"][0]["Body"].as_str(), told, "{bus}");
    }
}
