//! Streams of Kinesis and Firehose: made, encrypted and let go, as they take their time.

use std::time::Duration;

use aws_sdk_connect::types::{InstanceStorageConfig, InstanceStorageResourceType, StorageType};
use aws_sim::Settings;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, PRODUCER, refusal, unthrottled},
    enforcement::{enforced, put},
    iam::{role, statement, user},
    target::Target,
    wire::Wire,
};

pub(crate) fn kinesis(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "kinesis",
        prefix: "Kinesis_20131202",
    }
}

fn firehose(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "firehose",
        prefix: "Firehose_20150804",
    }
}

fn kms(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "kms",
        prefix: "TrentService",
    }
}

async fn wait(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// A new stream that is active, by its ARN.
pub(crate) async fn stream(kinesis: Target<'_>, name: &str) -> String {
    let made = json!({ "StreamName": name, "ShardCount": 2 });
    kinesis.ok("CreateStream", made).await;
    wait(15).await;
    format!("arn:aws:kinesis:eu-west-2:{PRODUCER}:stream/{name}")
}

async fn described(kinesis: Target<'_>, name: &str) -> Value {
    let asked = json!({ "StreamName": name });
    let answer = kinesis.ok("DescribeStreamSummary", asked).await;
    answer["StreamDescriptionSummary"].clone()
}

/// The ARN of a new key.
async fn key(desk: &Desk) -> String {
    let made = kms(desk).ok("CreateKey", json!({})).await;
    made["KeyMetadata"]["Arn"]
        .as_str()
        .expect("an ARN")
        .to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_stream_shows_its_encryption_once_the_change_is_over() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    let key = key(&desk).await;
    let change = json!({ "StreamName": "s", "EncryptionType": "KMS", "KeyId": key });
    let made = json!({ "StreamName": "s", "ShardCount": 2 });
    kinesis.ok("CreateStream", made).await;
    assert_eq!(described(kinesis, "s").await["StreamStatus"], "CREATING");
    let early = kinesis
        .refused("StartStreamEncryption", change.clone())
        .await;
    assert_eq!(early, "ResourceInUseException");
    wait(15).await;
    kinesis.ok("StartStreamEncryption", change.clone()).await;
    let under_way = described(kinesis, "s").await;
    assert_eq!(under_way["StreamStatus"], "UPDATING");
    assert_eq!(under_way["EncryptionType"], "NONE");
    wait(10).await;
    let done = described(kinesis, "s").await;
    assert_eq!(done["StreamStatus"], "ACTIVE");
    assert_eq!(done["EncryptionType"], "KMS");
    assert_eq!(done["KeyId"], key);
    kinesis.ok("StopStreamEncryption", change).await;
    wait(10).await;
    assert_eq!(described(kinesis, "s").await["EncryptionType"], "NONE");
}

#[tokio::test(start_paused = true)]
async fn a_key_that_cannot_be_used_encrypts_no_stream() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    stream(kinesis, "s").await;
    let key = key(&desk).await;
    kms(&desk).ok("DisableKey", json!({ "KeyId": key })).await;
    for (key, code) in [
        (key.as_str(), "KMSDisabledException"),
        ("alias/none", "KMSNotFoundException"),
    ] {
        let change = json!({ "StreamName": "s", "EncryptionType": "KMS", "KeyId": key });
        assert_eq!(kinesis.refused("StartStreamEncryption", change).await, code);
    }
    assert_eq!(described(kinesis, "s").await["StreamStatus"], "ACTIVE");
}

#[tokio::test(start_paused = true)]
async fn the_encryption_of_a_stream_changes_25_times_a_day() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    stream(kinesis, "s").await;
    let change =
        json!({ "StreamName": "s", "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" });
    for _ in 0..25 {
        kinesis.ok("StartStreamEncryption", change.clone()).await;
        wait(10).await;
    }
    let refused = kinesis
        .refused("StartStreamEncryption", change.clone())
        .await;
    assert_eq!(refused, "LimitExceededException");
    tokio::time::sleep(Duration::from_hours(24)).await;
    kinesis.ok("StartStreamEncryption", change).await;
}

