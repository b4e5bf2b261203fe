//! Secrets Manager.

use std::time::Duration;

use aws_sdk_secretsmanager::types::Tag;
use aws_sim::Settings;

use crate::desk::{CONSUMER, Desk, PRODUCER, refusal};

const TOKEN: &str = "00000000-0000-4000-8000-000000000001";
const OTHER: &str = "00000000-0000-4000-8000-000000000002";

#[tokio::test(start_paused = true)]
async fn a_repeated_creation_is_one_secret_and_another_value_is_refused() {
    let desk = Desk::new(Settings::default());
    let secrets = desk.secrets(PRODUCER);
    let create = |token: &str, value: &str| {
        let asked = secrets
            .create_secret()
            .name("trunkline/uk/ann")
            .secret_string(value);
        asked.client_request_token(token)
    };
    let first = create(TOKEN, "one").send().await.unwrap();
    let again = create(TOKEN, "one").send().await.unwrap();
    assert_eq!(
        (first.arn(), first.version_id()),
        (again.arn(), again.version_id())
    );
    assert_eq!(first.version_id(), Some(TOKEN));
    let exists = ("ResourceExistsException".to_owned(), 400);
    assert_eq!(refusal(create(TOKEN, "two").send().await), exists);
    assert_eq!(refusal(create(OTHER, "one").send().await), exists);
    let elsewhere = desk
        .secrets(CONSUMER)
        .get_secret_value()
        .secret_id("trunkline/uk/ann");
    assert_eq!(
        refusal(elsewhere.send().await).0,
        "ResourceNotFoundException"
    );
    assert!(!desk.simulator.state().to_string().contains("one"));
}

#[tokio::test(start_paused = true)]
async fn a_new_value_is_current_and_the_one_before_is_previous() {
    let desk = Desk::new(Settings::default());
    let secrets = desk.secrets(PRODUCER);
    let created = secrets
        .create_secret()
        .name("a")
        .secret_string("one")
        .send()
        .await
        .unwrap();
    let arn = created.arn.unwrap();
    secrets
        .put_secret_value()
        .secret_id(&arn)
        .secret_string("two")
        .send()
        .await
        .unwrap();
    secrets
        .update_secret()
        .secret_id("a")
        .secret_string("three")
        .send()
        .await
        .unwrap();
    let value = async |stage: &str| {
        let asked = secrets
            .get_secret_value()
            .secret_id("a")
            .version_stage(stage);
        asked.send().await.unwrap().secret_string.unwrap()
    };
    assert_eq!(value("AWSCURRENT").await, "three");
    assert_eq!(value("AWSPREVIOUS").await, "two");
    let versions = secrets
        .describe_secret()
        .secret_id("a")
        .send()
        .await
        .unwrap();
    assert_eq!(versions.version_ids_to_stages.unwrap().len(), 2);
    let unknown = secrets
        .get_secret_value()
        .secret_id("a")
        .version_stage("MINE")
        .send()
        .await;
    assert_eq!(refusal(unknown).0, "ResourceNotFoundException");
}

#[tokio::test(start_paused = true)]
async fn a_deleted_secret_blocks_its_name_until_the_window_is_over() {
    let desk = Desk::new(Settings::default());
    let secrets = desk.secrets(PRODUCER);
    let create = async || {
        secrets
            .create_secret()
            .name("a")
            .secret_string("one")
            .send()
            .await
    };
    create().await.unwrap();
    let delete = || secrets.delete_secret().secret_id("a");
    let six = delete().recovery_window_in_days(6).send().await;
    assert_eq!(refusal(six).0, "InvalidParameterException");
    let gone = delete().recovery_window_in_days(7).send().await.unwrap();
    assert_eq!(
        gone.deletion_date.unwrap().secs(),
        1_790_000_000 + 7 * 86_400
    );

    let blocked = ("InvalidRequestException".to_owned(), 400);
    assert_eq!(refusal(create().await), blocked);
    let read = secrets.get_secret_value().secret_id("a").send().await;
    assert_eq!(refusal(read), blocked);
    secrets
        .restore_secret()
        .secret_id("a")
        .send()
        .await
        .unwrap();
    assert!(
        secrets
            .get_secret_value()
            .secret_id("a")
            .send()
            .await
            .is_ok()
    );

    delete().recovery_window_in_days(7).send().await.unwrap();
    tokio::time::sleep(Duration::from_hours(7 * 24)).await;
    create().await.unwrap();
    delete()
        .force_delete_without_recovery(true)
        .send()
        .await
        .unwrap();
    delete()
        .force_delete_without_recovery(true)
        .send()
        .await
        .unwrap();
    create().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn lists_are_filtered_by_name_and_tag() {
    let desk = Desk::new(Settings::default());
    let secrets = desk.secrets(PRODUCER);
    for name in ["trunkline/uk/ann", "trunkline/uk/bob", "other"] {
        secrets
            .create_secret()
            .name(name)
            .secret_string("x")
            .send()
            .await
            .unwrap();
    }
    let tag = Tag::builder().key("team").value("a").build();
    secrets
        .tag_resource()
        .secret_id("other")
        .tags(tag)
        .send()
        .await
        .unwrap();
    let list = async |key: &str, value: &str| {
        let filter = aws_sdk_secretsmanager::types::Filter::builder()
            .key(key.into())
            .values(value)
            .build();
        let listed = secrets.list_secrets().filters(filter).send().await.unwrap();
        let names = listed
            .secret_list()
            .iter()
            .map(|secret| secret.name().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        list("name", "trunkline/").await,
        ["trunkline/uk/ann", "trunkline/uk/bob"]
    );
    assert_eq!(list("tag-key", "team").await, ["other"]);
    secrets
        .untag_resource()
        .secret_id("other")
        .tag_keys("team")
        .send()
        .await
        .unwrap();
    assert!(list("tag-key", "team").await.is_empty());
}
