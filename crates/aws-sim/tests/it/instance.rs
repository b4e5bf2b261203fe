//! Instances: their states over time, their alias, their quotas.

use std::time::Duration;

use aws_sdk_connect::types::{DirectoryType, InstanceAttributeType, InstanceStatus};
use aws_sim::{Action, Rule, Settings, Settle};

use crate::desk::{CONSUMER, Desk, PRODUCER, refusal};

async fn status(connect: &aws_sdk_connect::Client, id: &str) -> Option<InstanceStatus> {
    let described = connect
        .describe_instance()
        .instance_id(id)
        .send()
        .await
        .ok()?;
    described.instance?.instance_status
}

fn create(
    connect: &aws_sdk_connect::Client,
    alias: &str,
) -> aws_sdk_connect::operation::create_instance::builders::CreateInstanceFluentBuilder {
    connect
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias(alias)
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
}

#[tokio::test(start_paused = true)]
async fn an_instance_becomes_active_after_a_minute_and_goes_half_a_minute_after_deletion() {
    let desk = Desk::new(Settings::default());
    let connect = desk.connect(PRODUCER);
    let id = create(&connect, "uk-center")
        .tags("team", "a")
        .send()
        .await
        .unwrap()
        .id
        .unwrap();
    assert_eq!(
        status(&connect, &id).await,
        Some(InstanceStatus::CreationInProgress)
    );
    let early = connect
        .list_hours_of_operations()
        .instance_id(&id)
        .send()
        .await;
    assert_eq!(refusal(early), ("InvalidRequestException".to_owned(), 400));

    tokio::time::sleep(Duration::from_mins(1)).await;
    let described = connect
        .describe_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    let instance = described.instance.unwrap();
    assert_eq!(instance.instance_status, Some(InstanceStatus::Active));
    assert_eq!(instance.outbound_calls_enabled, Some(false));
    assert_eq!(instance.tags.unwrap()["team"], "a");
    assert_eq!(instance.created_time.unwrap().secs(), 1_790_000_000);

    connect
        .delete_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    assert_eq!(status(&connect, &id).await, Some(InstanceStatus::Active));
    tokio::time::sleep(Duration::from_secs(30)).await;
    let gone = connect.describe_instance().instance_id(&id).send().await;
    assert_eq!(refusal(gone), ("ResourceNotFoundException".to_owned(), 404));
}

#[tokio::test(start_paused = true)]
async fn an_alias_is_unique_over_all_accounts_until_its_instance_is_gone() {
    let desk = Desk::new(Settings {
        settle: Settle::Fast,
        ..Settings::default()
    });
    let (ours, theirs) = (desk.connect(PRODUCER), desk.connect(CONSUMER));
    let id = create(&ours, "uk-center").send().await.unwrap().id.unwrap();
    let taken = create(&theirs, "UK-Center").send().await;
    assert_eq!(refusal(taken), ("InvalidRequestException".to_owned(), 400));
    let foreign = theirs.describe_instance().instance_id(&id).send().await;
    assert_eq!(
        refusal(foreign),
        ("ResourceNotFoundException".to_owned(), 404)
    );

    ours.delete_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(25)).await;
    create(&theirs, "uk-center").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_stuck_creation_ends_failed_with_its_reason_and_keeps_the_alias() {
    let desk = Desk::new(Settings::default());
    desk.simulator.faults(vec![Rule {
        operation: Some("CreateInstance".to_owned()),
        nth: Some(1),
        action: Action::Stuck("CREATION_FAILED: no capacity".to_owned()),
        ..Rule::default()
    }]);
    let connect = desk.connect(PRODUCER);
    let id = desk.instance(PRODUCER, "uk-center").await;
    let described = connect
        .describe_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    let instance = described.instance.unwrap();
    assert_eq!(
        instance.instance_status,
        Some(InstanceStatus::CreationFailed)
    );
    assert_eq!(
        instance.status_reason.unwrap().message.as_deref(),
        Some("no capacity")
    );
    assert_eq!(refusal(create(&connect, "uk-center").send().await).1, 400);

    connect
        .delete_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let again = desk.instance(PRODUCER, "uk-center").await;
    assert_eq!(status(&connect, &again).await, Some(InstanceStatus::Active));
}

#[tokio::test(start_paused = true)]
async fn instances_are_limited_in_number_and_in_churn() {
    let desk = Desk::new(Settings {
        settle: Settle::Fast,
        ..Settings::default()
    });
    let connect = desk.connect(PRODUCER);
    let wait = Duration::from_secs(1);
    let mut ids = Vec::new();
    for number in 0..2 {
        ids.push(
            create(&connect, &format!("center-{number}"))
                .send()
                .await
                .unwrap()
                .id
                .unwrap(),
        );
    }
    let third = create(&connect, "center-2").send().await;
    assert_eq!(
        refusal(third),
        ("ServiceQuotaExceededException".to_owned(), 402)
    );

    // Two creations and their deletions; 48 pairs more fill the 100 of 30 days.
    for id in ids {
        connect
            .delete_instance()
            .instance_id(id)
            .send()
            .await
            .unwrap();
        tokio::time::sleep(wait).await;
    }
    for number in 0..48 {
        let id = create(&connect, &format!("more-{number}"))
            .send()
            .await
            .unwrap()
            .id
            .unwrap();
        connect
            .delete_instance()
            .instance_id(id)
            .send()
            .await
            .unwrap();
        tokio::time::sleep(wait).await;
    }
    let flagged = create(&connect, "one-too-many").send().await;
    assert_eq!(
        refusal(flagged),
        ("ServiceQuotaExceededException".to_owned(), 402)
    );
    tokio::time::sleep(Duration::from_hours(30 * 24)).await;
    create(&connect, "a-month-later").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn attributes_start_as_observed_and_change_one_by_one() {
    let desk = Desk::new(Settings::default());
    let connect = desk.connect(PRODUCER);
    let id = desk.instance(PRODUCER, "uk-center").await;
    let value = async |kind: InstanceAttributeType| {
        let asked = connect
            .describe_instance_attribute()
            .instance_id(&id)
            .attribute_type(kind);
        asked
            .send()
            .await
            .unwrap()
            .attribute
            .unwrap()
            .value
            .unwrap()
    };
    assert_eq!(value(InstanceAttributeType::ContactLens).await, "true");
    assert_eq!(value(InstanceAttributeType::ContactflowLogs).await, "false");

    let update = |kind: InstanceAttributeType, value: &str| {
        connect
            .update_instance_attribute()
            .instance_id(&id)
            .attribute_type(kind)
            .value(value)
    };
    update(InstanceAttributeType::OutboundCalls, "false")
        .send()
        .await
        .unwrap();
    let described = connect
        .describe_instance()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    assert_eq!(
        described.instance.unwrap().outbound_calls_enabled,
        Some(false)
    );
    let odd = update(InstanceAttributeType::EarlyMedia, "yes")
        .send()
        .await;
    assert_eq!(refusal(odd), ("InvalidParameterException".to_owned(), 400));
    let closed = update(InstanceAttributeType::UseCustomTtsVoices, "true")
        .send()
        .await;
    assert_eq!(refusal(closed), ("AccessDeniedException".to_owned(), 403));
}
