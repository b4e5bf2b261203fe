//! What Connect does in other services: roles, grants.

use std::time::Duration;

use aws_sdk_connect::types::{
    EncryptionConfig, EncryptionType, InstanceStorageConfig, InstanceStorageResourceType, S3Config,
    StorageType,
};
use aws_sim::Settings;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, PRODUCER, refusal, unthrottled},
    enforcement::{enforced, put},
    iam::user,
    wire::{Answer, Wire},
};

const RECORDINGS: InstanceStorageResourceType = InstanceStorageResourceType::CallRecordings;

async fn kms(who: &Wire<'_>, operation: &str, body: Value) -> Answer {
    who.json("kms", &format!("TrentService.{operation}"), body)
        .await
}

/// The ARN of a new key.
async fn key(who: &Wire<'_>) -> String {
    let made = kms(who, "CreateKey", json!({})).await.good().value();
    made["KeyMetadata"]["Arn"]
        .as_str()
        .expect("an ARN")
        .to_owned()
}

async fn grants(who: &Wire<'_>, key: &str) -> Vec<Value> {
    let listed = kms(who, "ListGrants", json!({ "KeyId": key })).await.good();
    listed.value()["Grants"].as_array().expect("a list").clone()
}

/// Where buckets of the tests are.
const LOCATION: &str = "<CreateBucketConfiguration><LocationConstraint>eu-west-2\
                        </LocationConstraint></CreateBucketConfiguration>";

fn storage(key: &str) -> InstanceStorageConfig {
    let encryption = EncryptionConfig::builder()
        .encryption_type(EncryptionType::Kms)
        .key_id(key);
    let encryption = encryption.build().expect("an encryption is whole");
    let bucket = S3Config::builder()
        .bucket_name("recordings")
        .bucket_prefix("calls")
        .encryption_config(encryption);
    InstanceStorageConfig::builder()
        .storage_type(StorageType::S3)
        .s3_config(bucket.build().expect("a bucket is whole"))
        .build()
        .expect("a configuration is whole")
}

#[tokio::test(start_paused = true)]
async fn an_instance_has_a_role_in_iam_as_long_as_it_is_there() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let connect = desk.connect(PRODUCER);
    let id = desk.instance(PRODUCER, "mine").await;
    let shown = connect.describe_instance().instance_id(&id).send().await;
    let shown = shown.expect("the instance is there");
    let arn = shown.instance().unwrap().service_role().unwrap().to_owned();
    let name = arn.rsplit('/').next().unwrap();
    assert!(name.starts_with("AWSServiceRoleForAmazonConnect_"), "{arn}");
    let role = async || root.query("iam", "GetRole", &[("RoleName", name)]).await;
    let got = role().await.good();
    assert_eq!(got.element("Arn"), arn);
    assert_eq!(
        got.element("Path"),
        "/aws-service-role/connect.amazonaws.com/"
    );
    connect
        .delete_instance()
        .instance_id(&id)
        .send()
        .await
        .expect("it goes");
    role().await.good();
    tokio::time::sleep(Duration::from_mins(1)).await;
    role().await.refused("NoSuchEntity");
}

#[tokio::test(start_paused = true)]
async fn the_role_of_an_instance_has_a_grant_for_the_key_of_its_storage() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let connect = desk.connect(PRODUCER);
    let id = desk.instance(PRODUCER, "mine").await;
    let (one, other) = (key(&root).await, key(&root).await);
    let made = connect
        .associate_instance_storage_config()
        .instance_id(&id)
        .resource_type(RECORDINGS)
        .storage_config(storage(&one))
        .send()
        .await
        .expect("the storage is associated");
    let made = made.association_id().unwrap();
    let shown = connect
        .describe_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    let role = shown.instance().unwrap().service_role().unwrap();
    let granted = grants(&root, &one).await;
    assert_eq!(granted.len(), 1, "{granted:?}");
    assert_eq!(granted[0]["GranteePrincipal"], role);
    connect
        .update_instance_storage_config()
        .instance_id(&id)
        .association_id(made)
        .resource_type(RECORDINGS)
        .storage_config(storage(&other))
        .send()
        .await
        .expect("the storage has another key");
    assert_eq!(grants(&root, &one).await.len(), 0);
    assert_eq!(grants(&root, &other).await.len(), 1);
    connect
        .disassociate_instance_storage_config()
        .instance_id(&id)
        .association_id(made)
        .resource_type(RECORDINGS)
        .send()
        .await
        .expect("the storage goes");
    assert_eq!(grants(&root, &other).await.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_cannot_be_used_is_refused() {
    let desk = Desk::new(Settings {
        strict: true,
        ..unthrottled()
    });
    let root = Wire::new(&desk, PRODUCER);
    let id = desk.instance(PRODUCER, "mine").await;
    root.rest("s3", "PUT", "/recordings", LOCATION).await.good();
    let key = key(&root).await;
    kms(&root, "DisableKey", json!({ "KeyId": key }))
        .await
        .good();
    let missing = format!("arn:aws:kms:eu-west-2:{PRODUCER}:key/none");
    for key in [key, missing] {
        let refused = desk
            .connect(PRODUCER)
            .associate_instance_storage_config()
            .instance_id(&id)
            .resource_type(RECORDINGS)
            .storage_config(storage(&key))
            .send()
            .await;
        assert_eq!(refusal(refused).0, "InvalidParameterException", "{key}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_may_not_make_grants_cannot_associate_a_key() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let id = desk.instance(PRODUCER, "mine").await;
    let key = key(&root).await;
    let ann = desk.connect(&user(&root, "ann").await);
    let associate = || {
        ann.associate_instance_storage_config()
            .instance_id(&id)
            .resource_type(RECORDINGS)
            .storage_config(storage(&key))
    };
    let policy = |denied: &str| {
        json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": denied, "Resource": "*" },
        ]})
        .to_string()
    };
    put(&root, &policy("kms:CreateGrant")).await;
    assert_eq!(refusal(associate().send().await).0, "AccessDeniedException");
    assert_eq!(grants(&root, &key).await.len(), 0);
    put(&root, &policy("kms:RetireGrant")).await;
    let made = associate().send().await.expect("the storage is associated");
    let go = ann
        .disassociate_instance_storage_config()
        .instance_id(&id)
        .association_id(made.association_id().unwrap())
        .resource_type(RECORDINGS);
    assert_eq!(refusal(go.clone().send().await).0, "AccessDeniedException");
    put(&root, &policy("kms:CreateGrant")).await;
    go.send().await.expect("the storage goes");
    assert_eq!(grants(&root, &key).await.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_makes_one_resource_share() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let create = async |name: &str| {
        let body = json!({ "name": name, "clientToken": "once" });
        root.rest("ram", "POST", "/createresourceshare", &body.to_string())
            .await
    };
    let first = create("a").await.good().value();
    assert_eq!(create("a").await.good().value(), first);
    create("b")
        .await
        .refused("IdempotentParameterMismatchException");
    let list = json!({ "resourceOwner": "SELF" }).to_string();
    let listed = root.rest("ram", "POST", "/getresourceshares", &list).await;
    let shares = listed.good().value();
    assert_eq!(shares["resourceShares"].as_array().unwrap().len(), 1);
}
