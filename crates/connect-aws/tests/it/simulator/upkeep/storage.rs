//! Keys, buckets, and data that goes there.

use connect_governance::{GOVERNANCE_TAG, UpkeepPart, port::upkeep::KeyDraft};
use connect_model::Tags;
use connect_resources::{
    bucket::{Setting, is_tls_only},
    storage::Destination,
};
use serde_json::{Value, json};

use super::{BUCKET, FULL, World, calls, drafted, ensured, open, parts, refused, world};
use crate::desk::tags;

const ALIAS: &str = "alias/trunkline/uk/recordings";

fn policy(statement: &Value) -> String {
    let root = json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
        "Action": "kms:*", "Resource": "*" });
    json!({ "Version": "2012-10-17", "Statement": [root, statement] }).to_string()
}

#[tokio::test(start_paused = true)]
async fn data_goes_where_it_is_declared_to_by_a_key_of_its_own() {
    let (world, storage) = (world().await, parts(&[UpkeepPart::Storage]));
    let ids = open(&world, FULL, &storage).await;
    for id in [
        "key/recordings/create",
        "key/recordings/alias",
        "key/recordings/rotation",
        "bucket/recordings-of-uk/create",
        "bucket/recordings-of-uk/encryption",
        "bucket/reports-of-uk/lifecycle",
        "storage/CALL_RECORDINGS/associate",
    ] {
        assert!(ids.iter().any(|it| it == id), "{id} is not in {ids:#?}");
    }
    let is_foreign = |id: &&String| id.as_str() == "bucket/reports-of-uk/encryption";
    assert_eq!(
        ids.iter().find(is_foreign),
        None,
        "no key is declared for it"
    );
    let done = ensured(&world, FULL, &storage).await;
    let key = &done.arns["key/recordings"];

    let calls = calls(&world).await;
    let keys = calls.keys.as_ref().unwrap();
    let found = keys.key(ALIAS).await.unwrap().unwrap();
    assert_eq!((&found.arn, found.encrypts), (key, true));
    assert!(keys.rotates(key).await.unwrap());
    let owned = keys.tags(key).await.unwrap();
    assert_eq!(owned.get(GOVERNANCE_TAG), Some("uk/recordings"));
    assert_eq!(owned.get("Team"), Some("support"));
    let text = keys.policy(key).await.unwrap();
    assert!(text.contains("role/analyst") && !text.contains("connect.amazonaws.com"));
    let record = world.ports.instance.describe(&world.instance).await;
    let role = record.unwrap().service_role.unwrap();
    let grants = keys.grants(key).await.unwrap();
    assert!(grants.iter().any(|it| it.grantee == role), "{grants:?}");

    let bucket = world.ports.bucket().unwrap();
    assert!(bucket.is_public_access_blocked(BUCKET).await.unwrap());
    assert_eq!(bucket.kms_key(BUCKET).await.unwrap().as_ref(), Some(key));
    let text = bucket.policy(BUCKET).await.unwrap();
    assert!(is_tls_only(text.as_deref(), &bucket.arn(BUCKET)));
    let rules = calls.lifecycles.as_ref().unwrap().rules(BUCKET).await;
    let rules = rules.unwrap();
    let rules: Vec<_> = rules
        .iter()
        .map(|it| (&*it.prefix, it.expires_days, it.uploads_days))
        .collect();
    assert_eq!(
        rules,
        [
            ("call-recordings/", Some(365), Some(7)),
            ("chats/", None, Some(7))
        ]
    );
    let port = &world.ports.storage;
    let listed = port
        .list(&world.instance, "CHAT_TRANSCRIPTS")
        .await
        .unwrap();
    let wanted = Destination::S3 {
        bucket: BUCKET.to_owned(),
        prefix: "chats".to_owned(),
        kms_key: Some(key.clone()),
    };
    assert_eq!(listed[0].1, wanted);
}

