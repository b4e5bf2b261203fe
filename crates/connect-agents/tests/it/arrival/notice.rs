//! Messages as S3, SNS and EventBridge write them.

use std::fmt::Write as _;

use connect_agents::arrival::{Announced, read_notice};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};

fn told(body: &str, expected: &Expect) {
    let mut told = String::new();
    match read_notice(body) {
        Err(error) => writeln!(told, "{error}").unwrap(),
        Ok(objects) => {
            for object in objects {
                let Announced {
                    bucket,
                    key,
                    version_id,
                    etag,
                    size_bytes,
                    sequencer,
                } = object;
                writeln!(
                    told,
                    "{bucket} {key:?} {version_id:?} {etag:?} {size_bytes:?} {sequencer:?}"
                )
                .unwrap();
            }
        }
    }
    expected.assert_eq(&told);
}

/// A record after the user guide of S3, notification content structure.
fn record(event: &str, object: &Value) -> Value {
    json!({
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "us-west-2",
        "eventTime": "1970-01-01T00:00:00.000Z",
        "eventName": event,
        "userIdentity": { "principalId": "AIDAJDPLRKLG7UEXAMPLE" },
        "requestParameters": { "sourceIPAddress": "172.16.0.1" },
        "responseElements": {
            "x-amz-request-id": "C3D13FE58DE4C810",
            "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD",
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "testConfigRule",
            "bucket": {
                "name": "amzn-s3-demo-bucket",
                "ownerIdentity": { "principalId": "A3NL1KOZZKExample" },
                "arn": "arn:aws:s3:::amzn-s3-demo-bucket",
            },
            "object": object,
        },
    })
}

fn object(key: &str) -> Value {
    json!({
        "key": key,
        "size": 1024,
        "eTag": "d41d8cd98f00b204e9800998ecf8427e",
        "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko",
        "sequencer": "0055AED6DCD90281E5",
    })
}

/// The event after the user guide of S3, EventBridge event message structure.
fn bus_event(kind: &str) -> Value {
    json!({
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": kind,
        "source": "aws.s3",
        "account": "111122223333",
        "time": "2021-11-12T00:00:00Z",
        "region": "ca-central-1",
        "resources": ["arn:aws:s3:::amzn-s3-demo-bucket1"],
        "detail": {
            "version": "0",
            "bucket": { "name": "amzn-s3-demo-bucket1" },
            "object": {
                "key": "in/a b+c%20.csv",
                "size": 5,
                "etag": "b1946ac92492d2347c6235b4d2611184",
                "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                "sequencer": "617f08299329d189",
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "source-ip-address": "1.2.3.4",
            "reason": "PutObject",
        },
    })
}

/// The message after the developer guide of SNS.
fn topic_message(message: &Value) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
        "Subject": "Amazon S3 Notification",
        "Message": message.to_string(),
        "Timestamp": "2012-05-02T00:54:06.655Z",
        "SignatureVersion": "1",
        "Signature": "EXAMPLE",
        "SigningCertURL": "https://sns.us-west-2.amazonaws.com/cert.pem",
        "UnsubscribeURL": "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe",
    })
}

