//! Users.

use std::time::Duration;

use aws_sdk_connect::types::{
    AutoAcceptConfig, Channel, DirectoryType, PhoneType, StringComparisonType, StringCondition,
    User, UserIdentityInfo, UserPhoneConfig, UserSearchCriteria,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused, soft_phone,
    },
    desk::{PRODUCER, unthrottled},
};

fn identity(first: &str, last: &str) -> aws_sdk_connect::types::builders::UserIdentityInfoBuilder {
    UserIdentityInfo::builder()
        .first_name(first)
        .last_name(last)
}

fn phone(seconds: i32) -> UserPhoneConfig {
    UserPhoneConfig::builder()
        .phone_type(PhoneType::DeskPhone)
        .desk_phone_number("+441234567890")
        .after_contact_work_time_limit(seconds)
        .build()
}

fn auto_accept(channel: Channel) -> AutoAcceptConfig {
    let config = AutoAcceptConfig::builder()
        .channel(channel)
        .auto_accept(true);
    config.build().expect("a configuration")
}

async fn described(center: &Center, id: &str) -> User {
    let asked = center.connect.describe_user();
    let asked = asked.instance_id(&center.instance).user_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .user
        .expect("it is there")
}

#[tokio::test(start_paused = true)]
async fn a_user_comes_back_as_given_and_a_search_knows_less_in_other_units() {
    let center = Center::new(unthrottled()).await;
    let email = identity("Ann", "Lee").email("ann@example.com");
    let create = center.new_user("ann").await;
    let created = create
        .identity_info(email.clone().mobile("+441234567890").build())
        .phone_config(phone(60))
        .tags("team", "a")
        .send()
        .await
        .unwrap();
    let (id, arn) = (created.user_id.unwrap(), created.user_arn.unwrap());
    assert!(arn.contains("/agent/"));
    let user = described(&center, &arn).await;
    assert_eq!(
        (user.id.as_ref(), user.username()),
        (Some(&id), Some("ann"))
    );
    assert_eq!(
        user.identity_info.as_ref().unwrap().email(),
        Some("ann@example.com")
    );
    assert_eq!(
        user.security_profile_ids(),
        [center.security_profile("Agent").await]
    );
    let of_user = user.phone_config.as_ref().unwrap();
    assert_eq!(
        (of_user.after_contact_work_time_limit, of_user.auto_accept),
        (60, false)
    );
    assert_eq!(user.last_modified_region(), Some("eu-west-2"));

    let condition = StringCondition::builder()
        .field_name("Username")
        .value("an")
        .comparison_type(StringComparisonType::StartsWith);
    let criteria = UserSearchCriteria::builder().string_condition(condition.build());
    let search = center.connect.search_users().instance_id(&center.instance);
    let found = search
        .search_criteria(criteria.build())
        .send()
        .await
        .unwrap();
    let [found] = found.users() else {
        panic!("one user begins so");
    };
    assert_eq!(
        found
            .phone_config
            .as_ref()
            .unwrap()
            .after_contact_work_time_limit,
        60_000
    );
    assert_eq!(
        found.identity_info.as_ref().unwrap().last_name(),
        Some("Lee")
    );
    assert_eq!(found.tags.as_ref().unwrap()["team"], "a");
    assert_eq!(found.routing_profile_id, user.routing_profile_id);
    let path = "/search-users";
    let body = format!(r#"{{"InstanceId": "{}"}}"#, center.instance);
    let (_, _, raw) = center.desk.connect_raw("POST", path, &body).await;
    assert_eq!(
        raw["Users"][0]["IdentityInfo"].as_object().unwrap().len(),
        2
    );
}

#[tokio::test(start_paused = true)]
async fn passwords_go_with_managed_users_alone_and_are_never_shown() {
    let center = Center::new(unthrottled()).await;
    let create = center.new_user("ann").await;
    for password in [
        "passw0rd",
        "PASSW0RD",
        "Password",
        "Pass w0rd",
        "Passw0r",
        &"aB3".repeat(22),
    ] {
        assert_eq!(
            refused!(create.clone().password(password)),
            INVALID_PARAMETER
        );
    }
    assert_eq!(
        refused!(create.clone().set_password(None)),
        INVALID_PARAMETER
    );
    create.password("Secr3t-and-long").send().await.unwrap();
    let state = center.desk.simulator.state().to_string();
    assert!(state.contains(r#""name":"ann""#) && !state.contains("Secr3t-and-long"));

    let made = center.connect.create_instance();
    let made = made
        .identity_management_type(DirectoryType::Saml)
        .instance_alias("saml-center")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(true);
    let saml = Center {
        instance: made.send().await.unwrap().id.unwrap(),
        connect: center.desk.connect(PRODUCER),
        desk: center.desk,
    };
    tokio::time::sleep(Duration::from_mins(1)).await;
    let create = saml.new_user("ann").await;
    assert_eq!(refused!(create.clone()), INVALID_PARAMETER);
    create.set_password(None).send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn usernames_are_unique_and_references_are_checked() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("users".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    center.user("ann").await;
    let create = center.new_user("bob").await;
    assert_eq!(refused!(center.new_user("Ann").await), DUPLICATE);
    assert_eq!(
        refused!(create.clone().routing_profile_id("none")),
        NOT_FOUND
    );
    assert_eq!(
        refused!(create.clone().security_profile_ids("none")),
        NOT_FOUND
    );
    assert_eq!(
        refused!(create.clone().hierarchy_group_id("none")),
        NOT_FOUND
    );
    let none = create.clone().set_security_profile_ids(Some(Vec::new()));
    assert_eq!(refused!(none), INVALID_PARAMETER);
    let id = create.send().await.unwrap().user_id.unwrap();
    assert_eq!(refused!(center.new_user("cid").await), FULL);

    let update = connect.update_user_routing_profile().instance_id(instance);
    let update = update.user_id(&id).routing_profile_id("none");
    assert_eq!(refused!(update), NOT_FOUND);
    let update = connect
        .update_user_security_profiles()
        .instance_id(instance);
    let update = update.user_id(&id).security_profile_ids("none");
    assert_eq!(refused!(update), NOT_FOUND);
    let delete = connect.delete_user().instance_id(instance).user_id(&id);
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
    let listed = connect
        .list_users()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    assert_eq!(listed.user_summary_list().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_only_the_documentation_demands_is_demanded_when_strict() {
    let (strict, lax) = (
        Center::new(Settings {
            strict: true,
            ..unthrottled()
        })
        .await,
        Center::new(unthrottled()).await,
    );
    let names = identity("Ann", "Lee");
    let email = names.clone().email("ann@example.com").build();
    let cases = [
        ("ann", UserIdentityInfo::builder().build()),
        ("bob", names.clone().build()),
        ("a-name-of-more-than-20-characters", email.clone()),
    ];
    for (username, identity) in cases {
        let refused = strict
            .new_user(username)
            .await
            .identity_info(identity.clone());
        assert_eq!(refused!(refused), INVALID_PARAMETER);
        let taken = lax.new_user(username).await.identity_info(identity);
        taken.send().await.unwrap();
    }
    let create = strict.new_user("ann").await;
    let id = create
        .identity_info(email)
        .send()
        .await
        .unwrap()
        .user_id
        .unwrap();
    let update = strict.connect.update_user_identity_info();
    let update = update.instance_id(&strict.instance).user_id(id);
    assert_eq!(
        refused!(update.identity_info(names.build())),
        INVALID_PARAMETER
    );
}

#[tokio::test(start_paused = true)]
async fn phones_follow_their_rules() {
    let center = Center::new(unthrottled()).await;
    let create = center.new_user("ann").await;
    let desk = UserPhoneConfig::builder().phone_type(PhoneType::DeskPhone);
    for phone in [
        desk.clone().build(),
        desk.desk_phone_number("01234").build(),
        phone(2_000_001),
    ] {
        assert_eq!(
            refused!(create.clone().phone_config(phone)),
            INVALID_PARAMETER
        );
    }
    let automatic = UserPhoneConfig::builder().phone_type(PhoneType::SoftPhone);
    let twice = create
        .clone()
        .phone_config(automatic.auto_accept(true).build());
    let twice = twice.auto_accept_configs(auto_accept(Channel::Voice));
    assert_eq!(refused!(twice), INVALID_REQUEST);
    let twice = create
        .clone()
        .auto_accept_configs(auto_accept(Channel::Voice));
    let twice = twice.auto_accept_configs(auto_accept(Channel::Voice));
    assert_eq!(refused!(twice), INVALID_PARAMETER);
    let created = create.auto_accept_configs(auto_accept(Channel::Chat));
    let id = created.send().await.unwrap().user_id.unwrap();
    assert_eq!(described(&center, &id).await.auto_accept_configs().len(), 1);
    let path = format!("/users/{}/{id}/phone-config", center.instance);
    let typeless = r#"{"PhoneConfig": {"AutoAccept": true}}"#;
    let (_, code, _) = center.desk.connect_raw("POST", &path, typeless).await;
    assert_eq!(code, "InvalidParameterException");
}

#[tokio::test(start_paused = true)]
async fn every_aspect_of_a_user_has_its_own_update() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let create = center.new_user("ann").await;
    let create = create.identity_info(identity("Ann", "Lee").email("ann@example.com").build());
    let id = create.send().await.unwrap().user_id.unwrap();
    let first = described(&center, &id).await;
    tokio::time::sleep(Duration::from_secs(5)).await;

    let update = connect.update_user_identity_info().instance_id(instance);
    let update = update
        .user_id(&id)
        .identity_info(identity("Ann", "Roe").build());
    update.send().await.unwrap();
    let update = connect.update_user_phone_config().instance_id(instance);
    update
        .user_id(&id)
        .phone_config(phone(30))
        .send()
        .await
        .unwrap();
    let update = connect
        .update_user_config()
        .instance_id(instance)
        .user_id(&id);
    assert_eq!(refused!(update.clone()), INVALID_REQUEST);
    update
        .auto_accept_configs(auto_accept(Channel::Task))
        .send()
        .await
        .unwrap();
    let admin = center.security_profile("Admin").await;
    let agent = center.security_profile("Agent").await;
    let update = connect
        .update_user_security_profiles()
        .instance_id(instance);
    let update = update.user_id(&id).security_profile_ids(&admin);
    update.security_profile_ids(&agent).send().await.unwrap();

    let second = described(&center, &id).await;
    let who = second.identity_info.as_ref().unwrap();
    assert_eq!((who.last_name(), who.email()), (Some("Roe"), None));
    assert_eq!(
        second.phone_config.as_ref(),
        Some(
            &UserPhoneConfig::builder()
                .phone_type(PhoneType::DeskPhone)
                .auto_accept(false)
                .after_contact_work_time_limit(30)
                .desk_phone_number("+441234567890")
                .build()
        )
    );
    assert_eq!(second.security_profile_ids(), [admin, agent]);
    assert_eq!(second.auto_accept_configs(), [auto_accept(Channel::Task)]);
    assert_eq!(second.routing_profile_id, first.routing_profile_id);
    let age = |user: &User| user.last_modified_time.unwrap().secs();
    assert_eq!(age(&second) - age(&first), 5);

    let back = connect.update_user_phone_config().instance_id(instance);
    back.user_id(&id)
        .phone_config(soft_phone())
        .send()
        .await
        .unwrap();
    let third = described(&center, &id).await.phone_config.unwrap();
    assert_eq!(
        (third.after_contact_work_time_limit, third.desk_phone_number),
        (0, None)
    );
}

#[tokio::test(start_paused = true)]
async fn a_user_is_not_there_for_readers_until_the_lag_is_over() {
    let center = Center::new(unthrottled()).await;
    let lagging = Center::new(Settings {
        lag: Duration::from_secs(2),
        ..unthrottled()
    })
    .await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    for (center, waits) in [(center, false), (lagging, true)] {
        let id = center.user("ann").await;
        let asked = center.connect.describe_user().instance_id(&center.instance);
        let asked = asked.user_id(&id);
        if waits {
            assert_eq!(refused!(asked.clone()), NOT_FOUND);
            assert_eq!(refused!(center.new_user("ann").await), DUPLICATE);
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        asked.send().await.unwrap();
    }
}
