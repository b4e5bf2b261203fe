//! Queues and their quick connects.

use std::time::Duration;

use aws_sdk_connect::types::{
    OutboundCallerConfig, QueueSearchCriteria, QueueStatus, QueueType, StringComparisonType,
    StringCondition,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused,
    },
    desk::unthrottled,
};

async fn described(center: &Center, id: &str) -> aws_sdk_connect::types::Queue {
    let asked = center.connect.describe_queue();
    let asked = asked.instance_id(&center.instance).queue_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .queue
        .expect("it is there")
}

#[tokio::test(start_paused = true)]
async fn a_queue_comes_back_as_it_was_given_and_changes_by_aspect() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let flow = center.flow("Default outbound").await;
    let caller = OutboundCallerConfig::builder()
        .outbound_caller_id_name("Customer Service")
        .outbound_flow_id(flow)
        .build();
    let hours = center.hours().await;
    let create = connect.create_queue().instance_id(instance).name("Sales");
    let created = create
        .description("Sells")
        .hours_of_operation_id(&hours)
        .outbound_caller_config(caller.clone())
        .max_contacts(0)
        .tags("team", "a")
        .send()
        .await
        .unwrap();
    let (id, arn) = (created.queue_id.unwrap(), created.queue_arn.unwrap());
    let first = described(&center, &arn).await;
    assert_eq!(first.queue_id.as_ref(), Some(&id));
    assert_eq!(first.description(), Some("Sells"));
    assert_eq!(first.hours_of_operation_id.as_ref(), Some(&hours));
    assert_eq!(first.outbound_caller_config.as_ref(), Some(&caller));
    assert_eq!(first.max_contacts, Some(0));
    assert_eq!(first.status, Some(QueueStatus::Enabled));
    assert_eq!(first.tags.as_ref().unwrap()["team"], "a");
    assert_eq!(first.last_modified_region(), Some("eu-west-2"));

    tokio::time::sleep(Duration::from_secs(5)).await;
    let update = connect.update_queue_name().instance_id(instance);
    update.queue_id(&id).name("Sales 2").send().await.unwrap();
    let update = connect.update_queue_max_contacts().instance_id(instance);
    update.queue_id(&id).send().await.unwrap();
    let update = connect.update_queue_status().instance_id(instance);
    let update = update.queue_id(&id).status(QueueStatus::Disabled);
    update.send().await.unwrap();
    let update = connect.update_queue_outbound_caller_config();
    let nothing = OutboundCallerConfig::builder().build();
    let update = update.instance_id(instance).queue_id(&id);
    update.outbound_caller_config(nothing).send().await.unwrap();
    let second = described(&center, &id).await;
    assert_eq!(
        (second.name(), second.description()),
        (Some("Sales 2"), Some("Sells"))
    );
    assert_eq!(
        (&second.max_contacts, &second.outbound_caller_config),
        (&None, &None)
    );
    assert_eq!(second.status, Some(QueueStatus::Disabled));
    let age = |queue: &aws_sdk_connect::types::Queue| queue.last_modified_time.unwrap().secs();
    assert_eq!(age(&second) - age(&first), 5);
}

