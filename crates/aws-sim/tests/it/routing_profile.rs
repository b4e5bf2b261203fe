//! Routing profiles and their queues.

use std::time::Duration;

use aws_sdk_connect::types::{
    AgentAvailabilityTimer, BehaviorType, Channel, CrossChannelBehavior, MediaConcurrency,
    RoutingProfile, RoutingProfileManualAssignmentQueueConfig, RoutingProfileSearchCriteria,
    StringComparisonType, StringCondition,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, media,
        pair, reference, refused,
    },
    desk::unthrottled,
};

/// The creation of a profile for calls and tasks, to be sent.
fn create(
    center: &Center,
    name: &str,
    queue: &str,
) -> aws_sdk_connect::operation::create_routing_profile::builders::CreateRoutingProfileFluentBuilder
{
    let create = center.connect.create_routing_profile();
    create
        .instance_id(&center.instance)
        .name(name)
        .description("Takes what comes")
        .default_outbound_queue_id(queue)
        .media_concurrencies(media(Channel::Voice, 1))
        .media_concurrencies(media(Channel::Task, 10))
}

async fn described(center: &Center, id: &str) -> RoutingProfile {
    let asked = center.connect.describe_routing_profile();
    let asked = asked.instance_id(&center.instance).routing_profile_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .routing_profile
        .expect("it is there")
}

/// Queue, channel, priority and delay of each pair.
async fn pairs(center: &Center, id: &str) -> Vec<(String, Channel, i32, i32)> {
    let list = center.connect.list_routing_profile_queues();
    let list = list.instance_id(&center.instance).routing_profile_id(id);
    let pages = list.max_results(2).into_paginator().items().send();
    let pairs: Result<Vec<_>, _> = pages.collect().await;
    let pair = |pair: aws_sdk_connect::types::RoutingProfileQueueConfigSummary| {
        (pair.queue_name, pair.channel, pair.priority, pair.delay)
    };
    pairs.expect("it is there").into_iter().map(pair).collect()
}

/// A profile for sales, with three pairs on two queues and one by hand.
fn full(
    center: &Center,
    sales: &str,
    support: &str,
) -> aws_sdk_connect::operation::create_routing_profile::builders::CreateRoutingProfileFluentBuilder
{
    let cross = CrossChannelBehavior::builder().behavior_type(BehaviorType::RouteAnyChannel);
    let chat = MediaConcurrency::builder()
        .channel(Channel::Chat)
        .concurrency(3)
        .cross_channel_behavior(cross.build().expect("a behaviour"))
        .build()
        .expect("a concurrency");
    let manual = RoutingProfileManualAssignmentQueueConfig::builder();
    let manual = manual.queue_reference(reference(sales, Channel::Task));
    create(center, "Agents", sales)
        .media_concurrencies(chat)
        .queue_configs(pair(support, Channel::Voice, 2, 30))
        .queue_configs(pair(sales, Channel::Voice, 1, 0))
        .queue_configs(pair(sales, Channel::Chat, 1, 0))
        .manual_assignment_queue_configs(manual.build())
        .tags("team", "a")
}

