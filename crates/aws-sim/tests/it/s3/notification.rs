//! Who asked to be told, is.

use serde_json::{Value, json};

use super::{code, put, refused, send, text, with_bucket};
use crate::{
    desk::{Desk, PRODUCER},
    iam::{role, trust},
    messages::lets_in,
    target::Target,
    wire::Wire,
};

const BUCKET: &str = "arn:aws:s3:::media";
const QUEUE: &str = "arn:aws:sqs:eu-west-2:111111111111:recordings";
const TOPIC: &str = "arn:aws:sns:eu-west-2:111111111111:alerts";
const FUNCTION: &str = "arn:aws:lambda:eu-west-2:111111111111:function:f";
const ASK: &str = "/media?notification";

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
    let policy = lets_in("s3.amazonaws.com", BUCKET, "sqs:SendMessage", QUEUE);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs(&desk).ok("SetQueueAttributes", set).await;
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

/// A configuration of one target of this kind, for everything that is made under `calls/`.
fn made_there(kind: &str, member: &str, target: &str) -> String {
    format!(
        "<NotificationConfiguration><{kind}><{member}>{target}</{member}>\
         <Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name>\
         <Value>calls/</Value></FilterRule></S3Key></Filter></{kind}></NotificationConfiguration>"
    )
}

#[tokio::test(start_paused = true)]
async fn a_target_whose_policy_does_not_let_s3_in_cannot_be_told() {
    let (desk, url) = with_bucket_and_queue().await;
    let other = lets_in("s3.amazonaws.com", "arn:aws:s3:::other", "sqs:*", QUEUE);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": other } });
    sqs(&desk).ok("SetQueueAttributes", set).await;
    let refusal = send(&desk, "PUT", ASK, &[], &asking(QUEUE)).await;
    assert_eq!(refused(&refusal), code(400, "InvalidArgument"));
    let told_why = text(&refusal);
    for words in [
        "Unable to validate the following destination configurations",
        "Permissions on the destination queue do not allow S3 to publish",
    ] {
        assert!(told_why.contains(words), "{told_why}");
    }
    assert!(told(&desk, &url).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_topic_is_told_and_tells_the_queue_that_is_subscribed() {
    let (desk, url) = with_bucket_and_queue().await;
    let root = Wire::new(&desk, PRODUCER);
    let made = [("Name", "alerts")];
    root.query("sns", "CreateTopic", &made).await.good();
    let topic = made_there("TopicConfiguration", "Topic", TOPIC);
    // The policy of a new topic lets nobody in but its owner.
    let refusal = send(&desk, "PUT", ASK, &[], &topic).await;
    assert!(text(&refusal).contains("Permissions on the destination topic"));
    let policy = lets_in("s3.amazonaws.com", BUCKET, "SNS:Publish", TOPIC);
    let set = [
        ("TopicArn", TOPIC),
        ("AttributeName", "Policy"),
        ("AttributeValue", policy.as_str()),
    ];
    root.query("sns", "SetTopicAttributes", &set).await.good();
    let policy = lets_in("sns.amazonaws.com", TOPIC, "sqs:SendMessage", QUEUE);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs(&desk).ok("SetQueueAttributes", set).await;
    let subscription = [
        ("TopicArn", TOPIC),
        ("Protocol", "sqs"),
        ("Endpoint", QUEUE),
    ];
    root.query("sns", "Subscribe", &subscription).await.good();
    let asked = send(&desk, "PUT", ASK, &[], &topic).await;
    assert_eq!(asked.status(), 200, "{}", text(&asked));
    put(&desk, "/media/calls/a.wav", "good day").await;
    put(&desk, "/media/a.wav", "good day").await;

    let told = told(&desk, &url).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1]["Subject"], "Amazon S3 Notification");
    let messages = told.iter().map(|one| one["Message"].as_str().unwrap());
    let messages: Vec<Value> = messages
        .map(|one| serde_json::from_str(one).unwrap())
        .collect();
    assert_eq!(messages[0]["Event"], "s3:TestEvent");
    assert_eq!(
        messages[1]["Records"][0]["s3"]["object"]["key"],
        "calls/a.wav"
    );
}

