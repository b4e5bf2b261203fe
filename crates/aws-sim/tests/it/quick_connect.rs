//! Quick connects.

use aws_sdk_connect::types::{
    FlowQuickConnectConfig, PhoneNumberQuickConnectConfig, QueueQuickConnectConfig,
    QuickConnectConfig, QuickConnectType, UserQuickConnectConfig,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused,
    },
    desk::unthrottled,
};

fn number(number: &str) -> PhoneNumberQuickConnectConfig {
    let config = PhoneNumberQuickConnectConfig::builder().phone_number(number);
    config.build().expect("a number")
}

/// A destination outside.
pub(crate) fn to_number(e164: &str) -> QuickConnectConfig {
    let config = QuickConnectConfig::builder().phone_config(number(e164));
    let config = config.quick_connect_type(QuickConnectType::PhoneNumber);
    config.build().expect("a destination")
}

pub(crate) fn to_queue(queue: &str, flow: &str) -> QuickConnectConfig {
    let to = QueueQuickConnectConfig::builder().queue_id(queue);
    let to = to.contact_flow_id(flow).build().expect("a queue");
    let config = QuickConnectConfig::builder().queue_config(to);
    let config = config.quick_connect_type(QuickConnectType::Queue);
    config.build().expect("a destination")
}

fn to_user(user: &str, flow: &str) -> QuickConnectConfig {
    let to = UserQuickConnectConfig::builder().user_id(user);
    let to = to.contact_flow_id(flow).build().expect("a user");
    let config = QuickConnectConfig::builder().user_config(to);
    let config = config.quick_connect_type(QuickConnectType::User);
    config.build().expect("a destination")
}

fn to_flow(flow: &str) -> QuickConnectConfig {
    let to = FlowQuickConnectConfig::builder().contact_flow_id(flow);
    let config = QuickConnectConfig::builder().flow_config(to.build().expect("a flow"));
    let config = config.quick_connect_type(QuickConnectType::Flow);
    config.build().expect("a destination")
}

fn create(
    center: &Center,
    name: &str,
    config: QuickConnectConfig,
) -> aws_sdk_connect::operation::create_quick_connect::builders::CreateQuickConnectFluentBuilder {
    let create = center.connect.create_quick_connect();
    let create = create.instance_id(&center.instance).name(name);
    create.quick_connect_config(config)
}

#[tokio::test(start_paused = true)]
async fn each_type_comes_back_as_it_was_given_and_may_become_another() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let (queue, user) = (center.queue("Sales").await, center.user("ann").await);
    let to_agents = center.flow("Default agent transfer").await;
    let to_queues = center.flow("Default queue transfer").await;
    let configs = [
        to_number("+441234567890"),
        to_queue(&queue, &to_queues),
        to_user(&user, &to_agents),
        to_flow(&to_agents),
    ];
    let mut ids = Vec::new();
    for (at, config) in configs.iter().enumerate() {
        let create = create(&center, &format!("to {at}"), config.clone());
        let created = create.description("d").tags("n", at.to_string()).send();
        ids.push(created.await.unwrap().quick_connect_id.unwrap());
    }
    let described = async |id: &str| {
        let asked = connect.describe_quick_connect().instance_id(instance);
        let answer = asked.quick_connect_id(id).send().await.unwrap();
        answer.quick_connect.unwrap()
    };
    for (id, config) in ids.iter().zip(&configs) {
        let quick_connect = described(id).await;
        assert_eq!(quick_connect.quick_connect_config.as_ref(), Some(config));
        assert!(
            quick_connect
                .quick_connect_arn()
                .unwrap()
                .contains("/transfer-destination/")
        );
    }
    let update = connect.update_quick_connect_config().instance_id(instance);
    let update = update
        .quick_connect_id(&ids[1])
        .quick_connect_config(configs[0].clone());
    update.send().await.unwrap();
    let update = connect.update_quick_connect_name().instance_id(instance);
    let update = update.quick_connect_id(&ids[1]).description("");
    update.send().await.unwrap();
    let changed = described(&ids[1]).await;
    assert_eq!(changed.quick_connect_config.as_ref(), Some(&configs[0]));
    assert_eq!(
        (changed.name(), changed.description()),
        (Some("to 1"), None)
    );

    let list = connect.list_quick_connects().instance_id(instance);
    let listed = list
        .quick_connect_types(QuickConnectType::PhoneNumber)
        .send()
        .await
        .unwrap();
    assert_eq!(listed.quick_connect_summary_list().len(), 2);
    let found = connect
        .search_quick_connects()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    assert_eq!(
        found.quick_connects()[2].quick_connect_config.as_ref(),
        Some(&configs[2])
    );
    assert_eq!(found.quick_connects()[2].tags.as_ref().unwrap()["n"], "2");
}

