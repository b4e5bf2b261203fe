//! Encryption of what is kept.

use serde_json::{Value, json};

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    sound::{key, video},
    wire::{connect, days, json, s3},
};

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    Wrong { rule: "bucket-encryption-default", swaps: KEYLESS, done: Some(|estate| Box::pin(plain(estate))) },
    done("key-disabled", |estate| Box::pin(done_to_key(estate, "DisableKey"))),
    done("key-grant-missing", |estate| Box::pin(revoked(estate))),
    done("key-missing", |estate| Box::pin(deleted(estate, 8))),
    done("key-open", |estate| Box::pin(policed(estate, json!("*"), true))),
    done("key-pending-deletion", |estate| Box::pin(deleted(estate, 1))),
    done("key-rotation-off", |estate| Box::pin(done_to_key(estate, "DisableKeyRotation"))),
    done("key-unfit", |estate| Box::pin(unfit(estate))),
    done("key-without-administrator", |estate| Box::pin(policed(estate, json!({ "Service": "connect.amazonaws.com" }), false))),
    done("log-group-unencrypted", |estate| Box::pin(plain_logs(estate))),
    done("storage-aws-managed-key", |estate| Box::pin(managed(estate))),
    declared("storage-without-key", KEYLESS),
    done("stream-key-policy", |estate| Box::pin(stream_key(estate))),
    done("stream-unencrypted", |estate| Box::pin(stream_off(estate))),
    done("video-without-own-key", |estate| Box::pin(video(estate, "alias/aws/kinesisvideo", 24))),
];

/// Reports are kept without a key.
const KEYLESS: &[(&str, &str)] = &[(", key: data, expire_days: 90", ", expire_days: 90")];
const KEY: &str = "alias/trunkline/sound/data";

/// The ARN of the key of the storage.
async fn data_key(estate: &Estate) -> Value {
    let described = json(&estate.desk, "kms", "DescribeKey", json!({ "KeyId": KEY })).await;
    described["KeyMetadata"]["Arn"].clone()
}

/// An operation on the key of the storage, with some members.
async fn of_key(estate: &Estate, operation: &str, members: Value) -> Value {
    let mut body = json!({ "KeyId": data_key(estate).await });
    let members = members.as_object().cloned().unwrap_or_default();
    body.as_object_mut().unwrap().extend(members);
    json(&estate.desk, "kms", operation, body).await
}

/// The same, and its answer is nobody's business.
async fn done_to_key(estate: &Estate, operation: &str) {
    of_key(estate, operation, Value::Null).await;
}

async fn plain(estate: &Estate) {
    s3(&estate.desk, "DELETE", "/sound-documents?encryption", "").await;
}

async fn revoked(estate: &Estate) {
    let listed = of_key(estate, "ListGrants", Value::Null).await;
    for grant in listed["Grants"].as_array().unwrap() {
        of_key(
            estate,
            "RevokeGrant",
            json!({ "GrantId": grant["GrantId"] }),
        )
        .await;
    }
}

async fn deleted(estate: &Estate, after_days: u64) {
    of_key(
        estate,
        "ScheduleKeyDeletion",
        json!({ "PendingWindowInDays": 7 }),
    )
    .await;
    days(after_days).await;
}

/// The key gets a policy for somebody, and for the account or not.
async fn policed(estate: &Estate, principal: Value, has_account: bool) {
    let mut statements = vec![json!({
        "Effect": "Allow", "Principal": principal, "Action": "kms:Decrypt", "Resource": "*",
    })];
    if has_account {
        statements.push(json!({
            "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
            "Action": "kms:*", "Resource": "*",
        }));
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let members = json!({
        "PolicyName": "default", "Policy": policy, "BypassPolicyLockoutSafetyCheck": true,
    });
    of_key(estate, "PutKeyPolicy", members).await;
}

/// A bucket is to encrypt with a key that can only sign.
async fn unfit(estate: &Estate) {
    let body = json!({ "KeyUsage": "SIGN_VERIFY", "KeySpec": "RSA_2048" });
    let made = json(&estate.desk, "kms", "CreateKey", body).await;
    let key = made["KeyMetadata"]["Arn"].as_str().unwrap();
    let document = format!(
        "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule>\
         <ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>\
         <KMSMasterKeyID>{key}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule>\
         </ServerSideEncryptionConfiguration>"
    );
    s3(
        &estate.desk,
        "PUT",
        "/sound-documents?encryption",
        &document,
    )
    .await;
}

async fn plain_logs(estate: &Estate) {
    let group = json!({ "logGroupName": "/aws/connect/sound" });
    json(&estate.desk, "logs", "DisassociateKmsKey", group).await;
}

/// Recordings go on with the key that AWS made for S3.
async fn managed(estate: &Estate) {
    let desk = &estate.desk;
    let path = estate.path("instance", "/storage-configs?resourceType=CALL_RECORDINGS");
    let listed = connect(desk, "GET", &path, Value::Null).await;
    let mut config = listed["StorageConfigs"][0].clone();
    let id = config["AssociationId"].as_str().unwrap().to_owned();
    config["S3Config"]["EncryptionConfig"]["KeyId"] =
        json!("arn:aws:kms:eu-west-2:111111111111:alias/aws/s3");
    let path = format!("/storage-config/{id}?resourceType=CALL_RECORDINGS");
    let path = estate.path("instance", &path);
    connect(desk, "POST", &path, json!({ "StorageConfig": config })).await;
}

/// Contact records go to a stream whose key does not know the instance.
async fn stream_key(estate: &Estate) {
    stream_off(estate).await;
    let key = key(&estate.desk, &["logs.eu-west-2.amazonaws.com"]).await;
    let body = json!({ "StreamName": "contacts", "EncryptionType": "KMS", "KeyId": key });
    json(&estate.desk, "kinesis", "StartStreamEncryption", body).await;
    days(1).await;
}

async fn stream_off(estate: &Estate) {
    let body =
        json!({ "StreamName": "contacts", "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" });
    json(&estate.desk, "kinesis", "StopStreamEncryption", body).await;
    days(1).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_encryption_is_found() {
    all_are_found(WRONGS).await;
}