#[tokio::test(start_paused = true)]
async fn a_profile_comes_back_as_it_was_given() {
    let center = Center::new(unthrottled()).await;
    let (sales, support) = (center.queue("Sales").await, center.queue("Support").await);
    let created = full(&center, &sales, &support).send().await.unwrap();
    let id = created.routing_profile_id.unwrap();
    let profile = described(&center, &created.routing_profile_arn.unwrap()).await;
    assert_eq!(profile.routing_profile_id.as_ref(), Some(&id));
    assert_eq!(profile.default_outbound_queue_id.as_ref(), Some(&sales));
    let behaviour = |media: &MediaConcurrency| {
        let behaviour = media.cross_channel_behavior.as_ref().unwrap();
        (media.concurrency, behaviour.behavior_type.clone())
    };
    let behaviours: Vec<_> = profile
        .media_concurrencies()
        .iter()
        .map(behaviour)
        .collect();
    let (current, any) = (
        BehaviorType::RouteCurrentChannelOnly,
        BehaviorType::RouteAnyChannel,
    );
    assert_eq!(behaviours, [(1, current.clone()), (10, current), (3, any)]);
    let timer = AgentAvailabilityTimer::TimeSinceLastActivity;
    assert_eq!(profile.agent_availability_timer, Some(timer));
    let counts = (
        profile.number_of_associated_queues,
        profile.number_of_associated_manual_assignment_queues,
    );
    assert_eq!(counts, (Some(2), Some(1)));
    assert!(!profile.is_default && profile.associated_queue_ids.is_none());
    assert_eq!(
        pairs(&center, &id).await,
        [
            ("Sales".to_owned(), Channel::Chat, 1, 0),
            ("Sales".to_owned(), Channel::Voice, 1, 0),
            ("Support".to_owned(), Channel::Voice, 2, 30),
        ]
    );
    let by_hand = center
        .connect
        .list_routing_profile_manual_assignment_queues();
    let by_hand = by_hand
        .instance_id(&center.instance)
        .routing_profile_id(&id);
    let by_hand = by_hand.send().await.unwrap();
    let by_hand = by_hand.routing_profile_manual_assignment_queue_config_summary_list();
    assert_eq!(by_hand[0].queue_name, "Sales");
}

#[tokio::test(start_paused = true)]
async fn a_search_finds_profiles_by_queue_and_knows_less_of_them() {
    let center = Center::new(unthrottled()).await;
    let (sales, support) = (center.queue("Sales").await, center.queue("Support").await);
    full(&center, &sales, &support).send().await.unwrap();
    let condition = StringCondition::builder()
        .field_name("associatedQueueIds")
        .value(&support)
        .comparison_type(StringComparisonType::Exact);
    let criteria = RoutingProfileSearchCriteria::builder().string_condition(condition.build());
    let search = center.connect.search_routing_profiles();
    let search = search.instance_id(&center.instance);
    let found = search
        .search_criteria(criteria.build())
        .send()
        .await
        .unwrap();
    let [found] = found.routing_profiles() else {
        panic!("one profile has the queue");
    };
    assert_eq!(found.associated_queue_ids().len(), 2);
    assert_eq!(found.tags.as_ref().unwrap()["team"], "a");
    assert_eq!(found.last_modified_time, None);
    assert_eq!(found.agent_availability_timer, None);
    let media = found.media_concurrencies();
    assert!(media.len() == 3 && media.iter().all(|of| of.cross_channel_behavior.is_none()));
}

#[tokio::test(start_paused = true)]
async fn channels_and_pairs_follow_their_rules() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let sales = center.queue("Sales").await;
    let refused = [
        create(&center, "x", &sales).set_media_concurrencies(Some(vec![media(Channel::Voice, 2)])),
        create(&center, "x", &sales).set_media_concurrencies(Some(vec![media(Channel::Chat, 0)])),
        create(&center, "x", &sales).set_media_concurrencies(Some(Vec::new())),
        create(&center, "x", &sales).media_concurrencies(media(Channel::Voice, 1)),
        create(&center, "x", &sales).queue_configs(pair(&sales, Channel::Chat, 1, 0)),
        create(&center, "x", &sales)
            .queue_configs(pair(&sales, Channel::Voice, 1, 0))
            .queue_configs(pair(&sales, Channel::Voice, 2, 0)),
        create(&center, "x", &sales).queue_configs(pair(&sales, Channel::Voice, 100, 0)),
        create(&center, "x", &sales).set_queue_configs(Some(vec![
            pair(
                &sales,
                Channel::Voice,
                1,
                0
            );
            11
        ])),
    ];
    for create in refused {
        assert_eq!(refused!(create), INVALID_PARAMETER);
    }
    assert_eq!(refused!(create(&center, "x", "none")), NOT_FOUND);
    let nowhere = create(&center, "x", &sales).queue_configs(pair("none", Channel::Voice, 1, 0));
    assert_eq!(refused!(nowhere), NOT_FOUND);
    let taken = create(&center, "Basic Routing Profile", &sales);
    assert_eq!(refused!(taken), DUPLICATE);

    let made = create(&center, "Agents", &sales).queue_configs(pair(&sales, Channel::Task, 1, 0));
    let id = made.send().await.unwrap().routing_profile_id.unwrap();
    let update = connect.update_routing_profile_concurrency();
    let update = update.instance_id(instance).routing_profile_id(&id);
    let calls = update.media_concurrencies(media(Channel::Voice, 1));
    assert_eq!(refused!(calls.clone()), INVALID_PARAMETER);
    calls
        .media_concurrencies(media(Channel::Task, 2))
        .send()
        .await
        .unwrap();
    assert_eq!(
        described(&center, &id).await.media_concurrencies()[1].concurrency,
        2
    );
}