#[tokio::test(start_paused = true)]
async fn a_function_is_called_without_waiting_for_its_answer() {
    let desk = with_bucket().await;
    let root = Wire::new(&desk, PRODUCER);
    role(&root, "runs", &trust(PRODUCER)).await.good();
    let made = json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "f.h",
        "Role": format!("arn:aws:iam::{PRODUCER}:role/runs"), "Code": { "ZipFile": "UEsFBg==" },
    });
    let functions = "/2015-03-31/functions";
    root.rest("lambda", "POST", functions, &made.to_string())
        .await;
    let function = made_there("CloudFunctionConfiguration", "CloudFunction", FUNCTION);
    let refusal = send(&desk, "PUT", ASK, &[], &function).await;
    let why = format!("Not authorized to invoke function [{FUNCTION}]");
    assert!(text(&refusal).contains(&why), "{}", text(&refusal));
    let permit = json!({
        "StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com",
        "SourceArn": BUCKET, "SourceAccount": PRODUCER,
    });
    let path = format!("{functions}/f/policy");
    root.rest("lambda", "POST", &path, &permit.to_string())
        .await;
    let asked = send(&desk, "PUT", ASK, &[], &function).await;
    assert_eq!(asked.status(), 200, "{}", text(&asked));
    put(&desk, "/media/calls/a.wav", "good day").await;

    let state = desk.simulator.state();
    let function = &state["world"]["lambda"][PRODUCER]["eu-west-2"]["functions"]["f"];
    let events = function["events"].as_array().expect("events are shown");
    assert_eq!(events.len(), 1, "{events:?}");
    let record = &events[0]["payload"]["Records"][0];
    assert_eq!(record["s3"]["object"]["key"], "calls/a.wav");
}

#[tokio::test(start_paused = true)]
async fn the_bus_gets_an_event_and_a_rule_that_it_matches_brings_it_to_a_queue() {
    let (desk, url) = with_bucket_and_queue().await;
    let events = Target {
        desk: &desk,
        service: "events",
        prefix: "AWSEvents",
    };
    let pattern = json!({
        "source": ["aws.s3"], "detail-type": ["Object Created"],
        "detail": { "object": { "key": [{ "prefix": "calls/" }] } },
    });
    let rule = json!({ "Name": "calls", "EventPattern": pattern.to_string() });
    let made = events.ok("PutRule", rule).await;
    let target = json!({ "Rule": "calls", "Targets": [{ "Id": "q", "Arn": QUEUE }] });
    events.ok("PutTargets", target).await;
    let rule = made["RuleArn"].as_str().unwrap();
    let policy = lets_in("events.amazonaws.com", rule, "sqs:SendMessage", QUEUE);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs(&desk).ok("SetQueueAttributes", set).await;
    put(&desk, "/media/calls/early.wav", "").await;
    let bus = "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>";
    let asked = send(&desk, "PUT", ASK, &[], bus).await;
    assert_eq!(asked.status(), 200, "{}", text(&asked));
    put(&desk, "/media/calls/a.wav", "good day").await;
    put(&desk, "/media/a.wav", "").await;

    let told = told(&desk, &url).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["detail-type"], "Object Created");
    assert_eq!(told[0]["resources"], json!([BUCKET]));
    let object = &told[0]["detail"]["object"];
    assert_eq!(object["key"], "calls/a.wav");
    assert_eq!(object["size"], 8);
    assert_eq!(told[0]["detail"]["reason"], "PutObject");
    let refused = json!({ "Entries": [
        { "Source": "mine", "DetailType": "Object Created", "Detail": "{}" },
    ]});
    events.ok("PutEvents", refused).await;
    let more = sqs(&desk)
        .ok("ReceiveMessage", json!({ "QueueUrl": url }))
        .await;
    assert!(more["Messages"].is_null(), "{more}");
}
