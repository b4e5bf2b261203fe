//! An account of which no rule has anything to say.

use std::{collections::BTreeMap, time::Duration};

use aws_sim::{Deletions, Settings};
use connect_governance::{AssessOptions, report, rules};
use connect_model::{
    governance::{Governance, load_governance},
    spec::{ContactCenter, Sources},
};
use connect_resources::KindId;
use serde_json::{Value, json};
use system_tests::{Desk, loaded, recordings};

use super::{
    estate::Estate,
    wire::{connect, days, json, query, s3, s3_in},
};

/// Texts of the declarations and words in their place.
pub(super) type Swaps = &'static [(&'static str, &'static str)];

const CENTER: &str = include_str!("sound/center.yaml");
const GOVERNANCE: &str = include_str!("sound/governance.yaml");
const FLOWS: &[(&str, &str)] = &[
    ("inbound.json", include_str!("sound/inbound.json")),
    ("lookup.json", include_str!("sound/lookup.json")),
    ("waiting.json", include_str!("sound/waiting.json")),
    ("whisper.json", include_str!("sound/whisper.json")),
];
pub(super) const TRAIL: &str = "all";

/// The sound account, but for words of its declarations that stand for others.
pub(super) async fn sound_but(swaps: Swaps) -> (Estate, AssessOptions) {
    let governance = governance(swaps);
    let desk = Desk::new(Settings {
        deletions: Deletions::Free,
        ..Settings::default()
    });
    before(&desk).await;
    let estate = Estate::of(desk, &center(swaps)).await;
    estate.ensured(2, &governance).await;
    after(&estate).await;
    if swapped(CENTER, swaps).contains("SAML") {
        replicated(&estate).await;
    }
    days(3).await;
    // Billing knows a tag once something has it.
    estate.ensured(3, &governance).await;
    let options = AssessOptions {
        settings: governance.assess,
        exceptions: governance.exceptions,
        ..AssessOptions::default()
    };
    (estate, options)
}

/// A text with some words in the place of others.
fn swapped(text: &str, swaps: Swaps) -> String {
    let swap = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    swaps.iter().fold(text.to_owned(), swap)
}

fn center(swaps: Swaps) -> ContactCenter {
    let texts = FLOWS.iter().chain(&[("spec.yaml", CENTER)]);
    let texts = texts.map(|(name, text)| ((*name).to_owned(), swapped(text, swaps).into_bytes()));
    let files: BTreeMap<_, _> = texts.chain(recordings()).collect();
    loaded("spec.yaml", files)
}

fn governance(swaps: Swaps) -> Governance {
    let text = swapped(GOVERNANCE, swaps).into_bytes();
    let sources = Sources {
        specs: vec!["spec.yaml".to_owned()],
        files: BTreeMap::from([("spec.yaml".to_owned(), text)]),
        variables: BTreeMap::new(),
    };
    load_governance(&sources).unwrap()
}

/// A policy that lets the account and some services do something.
pub(super) fn policy(services: &[&str], action: &str) -> String {
    let own = json!({
        "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
        "Action": action, "Resource": "*",
    });
    let others = json!({
        "Effect": "Allow", "Principal": { "Service": services }, "Action": action, "Resource": "*",
    });
    json!({ "Version": "2012-10-17", "Statement": [own, others] }).to_string()
}

/// A stream of this name, encrypted by this key.
pub(super) async fn stream(desk: &Desk, name: &str, key: &str) {
    desk.make_stream(name).await;
    days(1).await;
    let encrypted = json!({ "StreamName": name, "EncryptionType": "KMS", "KeyId": key });
    json(desk, "kinesis", "StartStreamEncryption", encrypted).await;
    days(1).await;
}

/// A key that some services may use: its ARN.
pub(super) async fn key(desk: &Desk, services: &[&str]) -> String {
    let body = json!({ "Policy": policy(services, "kms:*") });
    let made = json(desk, "kms", "CreateKey", body).await;
    made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
}

/// What there is before the centre.
async fn before(desk: &Desk) {
    let open = policy(&["budgets.amazonaws.com"], "sns:Publish");
    let topic = [
        ("Name", "budgets"),
        ("Attributes.entry.1.key", "Policy"),
        ("Attributes.entry.1.value", &open),
    ];
    query(desk, "sns", "CreateTopic", &topic).await;
    stream(desk, "contacts", "alias/aws/kinesis").await;
}

/// What nobody declares.
async fn after(estate: &Estate) {
    let desk = &estate.desk;
    let numbers = json!([{ "TagKey": "aws:connect:systemEndpoint", "Status": "Active" }]);
    let status = json!({ "CostAllocationTagsStatus": numbers });
    json(desk, "ce", "UpdateCostAllocationTagsStatus", status).await;
    let monitor = json!({
        "MonitorName": "services", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE",
    });
    json(
        desk,
        "ce",
        "CreateAnomalyMonitor",
        json!({ "AnomalyMonitor": monitor }),
    )
    .await;
    bucket(desk, "sound-logs", "eu-west-2").await;
    for bucket in ["sound-recordings", "sound-documents"] {
        s3(desk, "PUT", &format!("/{bucket}?logging"), LOGGED).await;
        s3(desk, "PUT", &format!("/{bucket}?versioning"), VERSIONED).await;
    }
    let key = key(
        desk,
        &["cloudtrail.amazonaws.com", "logs.eu-west-2.amazonaws.com"],
    )
    .await;
    let group = json!({ "logGroupName": "/aws/connect/sound", "kmsKeyId": key });
    json(desk, "logs", "AssociateKmsKey", group).await;
    trail(
        desk,
        json!({ "KmsKeyId": key, "IsMultiRegionTrail": true, "EnableLogFileValidation": true }),
    )
    .await;
    for user in ["ada", "bob"] {
        on_duty(estate, estate.id(KindId::User, user)).await;
    }
    tested(estate).await;
}