#[tokio::test(start_paused = true)]
async fn pairs_are_added_changed_and_taken_away() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("queues-per-routing-profile".to_owned(), 3)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let (sales, support) = (center.queue("Sales").await, center.queue("Support").await);
    let many = create(&center, "Many", &sales)
        .queue_configs(pair(&sales, Channel::Voice, 1, 0))
        .queue_configs(pair(&sales, Channel::Task, 1, 0))
        .queue_configs(pair(&support, Channel::Voice, 1, 0))
        .queue_configs(pair(&support, Channel::Task, 1, 0));
    assert_eq!(refused!(many), FULL);
    let created = create(&center, "Agents", &sales).send().await.unwrap();
    let id = created.routing_profile_id.unwrap();
    let before = described(&center, &id).await.last_modified_time;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let associate = || {
        let associate = connect.associate_routing_profile_queues();
        associate.instance_id(instance).routing_profile_id(&id)
    };
    let add = associate().queue_configs(pair(&sales, Channel::Voice, 1, 0));
    add.queue_configs(pair(&support, Channel::Voice, 2, 0))
        .send()
        .await
        .unwrap();
    let again = associate().queue_configs(pair(&sales, Channel::Voice, 9, 9));
    again.send().await.unwrap();
    let row = |queue: &str, priority, delay| (queue.to_owned(), Channel::Voice, priority, delay);
    assert_eq!(
        pairs(&center, &id).await,
        [row("Sales", 1, 0), row("Support", 2, 0)]
    );
    assert_eq!(refused!(associate()), INVALID_REQUEST);
    let full = associate().queue_configs(pair(&sales, Channel::Task, 1, 0));
    let full = full.queue_configs(pair(&support, Channel::Task, 1, 0));
    assert_eq!(refused!(full), INVALID_REQUEST);

    let update = connect.update_routing_profile_queues();
    let update = update.instance_id(instance).routing_profile_id(&id);
    let update = update.queue_configs(pair(&support, Channel::Voice, 5, 60));
    let absent = update
        .clone()
        .queue_configs(pair(&sales, Channel::Task, 1, 0));
    assert_eq!(refused!(absent), INVALID_PARAMETER);
    assert_eq!(pairs(&center, &id).await[1], row("Support", 2, 0));
    update.send().await.unwrap();
    let disassociate = connect.disassociate_routing_profile_queues();
    let disassociate = disassociate.instance_id(instance).routing_profile_id(&id);
    let disassociate = disassociate.queue_references(reference(&sales, Channel::Voice));
    disassociate
        .queue_references(reference(&sales, Channel::Task))
        .send()
        .await
        .unwrap();
    assert_eq!(pairs(&center, &id).await, [row("Support", 5, 60)]);
    assert_eq!(described(&center, &id).await.last_modified_time, before);
}

