//! Tags.

use std::{collections::HashMap, time::Duration};

use aws_sdk_connect::types::{HierarchyLevelUpdate, HierarchyStructureUpdate};
use aws_sim::Settings;

use crate::{
    center::Center,
    desk::{CONSUMER, Desk, PRODUCER, refusal, unthrottled},
};

/// The ARN of the built-in hours.
async fn basic_hours(connect: &aws_sdk_connect::Client, instance: &str) -> String {
    let asked = connect.list_hours_of_operations().instance_id(instance);
    let listed = asked.send().await.expect("hours are listed");
    let hours = &listed.hours_of_operation_summary_list()[0];
    hours.arn.clone().expect("hours have an ARN")
}

async fn tags(connect: &aws_sdk_connect::Client, arn: &str) -> HashMap<String, String> {
    let asked = connect.list_tags_for_resource().resource_arn(arn);
    let listed = asked.send().await.expect("tags are listed");
    listed.tags.unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn things_and_instances_are_tagged_by_their_arn() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let hours = basic_hours(&connect, &instance).await;
    let home = hours.split("/operating-hours/").next().unwrap().to_owned();
    for arn in [&hours, &home] {
        let tag = connect.tag_resource().resource_arn(arn);
        tag.tags("team", "a")
            .tags("stage", "x")
            .send()
            .await
            .unwrap();
        let tag = connect.tag_resource().resource_arn(arn);
        tag.tags("stage", "y").send().await.unwrap();
        let untag = connect.untag_resource().resource_arn(arn);
        untag
            .tag_keys("team")
            .tag_keys("none")
            .send()
            .await
            .unwrap();
        let left = HashMap::from([("stage".to_owned(), "y".to_owned())]);
        assert_eq!(tags(&connect, arn).await, left);
    }
    let described = connect.describe_instance().instance_id(&instance);
    let described = described.send().await.unwrap().instance.unwrap();
    assert_eq!(described.tags.unwrap()["stage"], "y");
}

#[tokio::test(start_paused = true)]
async fn fifty_tags_are_the_most_and_replacing_adds_none() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let hours = basic_hours(&connect, &instance).await;
    let many = |range: std::ops::Range<u32>| {
        range
            .map(|n| (format!("k{n}"), String::new()))
            .collect::<HashMap<_, _>>()
    };
    let tag = async |range| {
        let tag = connect.tag_resource().resource_arn(&hours);
        tag.set_tags(Some(many(range))).send().await
    };
    tag(0..30).await.unwrap();
    tag(20..50).await.unwrap();
    let invalid = ("InvalidParameterException".to_owned(), 400);
    assert_eq!(refusal(tag(50..51).await), invalid);
    assert_eq!(tags(&connect, &hours).await, many(0..50));
    tag(0..50).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_elsewhere_or_not_yet_there_has_no_tags() {
    let desk = Desk::new(Settings {
        lag: Duration::from_mins(2),
        ..unthrottled()
    });
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let home = format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{instance}");
    let list = async |connect: &aws_sdk_connect::Client, arn: &str| {
        let asked = connect.list_tags_for_resource().resource_arn(arn);
        asked.send().await
    };
    let missing = ("ResourceNotFoundException".to_owned(), 404);
    assert_eq!(refusal(list(&connect, &home).await), missing);
    tokio::time::sleep(Duration::from_mins(2)).await;
    list(&connect, &home).await.unwrap();

    let consumer = desk.connect(CONSUMER);
    assert_eq!(refusal(list(&consumer, &home).await), missing);
    let nothing = format!("{home}/operating-hours/none");
    assert_eq!(refusal(list(&connect, &nothing).await), missing);
    let invalid = ("InvalidParameterException".to_owned(), 400);
    assert_eq!(refusal(list(&connect, "arn:aws:s3:::b").await), invalid);

    let reserved = connect.tag_resource().resource_arn(&home);
    let reserved = reserved.tags("aws:x", "y").send().await;
    assert_eq!(refusal(reserved), invalid);
}

#[tokio::test(start_paused = true)]
async fn every_kind_with_an_arn_is_tagged_by_it() {
    let center = Center::new(unthrottled()).await;
    let connect = &center.connect;
    let level = HierarchyLevelUpdate::builder().name("Division");
    let structure = HierarchyStructureUpdate::builder().level_one(level.build().unwrap());
    let update = connect.update_user_hierarchy_structure();
    let update = update.instance_id(&center.instance);
    update
        .hierarchy_structure(structure.build())
        .send()
        .await
        .unwrap();
    let group = connect.create_user_hierarchy_group().name("Sales");
    let group = group.instance_id(&center.instance).send().await.unwrap();
    let statuses = connect.list_agent_statuses().instance_id(&center.instance);
    let statuses = statuses.send().await.unwrap();
    let status = statuses.agent_status_summary_list()[0].id().unwrap();

    let things = [
        ("queue", center.queue("Sales").await),
        ("transfer-destination", center.quick_connect("Sales").await),
        (
            "routing-profile",
            center.routing_profile("Basic Routing Profile").await,
        ),
        ("security-profile", center.security_profile("Admin").await),
        ("agent", center.user("ann").await),
        ("agent-group", group.hierarchy_group_id.unwrap()),
        ("agent-state", status.to_owned()),
    ];
    for (path, id) in things {
        let instance = &center.instance;
        let arn = format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{instance}/{path}/{id}");
        let tag = connect.tag_resource().resource_arn(&arn).tags("of", path);
        tag.send().await.unwrap();
        assert_eq!(tags(connect, &arn).await["of"], path);
    }
}