/// A test case of the flow that answers was run.
async fn tested(estate: &Estate) {
    let entry = json!({
        "Type": "VOICE_CALL",
        "VoiceCallEntryPointParameters": { "FlowId": estate.id(KindId::Flow, "Inbound") },
    });
    let body = json!({
        "Name": "Call", "Content": "{}", "EntryPoint": entry, "Status": "PUBLISHED",
    });
    let path = estate.path("test-cases", "");
    connect(&estate.desk, "PUT", &path, body).await;
    run_test(estate).await;
}

/// The id of the test case.
pub(super) async fn test_case(estate: &Estate) -> String {
    let path = estate.path("test-cases-summary", "");
    let listed = connect(&estate.desk, "GET", &path, Value::Null).await;
    let id = listed["TestCaseSummaryList"][0]["Id"].as_str();
    id.unwrap().to_owned()
}

/// Runs it to its end.
pub(super) async fn run_test(estate: &Estate) {
    let case = test_case(estate).await;
    let path = estate.path("test-cases", &format!("/{case}/start-execution"));
    connect(&estate.desk, "PUT", &path, json!({})).await;
    tokio::time::advance(Duration::from_mins(2)).await;
}

/// AWS replicates no instance that keeps passwords.
async fn replicated(estate: &Estate) {
    let replica = json!({ "ReplicaRegion": "eu-central-1", "ReplicaAlias": "sound-replica" });
    let path = estate.path("instance", "/replicate");
    connect(&estate.desk, "POST", &path, replica).await;
}

const VERSIONED: &str = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
    <Status>Enabled</Status></VersioningConfiguration>";
const LOGGED: &str = "<BucketLoggingStatus xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
    <LoggingEnabled><TargetBucket>sound-logs</TargetBucket><TargetPrefix>s3/</TargetPrefix>\
    </LoggingEnabled></BucketLoggingStatus>";

/// A bucket in a Region.
pub(super) async fn bucket(desk: &Desk, name: &str, region: &str) {
    let place = format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
    );
    s3_in(desk, region, "PUT", &format!("/{name}"), &place).await;
}

/// Media of calls are kept for so long, encrypted by the key with this alias.
pub(super) async fn video(estate: &Estate, key: &str, hours: u32) {
    let key = format!("arn:aws:kms:eu-west-2:111111111111:{key}");
    let config = json!({
        "Prefix": "calls", "RetentionPeriodHours": hours,
        "EncryptionConfig": { "EncryptionType": "KMS", "KeyId": key },
    });
    let body = json!({ "ResourceType": "MEDIA_STREAMS", "StorageConfig": {
        "StorageType": "KINESIS_VIDEO_STREAM", "KinesisVideoStreamConfig": config,
    } });
    connect(
        &estate.desk,
        "PUT",
        &estate.path("instance", "/storage-config"),
        body,
    )
    .await;
}

/// A trail that records, with these settings.
pub(super) async fn trail(desk: &Desk, settings: Value) {
    let mut body = json!({ "Name": TRAIL, "S3BucketName": "sound-logs" });
    body.as_object_mut()
        .unwrap()
        .extend(settings.as_object().unwrap().clone());
    json(desk, "cloudtrail", "CreateTrail", body).await;
    json(desk, "cloudtrail", "StartLogging", json!({ "Name": TRAIL })).await;
}

/// A user who is there from now on.
pub(super) async fn on_duty(estate: &Estate, user: &str) {
    put_status(estate, user, "Available").await;
}

/// A user who is not there any more.
pub(super) async fn off_duty(estate: &Estate, user: &str) {
    put_status(estate, user, "Offline").await;
}

async fn put_status(estate: &Estate, user: &str, status: &str) {
    let desk = &estate.desk;
    let listed = connect(desk, "GET", &estate.path("agent-status", ""), Value::Null).await;
    let mut statuses = listed["AgentStatusSummaryList"].as_array().unwrap().iter();
    let named = statuses.find(|it| it["Name"] == status).unwrap();
    let status = json!({ "AgentStatusId": named["Id"] });
    connect(
        desk,
        "PUT",
        &estate.path("users", &format!("/{user}/status")),
        status,
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn no_rule_finds_anything_in_a_sound_account() {
    let (estate, options) = sound_but(&[]).await;
    let assessment = estate.assessed(&options).await;
    let text = report::text(&assessment, rules());
    assert!(assessment.findings.is_empty(), "{text}");
    assert!(assessment.unjudged.is_empty(), "{text}");
}
