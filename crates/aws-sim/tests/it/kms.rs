//! Keys over time.

use std::time::Duration;

use aws_sim::Settings;
use serde_json::{Value, json};

use crate::{
    desk::{CONSUMER, Desk, PRODUCER},
    wire::{Answer, Wire},
};

async fn kms(who: &Wire<'_>, operation: &str, body: Value) -> Answer {
    who.json("kms", &format!("TrentService.{operation}"), body)
        .await
}

/// The ARN of a new key.
async fn key(who: &Wire<'_>) -> String {
    let made = kms(who, "CreateKey", json!({})).await.good().value();
    let arn = made["KeyMetadata"]["Arn"].as_str();
    arn.expect("a key has an ARN").to_owned()
}

#[tokio::test(start_paused = true)]
async fn what_a_key_encrypts_it_decrypts_and_no_other_key_or_context_does() {
    let desk = Desk::new(Settings::default());
    let who = Wire::new(&desk, PRODUCER);
    let (one, other) = (key(&who).await, key(&who).await);
    let sealed =
        json!({ "KeyId": one, "Plaintext": "c2VjcmV0", "EncryptionContext": { "a": "b" } });
    let sealed = kms(&who, "Encrypt", sealed).await.good().value();
    let blob = &sealed["CiphertextBlob"];
    let open = json!({ "CiphertextBlob": blob, "EncryptionContext": { "a": "b" } });
    let opened = kms(&who, "Decrypt", open).await.good().value();
    assert_eq!(
        (&opened["Plaintext"], &opened["KeyId"]),
        (&json!("c2VjcmV0"), &json!(one))
    );

    let bare = kms(&who, "Decrypt", json!({ "CiphertextBlob": blob })).await;
    bare.refused("InvalidCiphertextException");
    let wrong =
        json!({ "CiphertextBlob": blob, "EncryptionContext": { "a": "b" }, "KeyId": other });
    kms(&who, "Decrypt", wrong)
        .await
        .refused("IncorrectKeyException");
    let moved = json!({
        "CiphertextBlob": blob, "SourceEncryptionContext": { "a": "b" }, "DestinationKeyId": other,
    });
    let moved = kms(&who, "ReEncrypt", moved).await.good().value();
    kms(&who, "DisableKey", json!({ "KeyId": one }))
        .await
        .good();
    let open = json!({ "CiphertextBlob": moved["CiphertextBlob"] });
    kms(&who, "Decrypt", open).await.good();
}

#[tokio::test(start_paused = true)]
async fn a_key_goes_with_its_aliases_when_its_window_is_over() {
    let desk = Desk::new(Settings::default());
    let who = Wire::new(&desk, PRODUCER);
    let arn = key(&who).await;
    let alias = json!({ "AliasName": "alias/a", "TargetKeyId": arn });
    kms(&who, "CreateAlias", alias).await.good();
    let six = json!({ "KeyId": arn, "PendingWindowInDays": 6 });
    kms(&who, "ScheduleKeyDeletion", six)
        .await
        .refused("ValidationException");
    let seven = json!({ "KeyId": arn, "PendingWindowInDays": 7 });
    kms(&who, "ScheduleKeyDeletion", seven).await.good();
    let use_it = json!({ "KeyId": "alias/a", "KeySpec": "AES_256" });
    kms(&who, "GenerateDataKey", use_it)
        .await
        .refused("KMSInvalidStateException");
    tokio::time::sleep(Duration::from_hours(7 * 24)).await;
    for id in [arn.as_str(), "alias/a"] {
        kms(&who, "DescribeKey", json!({ "KeyId": id }))
            .await
            .refused("NotFoundException");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_rotated_when_its_period_is_over() {
    let desk = Desk::new(Settings::default());
    let who = Wire::new(&desk, PRODUCER);
    let arn = key(&who).await;
    let body = json!({ "KeyId": arn, "RotationPeriodInDays": 90 });
    kms(&who, "EnableKeyRotation", body).await.good();
    tokio::time::sleep(Duration::from_hours(200 * 24)).await;
    let rotations = kms(&who, "ListKeyRotations", json!({ "KeyId": arn }))
        .await
        .good()
        .value();
    let rotations = rotations["Rotations"].as_array().unwrap();
    assert_eq!(rotations.len(), 2);
    assert_eq!(rotations[0]["RotationDate"], 1_790_000_000 + 90 * 86_400);
    assert_eq!(rotations[0]["RotationType"], "AUTOMATIC");
}

#[tokio::test(start_paused = true)]
async fn keys_of_services_are_made_when_they_are_first_named_and_cannot_be_changed() {
    let desk = Desk::new(Settings::default());
    let who = Wire::new(&desk, PRODUCER);
    let listed = async || {
        let aliases = kms(&who, "ListAliases", json!({ "Limit": 100 }))
            .await
            .good()
            .value();
        let aliases = aliases["Aliases"].as_array().unwrap().clone();
        let connect = aliases
            .into_iter()
            .find(|alias| alias["AliasName"] == "alias/aws/connect");
        connect.unwrap()["TargetKeyId"].clone()
    };
    assert_eq!(listed().await, Value::Null);
    let key = json!({ "KeyId": "alias/aws/connect" });
    let key = kms(&who, "DescribeKey", key).await.good().value();
    let id = &key["KeyMetadata"]["KeyId"];
    assert_eq!(listed().await, *id);
    let again = kms(&who, "DescribeKey", json!({ "KeyId": "alias/aws/connect" })).await;
    assert_eq!(again.value()["KeyMetadata"]["KeyId"], *id);
    kms(&who, "ScheduleKeyDeletion", json!({ "KeyId": id }))
        .await
        .refused("AccessDenied");
    kms(&who, "DescribeKey", json!({ "KeyId": "alias/aws/nobody" }))
        .await
        .refused("NotFound");
}

#[tokio::test(start_paused = true)]
async fn a_grant_with_a_name_is_made_once() {
    let desk = Desk::new(Settings::default());
    let who = Wire::new(&desk, PRODUCER);
    let arn = key(&who).await;
    let grantee = format!("arn:aws:iam::{CONSUMER}:role/r");
    let body = json!({
        "KeyId": arn, "GranteePrincipal": grantee, "Operations": ["Decrypt"], "Name": "n",
    });
    let first = kms(&who, "CreateGrant", body.clone()).await.good().value();
    let again = kms(&who, "CreateGrant", body).await.good().value();
    assert_eq!(first, again);
    let other = Wire::new(&desk, CONSUMER);
    kms(&other, "DescribeKey", json!({ "KeyId": arn }))
        .await
        .good();
    kms(&other, "GetKeyPolicy", json!({ "KeyId": arn }))
        .await
        .refused("AccessDenied");
}