#[tokio::test(start_paused = true)]
async fn profiles_guard_their_queues_and_users_guard_their_profile() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let (sales, support) = (center.queue("Sales").await, center.queue("Support").await);
    let made =
        create(&center, "Agents", &sales).queue_configs(pair(&support, Channel::Voice, 1, 0));
    let id = made.send().await.unwrap().routing_profile_id.unwrap();
    let delete_queue = |id: &str| connect.delete_queue().instance_id(instance).queue_id(id);
    assert_eq!(refused!(delete_queue(&sales)), IN_USE);
    assert_eq!(refused!(delete_queue(&support)), IN_USE);
    let update = connect.update_routing_profile_default_outbound_queue();
    let update = update.instance_id(instance).routing_profile_id(&id);
    assert_eq!(
        refused!(update.clone().default_outbound_queue_id("none")),
        NOT_FOUND
    );
    update
        .default_outbound_queue_id(&support)
        .send()
        .await
        .unwrap();
    delete_queue(&sales).send().await.unwrap();

    let create = center.new_user("ann").await.routing_profile_id(&id);
    let user = create.send().await.unwrap().user_id.unwrap();
    assert_eq!(
        described(&center, &id).await.number_of_associated_users,
        Some(1)
    );
    let delete = |id: &str| {
        let delete = connect.delete_routing_profile().instance_id(instance);
        delete.routing_profile_id(id)
    };
    assert_eq!(refused!(delete(&id)), IN_USE);
    let delete_user = connect.delete_user().instance_id(instance);
    delete_user.user_id(user).send().await.unwrap();
    delete(&id).send().await.unwrap();
    assert_eq!(refused!(delete(&id)), NOT_FOUND);
    let basic = center.routing_profile("Basic Routing Profile").await;
    assert_eq!(refused!(delete(&basic)), INVALID_REQUEST);
    assert!(described(&center, &basic).await.is_default);
}

#[tokio::test(start_paused = true)]
async fn names_and_timers_change_one_by_one() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let sales = center.queue("Sales").await;
    let id = create(&center, "Agents", &sales).send().await.unwrap();
    let id = id.routing_profile_id.unwrap();
    let rename = connect.update_routing_profile_name().instance_id(instance);
    let rename = rename.routing_profile_id(&id);
    assert_eq!(
        refused!(rename.clone().name("Basic Routing Profile")),
        DUPLICATE
    );
    assert_eq!(refused!(rename.clone()), INVALID_REQUEST);
    rename.description("Other").send().await.unwrap();
    let update = connect.update_routing_profile_agent_availability_timer();
    let update = update.instance_id(instance).routing_profile_id(&id);
    let timer = AgentAvailabilityTimer::TimeSinceLastInbound;
    update
        .agent_availability_timer(timer.clone())
        .send()
        .await
        .unwrap();
    let profile = described(&center, &id).await;
    assert_eq!(
        (profile.name(), profile.description()),
        (Some("Agents"), Some("Other"))
    );
    assert_eq!(profile.agent_availability_timer, Some(timer));
}

#[tokio::test(start_paused = true)]
async fn a_queue_that_was_just_let_go_of_stays_in_use_for_the_lag() {
    let center = Center::new(Settings {
        lag: Duration::from_secs(2),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (sales, support) = (center.queue("Sales").await, center.queue("Support").await);
    let made =
        create(&center, "Agents", &sales).queue_configs(pair(&support, Channel::Voice, 1, 0));
    let id = made.send().await.unwrap().routing_profile_id.unwrap();
    let list = connect.list_routing_profile_queues().instance_id(instance);
    assert_eq!(refused!(list.routing_profile_id(&id)), NOT_FOUND);
    tokio::time::sleep(Duration::from_secs(2)).await;

    let delete_queue = |id: &str| connect.delete_queue().instance_id(instance).queue_id(id);
    let disassociate = connect.disassociate_routing_profile_queues();
    let disassociate = disassociate.instance_id(instance).routing_profile_id(&id);
    let support_calls = reference(&support, Channel::Voice);
    disassociate
        .queue_references(support_calls)
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(delete_queue(&support)), IN_USE);
    let delete = connect.delete_routing_profile().instance_id(instance);
    delete.routing_profile_id(&id).send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(refused!(delete_queue(&sales)), IN_USE);
    tokio::time::sleep(Duration::from_secs(1)).await;
    delete_queue(&support).send().await.unwrap();
    delete_queue(&sales).send().await.unwrap();
}