#[tokio::test(start_paused = true)]
async fn names_are_unique_and_references_are_checked() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("queues".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let hours = center.hours().await;
    let create = |name: &str, hours: &str| {
        let create = connect.create_queue().instance_id(instance);
        create.name(name).hours_of_operation_id(hours)
    };
    let sales = center.queue("Sales").await;
    assert_eq!(refused!(create("BasicQueue", &hours)), DUPLICATE);
    assert_eq!(refused!(create("Support", "none")), NOT_FOUND);
    let linked = create("Support", &hours).quick_connect_ids("none");
    assert_eq!(refused!(linked), NOT_FOUND);
    let nameless = OutboundCallerConfig::builder().outbound_caller_id_number_id("");
    let nameless = create("Support", &hours).outbound_caller_config(nameless.build());
    assert_eq!(refused!(nameless), INVALID_PARAMETER);
    let transfer = center.flow("Default queue transfer").await;
    let unfit = OutboundCallerConfig::builder().outbound_flow_id(transfer);
    let unfit = create("Support", &hours).outbound_caller_config(unfit.build());
    assert_eq!(refused!(unfit), INVALID_PARAMETER);
    let number = OutboundCallerConfig::builder().outbound_caller_id_number_id("none");
    let number = create("Support", &hours).outbound_caller_config(number.build());
    assert_eq!(refused!(number), NOT_FOUND);
    center.queue("Support").await;
    assert_eq!(refused!(create("Third", &hours)), FULL);

    let rename = connect
        .update_queue_name()
        .instance_id(instance)
        .queue_id(&sales);
    assert_eq!(refused!(rename.clone().name("Support")), DUPLICATE);
    assert_eq!(refused!(rename.clone()), INVALID_REQUEST);
    rename
        .name("Sales")
        .description("Own name")
        .send()
        .await
        .unwrap();
    let moved = connect
        .update_queue_hours_of_operation()
        .instance_id(instance);
    let moved = moved.queue_id(&sales).hours_of_operation_id("none");
    assert_eq!(refused!(moved), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn what_is_used_is_not_deleted_and_the_built_in_queue_never_is() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let hours = connect.create_hours_of_operation().instance_id(instance);
    let hours = hours.name("Office").time_zone("Europe/London");
    let hours = hours.set_config(Some(Vec::new())).send().await.unwrap();
    let hours = hours.hours_of_operation_id.unwrap();
    let sales = center.queue("Sales").await;
    let moved = connect
        .update_queue_hours_of_operation()
        .instance_id(instance);
    let moved = moved.queue_id(&sales).hours_of_operation_id(&hours);
    moved.send().await.unwrap();

    let delete_hours = connect.delete_hours_of_operation().instance_id(instance);
    let delete_hours = delete_hours.hours_of_operation_id(&hours);
    assert_eq!(refused!(delete_hours.clone()), IN_USE);
    let delete = |id: &str| connect.delete_queue().instance_id(instance).queue_id(id);
    delete(&sales).send().await.unwrap();
    assert_eq!(refused!(delete(&sales)), NOT_FOUND);
    delete_hours.send().await.unwrap();

    let listed = connect
        .list_queues()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    let basic = &listed.queue_summary_list()[0];
    assert_eq!(basic.name(), Some("BasicQueue"));
    assert_eq!(refused!(delete(basic.id().unwrap())), INVALID_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn every_user_has_a_nameless_queue_that_only_lists_show() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let (ann, bob) = (center.user("ann").await, center.user("bob").await);
    center.queue("Sales").await;
    let list = || connect.list_queues().instance_id(instance);
    let mut seen = Vec::new();
    let mut pages = list().max_results(1).into_paginator().items().send();
    while let Some(queue) = pages.next().await {
        let queue = queue.unwrap();
        seen.push((queue.name, queue.queue_type.unwrap(), queue.id.unwrap()));
    }
    let names: Vec<_> = seen.iter().map(|(name, ..)| name.as_deref()).collect();
    assert_eq!(names, [Some("BasicQueue"), Some("Sales"), None, None]);
    let agents: Vec<_> = seen
        .iter()
        .filter(|(_, kind, _)| *kind == QueueType::Agent)
        .collect();
    assert_eq!(agents.len(), 2);
    let only = list().queue_types(QueueType::Agent).send().await.unwrap();
    let agent = &only.queue_summary_list()[0];
    assert!(
        agent
            .arn()
            .unwrap()
            .ends_with(&format!("/queue/agent/{}", agents[0].2))
    );
    let only = list()
        .queue_types(QueueType::Standard)
        .send()
        .await
        .unwrap();
    assert_eq!(only.queue_summary_list().len(), 2);

    let found = connect
        .search_queues()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    assert_eq!(found.approximate_total_count, Some(2));
    let describe = connect.describe_queue().instance_id(instance);
    assert_eq!(refused!(describe.queue_id(agent.id().unwrap())), NOT_FOUND);
    for user in [ann, bob] {
        let delete = connect.delete_user().instance_id(instance);
        delete.user_id(user).send().await.unwrap();
    }
    let left = list().send().await.unwrap();
    assert_eq!(left.queue_summary_list().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn searches_find_by_name_and_tag_once_the_index_has_a_queue() {
    let center = Center::new(Settings {
        search_lag: Duration::from_secs(3),
        ..unthrottled()
    })
    .await;
    let connect = &center.connect;
    center.queue("Sales North").await;
    let by_name = |value: &str| {
        let condition = StringCondition::builder()
            .field_name("name")
            .value(value)
            .comparison_type(StringComparisonType::Contains)
            .build();
        let criteria = QueueSearchCriteria::builder().string_condition(condition);
        let search = connect.search_queues().instance_id(&center.instance);
        search.search_criteria(criteria.build())
    };
    let count = async |value: &str| by_name(value).send().await.unwrap().queues().len();
    assert_eq!(count("north").await, 0);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(count("north").await, 1);
    assert_eq!(count("south").await, 0);
    let found = by_name("sales").send().await.unwrap();
    assert_eq!(found.queues()[0].status, Some(QueueStatus::Enabled));
}

#[tokio::test(start_paused = true)]
async fn quick_connects_are_linked_up_to_the_quota_and_read_by_page() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("quick-connects-per-queue".to_owned(), 3)].into()),
        lag: Duration::from_secs(2),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    tokio::time::sleep(Duration::from_secs(2)).await;
    let queue = center.queue("Sales").await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(center.quick_connect(name).await);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let associate = |ids: &[String]| {
        let associate = connect.associate_queue_quick_connects();
        let associate = associate.instance_id(instance).queue_id(&queue);
        associate.set_quick_connect_ids(Some(ids.to_vec()))
    };
    let linked = async || {
        let list = connect.list_queue_quick_connects().instance_id(instance);
        let list = list.queue_id(&queue).max_results(2).into_paginator();
        let linked: Result<Vec<_>, _> = list.items().send().collect().await;
        let linked = linked.unwrap().into_iter();
        linked.map(|of| of.name.unwrap()).collect::<Vec<_>>()
    };
    let before = described(&center, &queue).await.last_modified_time;
    associate(&ids[1..3]).send().await.unwrap();
    assert_eq!(linked().await, Vec::<String>::new());
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(linked().await, ["b", "c"]);
    associate(&[ids[0].clone(), ids[1].clone()])
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(associate(&ids[3..])), FULL);
    assert_eq!(refused!(associate(&["none".to_owned()])), NOT_FOUND);
    assert_eq!(
        refused!(associate(&vec![ids[0].clone(); 51])),
        INVALID_PARAMETER
    );
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(linked().await, ["a", "b", "c"]);
    assert_eq!(described(&center, &queue).await.last_modified_time, before);

    let disassociate = connect.disassociate_queue_quick_connects();
    let disassociate = disassociate.instance_id(instance).queue_id(&queue);
    let disassociate = disassociate.quick_connect_ids(&ids[0]);
    disassociate
        .quick_connect_ids(&ids[3])
        .send()
        .await
        .unwrap();
    let delete = connect.delete_quick_connect().instance_id(instance);
    delete.quick_connect_id(&ids[1]).send().await.unwrap();
    assert_eq!(linked().await, ["c"]);
}