#[tokio::test(start_paused = true)]
async fn a_configuration_has_the_member_of_its_type_and_names_what_exists() {
    let center = Center::new(unthrottled()).await;
    let (queue, flow) = (
        center.queue("Sales").await,
        center.flow("Default queue transfer").await,
    );
    let both = QuickConnectConfig::builder()
        .quick_connect_type(QuickConnectType::Queue)
        .set_queue_config(to_queue(&queue, &flow).queue_config)
        .phone_config(number("+441234567890"));
    let other = QuickConnectConfig::builder()
        .quick_connect_type(QuickConnectType::Queue)
        .phone_config(number("+441234567890"));
    for config in [
        both.build().unwrap(),
        other.build().unwrap(),
        to_number("01234"),
    ] {
        assert_eq!(refused!(create(&center, "x", config)), INVALID_PARAMETER);
    }
    let whisper = center.flow("Default outbound").await;
    let unfit = create(&center, "x", to_queue(&queue, &whisper));
    assert_eq!(refused!(unfit), INVALID_PARAMETER);
    for config in [
        to_queue("none", &flow),
        to_user("none", &flow),
        to_queue(&queue, "none"),
        to_flow("none"),
    ] {
        assert_eq!(refused!(create(&center, "x", config)), NOT_FOUND);
    }
}

#[tokio::test(start_paused = true)]
async fn names_are_unique_and_a_queue_that_is_led_to_stays() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("quick-connects".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let queue = center.queue("Sales").await;
    let flow = center.flow("Default queue transfer").await;
    let sales = create(&center, "Sales", to_queue(&queue, &flow))
        .send()
        .await
        .unwrap();
    center.quick_connect("Support").await;
    let again = create(&center, "Sales", to_number("+441234567890"));
    assert_eq!(refused!(again), DUPLICATE);
    let third = create(&center, "Third", to_number("+441234567890"));
    assert_eq!(refused!(third), FULL);
    let rename = connect.update_quick_connect_name().instance_id(instance);
    let rename = rename.quick_connect_id(sales.quick_connect_id().unwrap());
    assert_eq!(refused!(rename.clone()), INVALID_REQUEST);
    assert_eq!(refused!(rename.name("Support")), INVALID_REQUEST);

    let delete_queue = connect
        .delete_queue()
        .instance_id(instance)
        .queue_id(&queue);
    assert_eq!(refused!(delete_queue.clone()), IN_USE);
    let delete = connect.delete_quick_connect().instance_id(instance);
    let delete = delete.quick_connect_id(sales.quick_connect_arn().unwrap());
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
    delete_queue.send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_user_leaves_quick_connects_that_lead_nowhere() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let user = center.user("ann").await;
    let config = to_user(&user, &center.flow("Default agent transfer").await);
    let created = create(&center, "Ann", config.clone()).send().await.unwrap();
    let delete = connect.delete_user().instance_id(instance).user_id(&user);
    delete.send().await.unwrap();
    let asked = connect.describe_quick_connect().instance_id(instance);
    let left = asked
        .quick_connect_id(created.quick_connect_id().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(
        left.quick_connect.unwrap().quick_connect_config.as_ref(),
        Some(&config)
    );
    assert_eq!(refused!(create(&center, "Ann 2", config)), NOT_FOUND);
}