#[test]
fn every_object_of_a_message_is_told_with_its_key_as_it_is() {
    let records = json!({ "Records": [
        record("ObjectCreated:Put", &object("red+flower%2B1.csv")),
        record("ObjectCreated:CompleteMultipartUpload", &object("in/k%C3%A4se/%F0%9F%98%80.csv")),
        record("s3:ObjectCreated:Copy", &json!({ "key": "in/100%25.csv", "versionId": "null" })),
        record("ObjectRemoved:Delete", &object("in/gone.csv")),
        record("ObjectTagging:Put", &object("in/tagged.csv")),
    ]});
    told(
        &records.to_string(),
        &expect![[r#"
        amzn-s3-demo-bucket "red flower+1.csv" Some("096fKKXTRTtl3on89fVO.nfljtsv6qko") Some("d41d8cd98f00b204e9800998ecf8427e") Some(1024) Some("0055AED6DCD90281E5")
        amzn-s3-demo-bucket "in/käse/😀.csv" Some("096fKKXTRTtl3on89fVO.nfljtsv6qko") Some("d41d8cd98f00b204e9800998ecf8427e") Some(1024) Some("0055AED6DCD90281E5")
        amzn-s3-demo-bucket "in/100%.csv" None None None None
    "#]],
    );
    told(
        &topic_message(&records).to_string(),
        &expect![[r#"
        amzn-s3-demo-bucket "red flower+1.csv" Some("096fKKXTRTtl3on89fVO.nfljtsv6qko") Some("d41d8cd98f00b204e9800998ecf8427e") Some(1024) Some("0055AED6DCD90281E5")
        amzn-s3-demo-bucket "in/käse/😀.csv" Some("096fKKXTRTtl3on89fVO.nfljtsv6qko") Some("d41d8cd98f00b204e9800998ecf8427e") Some(1024) Some("0055AED6DCD90281E5")
        amzn-s3-demo-bucket "in/100%.csv" None None None None
    "#]],
    );
    told(&json!({ "Records": [] }).to_string(), &expect![[""]]);
}

#[test]
fn the_bus_tells_keys_without_an_encoding() {
    told(
        &bus_event("Object Created").to_string(),
        &expect![[r#"
        amzn-s3-demo-bucket1 "in/a b+c%20.csv" Some("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e") Some("b1946ac92492d2347c6235b4d2611184") Some(5) Some("617f08299329d189")
    "#]],
    );
    let wrapped = topic_message(&bus_event("Object Created"));
    told(
        &wrapped.to_string(),
        &expect![[r#"
        amzn-s3-demo-bucket1 "in/a b+c%20.csv" Some("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e") Some("b1946ac92492d2347c6235b4d2611184") Some(5) Some("617f08299329d189")
    "#]],
    );
    told(&bus_event("Object Deleted").to_string(), &expect![[""]]);
}

#[test]
fn a_test_message_is_no_arrival() {
    let test = json!({
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": "2014-10-13T15:57:02.089Z",
        "Bucket": "amzn-s3-demo-bucket",
        "RequestId": "5582815E1AEA5ADF",
        "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE",
    });
    told(&test.to_string(), &expect![[""]]);
    told(&topic_message(&test).to_string(), &expect![[""]]);
}

#[test]
fn messages_of_others_and_damaged_ones_are_refused_with_the_reason() {
    told(
        "hello",
        &expect![[r"
        the message is no notification of S3: it is no JSON
    "]],
    );
    told(
        "[]",
        &expect![[r"
        the message is no notification of S3: it has no records
    "]],
    );
    told(
        "{}",
        &expect![[r"
        the message is no notification of S3: it has no records
    "]],
    );
    let confirmation =
        json!({ "Type": "SubscriptionConfirmation", "Message": "visit", "Token": "t" });
    told(
        &confirmation.to_string(),
        &expect![[r"
        the message is no notification of S3: SNS sent a SubscriptionConfirmation
    "]],
    );
    let mut other = bus_event("EC2 Instance State-change Notification");
    other["source"] = json!("aws.ec2");
    told(
        &other.to_string(),
        &expect![[r#"
        the message is no notification of S3: aws.ec2 sent a "EC2 Instance State-change Notification"
    "#]],
    );
    let nothing = record("ObjectCreated:Put", &json!({ "size": 1 }));
    told(
        &json!({ "Records": [nothing] }).to_string(),
        &expect![[r"
        the message is no notification of S3: a record has no key
    "]],
    );
    let latin = record("ObjectCreated:Put", &object("k%E4se.csv"));
    told(
        &json!({ "Records": [latin] }).to_string(),
        &expect![[r"
        the message is no notification of S3: a key is not UTF-8
    "]],
    );
    let mut deep = json!({ "Records": [] });
    for _ in 0..5 {
        deep = topic_message(&deep);
    }
    told(
        &deep.to_string(),
        &expect![[r"
        the message is no notification of S3: it is wrapped too often
    "]],
    );
}

/// As S3 encodes keys: letters, digits and `-_.*/` stay, a blank becomes a plus.
fn form(key: &str) -> String {
    let mut text = String::new();
    for byte in key.bytes() {
        match byte {
            b' ' => text.push('+'),
            b'-' | b'_' | b'.' | b'*' | b'/' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => write!(text, "%{byte:02X}").unwrap(),
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_key_comes_back(key in "\\PC{1,60}") {
        let records = json!({ "Records": [record("ObjectCreated:Put", &object(&form(&key)))] });
        let plain = read_notice(&records.to_string()).unwrap();
        let wrapped = read_notice(&topic_message(&records).to_string()).unwrap();
        prop_assert_eq!(&plain[0].key, &key);
        prop_assert_eq!(plain, wrapped);
    }

    #[test]
    fn no_text_brings_it_down(text in "\\PC*", key in "[%+a-f0-9]{0,12}") {
        let _whatever = read_notice(&text);
        let records = json!({ "Records": [record("ObjectCreated:Put", &object(&key))] });
        let _whatever = read_notice(&records.to_string());
    }
}
