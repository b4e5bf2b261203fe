//! What surrounds an instance: buckets, log groups, identity providers, roles, e-mail addresses.

use connect_model::{FaultClass, Tags};
use connect_resources::{
    bucket::Setting, email_address::Metadata, federation_role::RoleDraft, storage::Destination,
};

use super::World;
use crate::desk::tags;

#[tokio::test(start_paused = true)]
async fn a_bucket_is_what_it_was_set_to() {
    let world = World::new().await;
    let (port, bucket) = (world.ports.bucket().unwrap(), "uk-calls");
    let gone = port.tags(bucket).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
    let made = port.create(bucket, &tags(&[("a", "1")])).await.unwrap();
    assert_eq!(made.arn, "arn:aws:s3:::uk-calls");
    let taken = port.create(bucket, &Tags::new()).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    assert_eq!(port.list().await.unwrap()[0].known, made);

    assert_eq!(port.kms_key(bucket).await.unwrap(), None);
    assert!(port.is_public_access_blocked(bucket).await.unwrap());
    assert_eq!(port.policy(bucket).await.unwrap(), None);
    assert!(!port.keeps_versions(bucket).await.unwrap());
    assert_eq!(port.expiry(bucket).await.unwrap(), None);
    assert!(!port.holds_data(bucket).await.unwrap());

    let key = "arn:aws:kms:eu-west-2:111111111111:key/k";
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::uk-calls/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"#;
    for setting in [
        Setting::KmsKey(key),
        Setting::PublicAccessBlocked(false),
        Setting::Policy(Some(policy)),
        Setting::KeepsVersions(true),
        Setting::Expire {
            days: 30,
            prefix: "",
        },
        Setting::Expire {
            days: 60,
            prefix: "",
        },
    ] {
        port.set(bucket, setting).await.unwrap();
    }
    assert_eq!(port.kms_key(bucket).await.unwrap().as_deref(), Some(key));
    assert!(!port.is_public_access_blocked(bucket).await.unwrap());
    assert_eq!(port.policy(bucket).await.unwrap().as_deref(), Some(policy));
    assert!(port.keeps_versions(bucket).await.unwrap());
    let expiry = port.expiry(bucket).await.unwrap();
    assert_eq!(
        expiry.map(|it| (it.days, it.prefix)),
        Some((60, String::new()))
    );

    port.set(bucket, Setting::Policy(None)).await.unwrap();
    assert_eq!(port.policy(bucket).await.unwrap(), None);
    port.empty(bucket).await.unwrap();
    for _ in 0..2 {
        port.delete(bucket).await.unwrap();
    }
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn every_service_has_its_own_call_for_tags() {
    let world = World::new().await;
    let ports = &world.ports;
    let (buckets, groups) = (ports.bucket().unwrap(), ports.log_group().unwrap());
    let providers = ports.saml_provider().unwrap();
    let roles = ports.federation_role().unwrap();
    let first = tags(&[("a", "1"), ("b", "2")]);
    let bucket = buckets.create("uk-calls", &first).await.unwrap();
    let group = groups.create("/aws/connect/uk", &first).await;
    let metadata = format!("<EntityDescriptor>{}</EntityDescriptor>", " ".repeat(1_000));
    let provider = providers.create("idp", &metadata, &first).await;
    let (group, provider) = (group.unwrap(), provider.unwrap());
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111111111111:saml-provider/idp"},"Action":"sts:AssumeRoleWithSAML"}]}"#;
    let draft = RoleDraft {
        name: "agents".to_owned(),
        path: "/trunkline/uk/".to_owned(),
        description: "Users".to_owned(),
        trust: trust.to_owned(),
        session_s: 3_600,
        tags: first.clone(),
    };
    let role = roles.create(&draft).await.unwrap();
    for arn in [&bucket.arn, &group.arn, &provider.arn, &role.arn] {
        ports.tags.tag(arn, &tags(&[("b", "3")])).await.unwrap();
        let keys = ["a".to_owned(), "absent".to_owned()];
        ports.tags.untag(arn, &keys).await.unwrap();
    }
    let left = tags(&[("b", "3")]);
    assert_eq!(buckets.tags("uk-calls").await.unwrap(), left);
    let group = groups.find("/aws/connect/uk").await.unwrap();
    assert_eq!(group.unwrap().tags, left);
    let provider = providers.describe(&provider.arn).await.unwrap();
    assert_eq!((provider.tags, provider.metadata), (left.clone(), metadata));
    let record = roles.describe("agents", "none").await;
    let record = record.unwrap();
    assert_eq!((record.tags, record.permissions), (left, None));
    assert_eq!((record.trust.as_str(), record.session_s), (trust, 3_600));
    let listed = roles.list("/trunkline/uk/").await.unwrap();
    assert_eq!(listed[0].known, role);
    assert!(roles.list("/other/").await.unwrap().is_empty());
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn a_sort_of_data_has_one_place() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.storage, &world.instance);
    let there = |prefix: &str| Destination::S3 {
        bucket: "calls".to_owned(),
        prefix: prefix.to_owned(),
        kms_key: None,
    };
    let sort = "CALL_RECORDINGS";
    let id = port
        .associate(instance, sort, &there("a"), "1")
        .await
        .unwrap();
    let second = port.associate(instance, sort, &there("b"), "2").await;
    assert_eq!(second.unwrap_err().class, FaultClass::Duplicate);
    port.update(instance, sort, &id, &there("b")).await.unwrap();
    let listed = port.list(instance, sort).await.unwrap();
    assert_eq!(listed, [(id.clone(), there("b"))]);
    let stream = Destination::Stream("arn:aws:kinesis:eu-west-2:111111111111:stream/s".to_owned());
    let unfit = port
        .associate(instance, "CHAT_TRANSCRIPTS", &stream, "3")
        .await;
    assert_eq!(unfit.unwrap_err().class, FaultClass::Invalid);
    for _ in 0..2 {
        port.disassociate(instance, sort, &id).await.unwrap();
    }
    assert!(port.list(instance, sort).await.unwrap().is_empty());
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn origins_keys_and_addresses_come_and_go() {
    let world = World::new().await;
    let (ports, instance) = (&world.ports, &world.instance);
    let origin = "https://crm.example.com";
    for token in ["1", "2"] {
        let approved = ports.approved_origin.associate(instance, origin, token);
        approved.await.unwrap();
    }
    let listed = ports.approved_origin.list(instance).await.unwrap();
    assert_eq!(listed, [origin]);
    for _ in 0..2 {
        let gone = ports.approved_origin.disassociate(instance, origin);
        gone.await.unwrap();
    }
    let key = "-----BEGIN PUBLIC KEY-----";
    let id = ports.security_key.associate(instance, key, "3").await;
    let id = id.unwrap();
    let again = ports.security_key.associate(instance, key, "4").await;
    assert_eq!(again.unwrap_err().class, FaultClass::Duplicate);
    let listed = ports.security_key.list(instance).await.unwrap();
    assert_eq!(listed, [(id.clone(), key.to_owned())]);
    for _ in 0..2 {
        ports
            .security_key
            .disassociate(instance, &id)
            .await
            .unwrap();
    }

    let (port, owned) = (&ports.email_address, tags(&[("a", "1")]));
    let metadata = |name: &str| Metadata {
        display_name: Some(name.to_owned()),
        description: None,
    };
    let (address, first) = ("care@example.com", metadata("A"));
    let made = port.create(instance, address, &first, &owned, "5").await;
    let made = made.unwrap();
    port.update(instance, &made.id, &metadata("B"))
        .await
        .unwrap();
    let described = port.describe(instance, &made.id).await.unwrap();
    assert_eq!(described, (metadata("B"), owned));
    assert_eq!(port.list(instance).await.unwrap()[0].known, made);
    for _ in 0..2 {
        port.delete(instance, &made.id).await.unwrap();
    }
    world.counts_agree();
}
