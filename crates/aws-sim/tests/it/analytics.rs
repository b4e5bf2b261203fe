//! Data sets of the analytics data lake, shared with other accounts.

use std::time::Duration;

use aws_sdk_connect::types::AnalyticsDataAssociationResult;

use crate::{
    center::{Center, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused},
    desk::{CONSUMER, PRODUCER, unthrottled},
};

/// Data set, target and status of each association.
async fn listed(center: &Center) -> Vec<(String, String, String)> {
    let asked = center.connect.list_analytics_data_associations();
    let answer = asked
        .instance_id(&center.instance)
        .send()
        .await
        .expect("an answer");
    let row = |of: &AnalyticsDataAssociationResult| {
        let text = |text: Option<&str>| text.expect("the answer has it").to_owned();
        (
            text(of.data_set_id()),
            text(of.target_account_id()),
            text(of.resource_share_status()),
        )
    };
    answer.results().iter().map(row).collect()
}

#[tokio::test(start_paused = true)]
async fn data_sets_for_one_target_share_one_share_of_an_account_of_the_service() {
    let center = Center::new(unthrottled()).await;
    let associate = |data_set: &str| {
        let asked = center.connect.associate_analytics_data_set();
        let asked = asked.instance_id(&center.instance).data_set_id(data_set);
        asked.target_account_id(CONSUMER)
    };
    let first = associate("users").send().await.unwrap();
    let second = associate("contact_record").send().await.unwrap();
    assert_eq!(first.resource_share_arn(), second.resource_share_arn());
    let owner = first
        .resource_share_arn()
        .unwrap()
        .split(':')
        .nth(4)
        .unwrap();
    assert!(![PRODUCER, CONSUMER].contains(&owner));
    let own = center.connect.associate_analytics_data_set();
    let own = own.instance_id(&center.instance).data_set_id("users");
    let own = own.send().await.unwrap();
    assert_eq!(own.target_account_id(), Some(PRODUCER));
    assert_ne!(own.resource_share_id(), first.resource_share_id());

    assert_eq!(refused!(associate("users")), INVALID_REQUEST);
    assert_eq!(refused!(associate("contacts")), INVALID_PARAMETER);
    assert_eq!(
        refused!(associate("users").target_account_id("me")),
        INVALID_PARAMETER
    );
}

#[tokio::test(start_paused = true)]
async fn an_invitation_that_ran_out_spoils_what_is_shared_later() {
    let center = Center::new(unthrottled()).await;
    let associate = async |data_set: &str| {
        let asked = center.connect.associate_analytics_data_set();
        let asked = asked.instance_id(&center.instance).data_set_id(data_set);
        let answer = asked.target_account_id(CONSUMER).send().await.unwrap();
        answer.resource_share_arn.unwrap()
    };
    let arn = associate("users").await;
    tokio::time::sleep(Duration::from_hours(12)).await;
    assert_eq!(associate("agent_event").await, arn);
    let expired = |data_set: &str| {
        let row = [data_set, CONSUMER, "EXPIRED"].map(str::to_owned);
        let [data_set, target, status] = row;
        (data_set, target, status)
    };
    assert_eq!(
        listed(&center).await,
        [expired("agent_event"), expired("users")]
    );
    let disassociate = center.connect.batch_disassociate_analytics_data_set();
    let disassociate = disassociate.instance_id(&center.instance);
    let disassociate = disassociate
        .data_set_ids("users")
        .data_set_ids("agent_event");
    disassociate
        .target_account_id(CONSUMER)
        .send()
        .await
        .unwrap();
    assert_ne!(associate("users").await, arn);
    assert_eq!(listed(&center).await[0].2, "PENDING");
}

#[tokio::test(start_paused = true)]
async fn a_batch_can_fail_in_part_with_a_200() {
    let center = Center::new(unthrottled()).await;
    let associate = center.connect.batch_associate_analytics_data_set();
    let associate = associate
        .instance_id(&center.instance)
        .data_set_ids("users");
    let associate = associate
        .data_set_ids("nothing")
        .data_set_ids("routing_profiles");
    let answer = associate.target_account_id(CONSUMER).send().await.unwrap();
    let created = answer.created().iter();
    let created: Vec<_> = created.map(|of| of.data_set_id().unwrap()).collect();
    assert_eq!(created, ["users", "routing_profiles"]);
    assert_eq!(answer.errors().len(), 1);
    let disassociate = center.connect.batch_disassociate_analytics_data_set();
    let disassociate = disassociate.instance_id(&center.instance);
    let disassociate = disassociate
        .data_set_ids("users")
        .data_set_ids("agent_event");
    let answer = disassociate
        .target_account_id(CONSUMER)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.deleted(), ["users"]);
    assert_eq!(answer.errors().len(), 1);
    let again = center.connect.disassociate_analytics_data_set();
    let again = again.instance_id(&center.instance).data_set_id("users");
    assert_eq!(refused!(again.target_account_id(CONSUMER)), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn every_data_set_on_offer_can_be_shared() {
    let center = Center::new(unthrottled()).await;
    let list = center.connect.list_analytics_data_lake_data_sets();
    let offered = list.instance_id(&center.instance).send().await.unwrap();
    let ids: Vec<_> = offered
        .results()
        .iter()
        .map(|set| set.data_set_id().unwrap())
        .collect();
    assert!(ids.contains(&"contact_record") && ids.is_sorted());
    let associate = center.connect.batch_associate_analytics_data_set();
    let ids = ids.into_iter().map(str::to_owned).collect();
    let associate = associate
        .instance_id(&center.instance)
        .set_data_set_ids(Some(ids));
    let answer = associate.send().await.unwrap();
    assert!(answer.errors().is_empty());
}