#[tokio::test(start_paused = true)]
async fn shards_part_all_hash_keys_and_come_in_pages() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    kinesis
        .ok(
            "CreateStream",
            json!({ "StreamName": "s", "ShardCount": 3 }),
        )
        .await;
    let ask = json!({ "StreamName": "s", "Limit": 2 });
    let first = kinesis.ok("DescribeStream", ask).await["StreamDescription"].clone();
    assert_eq!(first["HasMoreShards"], true);
    let seen = &first["Shards"][1]["ShardId"];
    let ask = json!({ "StreamName": "s", "ExclusiveStartShardId": seen });
    let rest = kinesis.ok("DescribeStream", ask).await["StreamDescription"].clone();
    assert_eq!(rest["HasMoreShards"], false);
    assert_eq!(rest["Shards"].as_array().map(Vec::len), Some(1));
    let end = &rest["Shards"][0]["HashKeyRange"]["EndingHashKey"];
    assert_eq!(*end, u128::MAX.to_string());
    let start = &first["Shards"][0]["HashKeyRange"]["StartingHashKey"];
    assert_eq!(start, "0");
}

#[tokio::test(start_paused = true)]
async fn five_streams_are_made_at_once_and_a_stream_goes_slowly() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    for n in 0..5 {
        let made = json!({ "StreamName": format!("s{n}"), "ShardCount": 1 });
        kinesis.ok("CreateStream", made).await;
    }
    let made = json!({ "StreamName": "s5", "ShardCount": 1 });
    let refused = kinesis.refused("CreateStream", made.clone()).await;
    assert_eq!(refused, "LimitExceededException");
    wait(15).await;
    kinesis.ok("CreateStream", made).await;
    kinesis
        .ok("DeleteStream", json!({ "StreamName": "s0" }))
        .await;
    assert_eq!(described(kinesis, "s0").await["StreamStatus"], "DELETING");
    wait(20).await;
    let gone = kinesis
        .refused("DescribeStream", json!({ "StreamName": "s0" }))
        .await;
    assert_eq!(gone, "ResourceNotFoundException");
}

#[tokio::test(start_paused = true)]
async fn retention_goes_up_and_down_within_its_bounds() {
    let desk = Desk::new(unthrottled());
    let kinesis = kinesis(&desk);
    stream(kinesis, "s").await;
    let hours = |hours: u64| json!({ "StreamName": "s", "RetentionPeriodHours": hours });
    for (operation, wanted) in [
        ("IncreaseStreamRetentionPeriod", 24),
        ("IncreaseStreamRetentionPeriod", 8_761),
        ("DecreaseStreamRetentionPeriod", 23),
        ("DecreaseStreamRetentionPeriod", 48),
    ] {
        let refused = kinesis.refused(operation, hours(wanted)).await;
        assert_eq!(refused, "InvalidArgumentException", "{operation} {wanted}");
    }
    kinesis.ok("IncreaseStreamRetentionPeriod", hours(48)).await;
    wait(10).await;
    assert_eq!(described(kinesis, "s").await["RetentionPeriodHours"], 48);
    kinesis.ok("DecreaseStreamRetentionPeriod", hours(24)).await;
    assert_eq!(described(kinesis, "s").await["RetentionPeriodHours"], 24);
}

/// A request for a delivery stream into a bucket.
fn delivery(role: &str) -> Value {
    json!({
        "DeliveryStreamName": "d",
        "ExtendedS3DestinationConfiguration": {
            "RoleARN": role, "BucketARN": "arn:aws:s3:::records", "Prefix": "ctr/",
        },
    })
}

#[tokio::test(start_paused = true)]
async fn a_delivery_stream_is_encrypted_with_a_key_that_is_lent_to_the_service() {
    let desk = Desk::new(unthrottled());
    let firehose = firehose(&desk);
    let key = key(&desk).await;
    let named = json!({ "DeliveryStreamName": "d" });
    let role = format!("arn:aws:iam::{PRODUCER}:role/anybody");
    firehose.ok("CreateDeliveryStream", delivery(&role)).await;
    let start = json!({
        "DeliveryStreamName": "d",
        "DeliveryStreamEncryptionConfigurationInput": {
            "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": key,
        },
    });
    let early = firehose
        .refused("StartDeliveryStreamEncryption", start.clone())
        .await;
    assert_eq!(early, "ResourceInUseException");
    wait(30).await;
    let encryption = async || {
        let answer = firehose.ok("DescribeDeliveryStream", named.clone()).await;
        let description = &answer["DeliveryStreamDescription"];
        assert_eq!(description["DeliveryStreamStatus"], "ACTIVE");
        description["DeliveryStreamEncryptionConfiguration"].clone()
    };
    let grants = async || {
        let asked = json!({ "KeyId": key });
        let answer = kms(&desk).ok("ListGrants", asked).await;
        answer["Grants"].as_array().map(Vec::len)
    };
    assert_eq!(encryption().await, json!({ "Status": "DISABLED" }));
    firehose.ok("StartDeliveryStreamEncryption", start).await;
    assert_eq!(encryption().await["Status"], "ENABLING");
    assert_eq!(grants().await, Some(1));
    wait(10).await;
    let shown = json!({ "Status": "ENABLED", "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": key });
    assert_eq!(encryption().await, shown);
    firehose
        .ok("StopDeliveryStreamEncryption", named.clone())
        .await;
    wait(10).await;
    assert_eq!(encryption().await, json!({ "Status": "DISABLED" }));
    assert_eq!(grants().await, Some(0));
}