#[tokio::test(start_paused = true)]
async fn what_others_changed_is_mended_and_what_they_added_stays() {
    let (world, storage) = (world().await, parts(&[UpkeepPart::Storage]));
    let done = ensured(&world, FULL, &storage).await;
    let (key, calls) = (&done.arns["key/recordings"], calls(&world).await);
    let keys = calls.keys.as_ref().unwrap();
    let stream = json!({ "Sid": "Stream", "Effect": "Allow", "Principal": { "AWS": "*" },
        "Action": "kms:GenerateDataKey", "Resource": "*" });
    keys.set_policy(key, &policy(&stream)).await.unwrap();
    keys.rotate(key, false).await.unwrap();
    let bucket = world.ports.bucket().unwrap();
    let open_again = Setting::PublicAccessBlocked(false);
    bucket.set(BUCKET, open_again).await.unwrap();
    bucket.set(BUCKET, Setting::Policy(None)).await.unwrap();
    let theirs = Setting::Expire {
        days: 3,
        prefix: "tmp/",
    };
    bucket.set(BUCKET, theirs).await.unwrap();
    let port = &world.ports.storage;
    let listed = port.list(&world.instance, "CALL_RECORDINGS").await.unwrap();
    let elsewhere = Destination::S3 {
        bucket: "elsewhere".to_owned(),
        prefix: "x".to_owned(),
        kms_key: None,
    };
    let (id, _) = &listed[0];
    let moved = port.update(&world.instance, "CALL_RECORDINGS", id, &elsewhere);
    moved.await.unwrap();

    let text = FULL.replace("expire_days: 365", "expire_days: 400");
    let mut ids = open(&world, &text, &storage).await;
    ids.sort();
    assert_eq!(
        ids,
        [
            "bucket/recordings-of-uk/lifecycle",
            "bucket/recordings-of-uk/policy",
            "bucket/recordings-of-uk/public-access",
            "key/recordings/policy",
            "key/recordings/rotation",
            "storage/CALL_RECORDINGS/redirect",
        ]
    );
    let done = ensured(&world, &text, &storage).await;
    assert_eq!(done.notes, [] as [&str; 0]);
    let text_now = keys.policy(key).await.unwrap();
    assert!(text_now.contains("\"Stream\"") && text_now.contains("role/analyst"));
    let rules = calls.lifecycles.as_ref().unwrap().rules(BUCKET).await;
    let prefixes: Vec<_> = rules
        .unwrap()
        .into_iter()
        .map(|it| (it.prefix, it.expires_days))
        .collect();
    assert!(
        prefixes.contains(&("tmp/".to_owned(), Some(3))),
        "{prefixes:?}"
    );
    assert!(prefixes.contains(&("call-recordings/".to_owned(), Some(400))));
    assert!(open(&world, &text, &storage).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_alias_of_another_key_is_told_and_nothing_is_made() {
    let world = world().await;
    let calls = calls(&world).await;
    let keys = calls.keys.as_ref().unwrap();
    let reader =
        json!({ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" });
    let draft = KeyDraft {
        description: "Of others".to_owned(),
        policy: policy(&reader),
        tags: Tags::new(),
    };
    let theirs = keys.create(&draft).await.unwrap();
    keys.name(ALIAS, &theirs.arn).await.unwrap();
    let findings = refused(&world, FULL).await;
    let rules: Vec<&str> = findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["alias-taken"]);
    assert!(findings[0].message.contains(&theirs.arn));
    assert_eq!(keys.policy(&theirs.arn).await.unwrap(), draft.policy);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_an_earlier_try_made_is_taken_up_by_its_tag() {
    let (world, storage) = (world().await, parts(&[UpkeepPart::Storage]));
    let calls = calls(&world).await;
    let keys = calls.keys.as_ref().unwrap();
    let reader =
        json!({ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" });
    let draft = KeyDraft {
        description: "Half made".to_owned(),
        policy: policy(&reader),
        tags: tags(&[(GOVERNANCE_TAG, "uk/recordings")]),
    };
    let made = keys.create(&draft).await.unwrap();
    let ids = open(&world, FULL, &storage).await;
    assert!(
        !ids.contains(&"key/recordings/create".to_owned()),
        "{ids:#?}"
    );
    let done = ensured(&world, FULL, &storage).await;
    assert_eq!(done.arns["key/recordings"], made.arn);
    assert!(open(&world, FULL, &storage).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_not_there_and_a_bucket_of_others_are_told() {
    let world = world().await;
    let bucket = world.ports.bucket().unwrap();
    bucket.create("reports-of-uk", &Tags::new()).await.unwrap();
    let draft = drafted(&world, FULL, &parts(&[UpkeepPart::Storage])).await;
    assert_eq!(draft.notes.len(), 1, "{:#?}", draft.notes);
    assert!(draft.notes[0].contains("reports-of-uk was not made here"));
    let key = "arn:aws:kms:eu-west-2:111111111111:key/00000000-0000-4000-8000-000000000000";
    let named = format!("kms_key: \"{key}\", expire_days: 365");
    let text = FULL.replacen("key: recordings, expire_days: 365", &named, 1);
    let findings = refused(&world, &text).await;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].rule, "no-such-key");
}

#[tokio::test(start_paused = true)]
async fn a_grant_that_is_missing_is_told_as_long_as_it_is() {
    let (world, storage) = (world().await, parts(&[UpkeepPart::Storage]));
    let done = ensured(&world, FULL, &storage).await;
    let key = done.arns["key/recordings"].clone();
    revoke(&world, &key).await;
    let again = ensured(&world, FULL, &storage).await;
    assert_eq!(again.changes(), 0);
    assert_eq!(again.notes.len(), 1, "{:#?}", again.notes);
    assert!(again.notes[0].contains(&key) && again.notes[0].contains("kms:CreateGrant"));
}

/// Takes every grant of a key away, as somebody may in a console.
async fn revoke(world: &World, key: &str) {
    let sdk = crate::simulator::arrival::sdk(&world.simulator);
    let kms = aws_sdk_kms::Client::new(&sdk);
    let listed = kms.list_grants().key_id(key).send().await.unwrap();
    for grant in listed.grants() {
        let id = grant.grant_id().unwrap();
        let revoked = kms.revoke_grant().key_id(key).grant_id(id);
        revoked.send().await.unwrap();
    }
}
