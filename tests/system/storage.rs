//! Where an instance keeps its data, who may embed its panel, and with which keys it encrypts.

use aws_sim::Settings;
use connect_model::InstanceId;
use connect_provision::{DestroyOptions, PlanOptions, Prune};
use connect_resources::storage::Destination;
use system_tests::{Desk, spec};

const KEY: &str = "arn:aws:kms:eu-west-2:111111111111:key/k";

async fn instance(desk: &Desk) -> InstanceId {
    let listed = desk.ports().await.instance.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

fn pruning() -> PlanOptions {
    PlanOptions {
        prune: Some(Prune::default()),
        ..PlanOptions::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_storage_that_is_there_is_taken_over_and_keeps_a_key_that_nobody_declares() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec("instance: { alias: keeps }")).await;
    let (instance, port) = (instance(&desk).await, desk.ports().await.storage);
    let there = |prefix: &str| Destination::S3 {
        bucket: "theirs".to_owned(),
        prefix: prefix.to_owned(),
        kms_key: Some(KEY.to_owned()),
    };
    port.associate(&instance, "CALL_RECORDINGS", &there("old"), "token")
        .await
        .unwrap();
    let center = spec(
        "instance: { alias: keeps }\nstorage: { call_recordings: { bucket: theirs, prefix: new } }",
    );
    let plan = desk.plan(&center).await.unwrap();
    let steps: Vec<_> = plan.steps.steps().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(steps, ["storage/call_recordings/config"], "{plan}");
    desk.applied(2, &center).await;
    let listed = port.list(&instance, "CALL_RECORDINGS").await.unwrap();
    assert_eq!(listed[0].1, there("new"));
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn only_sorts_that_are_declared_are_asked_for() {
    let desk = Desk::new(Settings::default());
    let center = spec(
        "instance: { alias: keeps }\nstorage: { call_recordings: { bucket: theirs, prefix: p } }",
    );
    desk.applied(1, &center).await;
    desk.reset_calls();
    desk.plan(&center).await.unwrap();
    let lists = |desk: &Desk| desk.calls()["connect.ListInstanceStorageConfigs"].calls;
    assert_eq!(lists(&desk), 1);
    desk.reset_calls();
    desk.plan_with(&center, &pruning()).await.unwrap();
    assert_eq!(lists(&desk), 13);
}

#[tokio::test(start_paused = true)]
async fn what_surrounds_an_instance_goes_when_it_is_no_longer_declared() {
    let desk = Desk::new(Settings::default());
    let key = |n: &str| format!("-----BEGIN PUBLIC KEY-----\\n{n}\\n-----END PUBLIC KEY-----");
    let text = format!(
        "instance: {{ alias: keeps }}
approved_origins: [\"https://a.example.com\", \"https://b.example.com\"]
security_keys: {{ input: {{ key: \"{}\" }} }}
storage: {{ agent_events: {{ stream: \"arn:aws:kinesis:eu-west-2:111111111111:stream/s\" }} }}
",
        key("MQ==")
    );
    let center = spec(&text);
    desk.applied(1, &center).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
    assert!(
        desk.plan_with(&center, &pruning())
            .await
            .unwrap()
            .is_empty()
    );

    // Another key under the same name: beside the old one, which a prune takes away.
    let changed = spec(&text.replace("MQ==", "Mg=="));
    let plan = desk.plan(&changed).await.unwrap();
    let steps: Vec<_> = plan.steps.steps().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(steps, ["security-key/input/create"], "{plan}");
    desk.applied_with(2, &changed, pruning()).await;
    let (instance, ports) = (instance(&desk).await, desk.ports().await);
    let keys = ports.security_key.list(&instance).await.unwrap();
    assert_eq!(keys.len(), 1);
    assert!(keys[0].1.contains("Mg=="));

    let bare = spec("instance: { alias: keeps }");
    desk.applied_with(3, &bare, pruning()).await;
    assert!(
        ports
            .approved_origin
            .list(&instance)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(ports.security_key.list(&instance).await.unwrap().is_empty());
    let storage = ports.storage.list(&instance, "AGENT_EVENTS").await.unwrap();
    assert!(storage.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_stays_loses_what_surrounded_it() {
    let desk = Desk::new(Settings::default());
    let center = spec(
        "instance: { alias: keeps }
approved_origins: [\"https://a.example.com\"]
email_addresses: [{ address: care@example.com }]
buckets: [{ name: keeps-calls }]
storage: { call_recordings: { bucket: keeps-calls, prefix: p } }
",
    );
    desk.applied(1, &center).await;
    let keep = DestroyOptions {
        keep_instance: true,
        ..DestroyOptions::default()
    };
    desk.destroyed(&center, keep).await;
    let state = desk.state().to_string();
    for gone in ["https://a.example.com", "care@example.com", "keeps-calls"] {
        assert!(!state.contains(gone), "{gone} is left");
    }
}