#[tokio::test(start_paused = true)]
async fn a_delivery_stream_needs_one_bucket_and_a_role_that_trusts_the_service() {
    let desk = Desk::new(unthrottled());
    let firehose = firehose(&desk);
    let root = Wire::new(&desk, PRODUCER);
    let lambda = statement(&json!({
        "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" },
        "Action": "sts:AssumeRole",
    }));
    role(&root, "other", &lambda).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:role/other");
    let refused = firehose
        .refused("CreateDeliveryStream", delivery(&arn))
        .await;
    assert_eq!(refused, "InvalidArgumentException");
    let none = json!({ "DeliveryStreamName": "d" });
    let refused = firehose.refused("CreateDeliveryStream", none).await;
    assert_eq!(refused, "InvalidArgumentException");
    let stream = json!({
        "DeliveryStreamName": "d",
        "DeliveryStreamType": "KinesisStreamAsSource",
        "KinesisStreamSourceConfiguration": {
            "RoleARN": format!("arn:aws:iam::{PRODUCER}:role/anybody"),
            "KinesisStreamARN": format!("arn:aws:kinesis:eu-west-2:{PRODUCER}:stream/none"),
        },
        "ExtendedS3DestinationConfiguration": {
            "RoleARN": format!("arn:aws:iam::{PRODUCER}:role/anybody"),
            "BucketARN": "arn:aws:s3:::records",
        },
    });
    let refused = firehose.refused("CreateDeliveryStream", stream).await;
    assert_eq!(refused, "InvalidArgumentException");
}

#[tokio::test(start_paused = true)]
async fn a_strict_instance_takes_only_a_stream_that_exists() {
    let desk = Desk::new(Settings {
        strict: true,
        ..unthrottled()
    });
    let id = desk.instance(PRODUCER, "mine").await;
    let connect = desk.connect(PRODUCER);
    let associate = |arn: &str| {
        let stream = aws_sdk_connect::types::KinesisStreamConfig::builder().stream_arn(arn);
        let config = InstanceStorageConfig::builder()
            .storage_type(StorageType::KinesisStream)
            .kinesis_stream_config(stream.build().expect("a stream is whole"));
        connect
            .associate_instance_storage_config()
            .instance_id(&id)
            .resource_type(InstanceStorageResourceType::AgentEvents)
            .storage_config(config.build().expect("a configuration is whole"))
            .send()
    };
    let arn = format!("arn:aws:kinesis:eu-west-2:{PRODUCER}:stream/s");
    assert_eq!(
        refusal(associate(&arn).await).0,
        "InvalidParameterException"
    );
    assert_eq!(stream(kinesis(&desk), "s").await, arn);
    associate(&arn).await.expect("the stream is there");
}

#[tokio::test(start_paused = true)]
async fn a_stream_with_tags_takes_the_right_to_tag() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let target = "Kinesis_20131202.CreateStream";
    let made = json!({ "StreamName": "s", "ShardCount": 1, "Tags": { "a": "b" } });
    let allowed = |actions: Value| {
        statement(&json!({
            "Effect": "Allow", "Action": actions,
            "Resource": format!("arn:aws:kinesis:eu-west-2:{PRODUCER}:stream/s"),
        }))
    };
    put(&root, &allowed(json!(["kinesis:CreateStream"]))).await;
    let refused = ann.json("kinesis", target, made.clone()).await;
    refused.refused("kinesis:AddTagsToStream");
    put(
        &root,
        &allowed(json!(["kinesis:CreateStream", "kinesis:AddTagsToStream"])),
    )
    .await;
    ann.json("kinesis", target, made).await.good();
}
