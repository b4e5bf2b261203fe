//! Security profiles and their permissions.

use aws_sdk_connect::types::{SecurityProfile, SecurityProfileType};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused,
    },
    desk::unthrottled,
};

fn create(
    center: &Center,
    name: &str,
    permissions: &[&str],
) -> aws_sdk_connect::operation::create_security_profile::builders::CreateSecurityProfileFluentBuilder
{
    let create = center.connect.create_security_profile();
    let create = create
        .instance_id(&center.instance)
        .security_profile_name(name);
    let permissions = permissions.iter().map(|name| (*name).to_owned());
    create.set_permissions(Some(permissions.collect()))
}

async fn described(center: &Center, id: &str) -> SecurityProfile {
    let asked = center.connect.describe_security_profile();
    let asked = asked.instance_id(&center.instance).security_profile_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .security_profile
        .expect("it is there")
}

async fn permissions(center: &Center, id: &str) -> Vec<String> {
    let list = center.connect.list_security_profile_permissions();
    let list = list.instance_id(&center.instance).security_profile_id(id);
    let pages = list.max_results(100).into_paginator().items().send();
    let permissions: Result<Vec<_>, _> = pages.collect().await;
    permissions.expect("it is there")
}

#[tokio::test(start_paused = true)]
async fn a_new_instance_has_four_profiles_and_its_administrators_may_do_everything() {
    let center = Center::new(unthrottled()).await;
    let mut counts = Vec::new();
    for name in ["Admin", "Agent", "CallCenterManager", "QualityAnalyst"] {
        let id = center.security_profile(name).await;
        let profile = described(&center, &id).await;
        assert_eq!(profile.r#type, Some(SecurityProfileType::AwsManaged));
        assert!(profile.description.is_some());
        counts.push(permissions(&center, &id).await.len());
        let delete = center.connect.delete_security_profile();
        let delete = delete.instance_id(&center.instance).security_profile_id(id);
        assert_eq!(refused!(delete), INVALID_REQUEST);
    }
    assert_eq!(counts, [317, 3, 36, 6]);
    let admin = permissions(&center, &center.security_profile("Admin").await).await;
    for id in ["Agent", "CallCenterManager", "QualityAnalyst"] {
        let permitted = permissions(&center, &center.security_profile(id).await).await;
        assert!(permitted.iter().all(|name| admin.contains(name)), "{id}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_profile_changes_by_what_is_given_and_a_search_knows_no_permissions() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let created = create(&center, "Leads", &["Users.View", "BasicAgentAccess"])
        .description("Lead")
        .allowed_access_control_tags("team", "a")
        .tag_restricted_resources("User")
        .tags("team", "a")
        .send()
        .await
        .unwrap();
    let id = created.security_profile_id.unwrap();
    let profile = described(&center, &created.security_profile_arn.unwrap()).await;
    assert_eq!(profile.organization_resource_id(), Some(instance));
    assert_eq!(profile.tag_restricted_resources(), ["User"]);
    assert_eq!(
        permissions(&center, &id).await,
        ["BasicAgentAccess", "Users.View"]
    );

    let update = || {
        let update = connect.update_security_profile().instance_id(instance);
        update.security_profile_id(&id)
    };
    update().permissions("Queues.View").send().await.unwrap();
    assert_eq!(permissions(&center, &id).await, ["Queues.View"]);
    assert_eq!(described(&center, &id).await.description(), Some("Lead"));
    update()
        .description("")
        .set_permissions(Some(Vec::new()))
        .send()
        .await
        .unwrap();
    let profile = described(&center, &id).await;
    assert_eq!(profile.description, None);
    assert_eq!(profile.allowed_access_control_tags.unwrap()["team"], "a");
    assert!(permissions(&center, &id).await.is_empty());
    assert_eq!(
        refused!(update().permissions("Queues.Look")),
        INVALID_PARAMETER
    );

    let found = connect
        .search_security_profiles()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    let names: Vec<_> = found
        .security_profiles()
        .iter()
        .map(|of| of.security_profile_name().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Admin",
            "Agent",
            "CallCenterManager",
            "QualityAnalyst",
            "Leads"
        ]
    );
    assert_eq!(
        found.security_profiles()[4].tags.as_ref().unwrap()["team"],
        "a"
    );
}

#[tokio::test(start_paused = true)]
async fn profiles_are_checked_counted_and_guarded_by_their_users() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("security-profiles".to_owned(), 1)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    assert_eq!(refused!(create(&center, "Admin", &[])), DUPLICATE);
    assert_eq!(refused!(create(&center, "a/b", &[])), INVALID_PARAMETER);
    for unknown in ["users.view", "Users", "Users.Look"] {
        assert_eq!(
            refused!(create(&center, "Leads", &[unknown])),
            INVALID_PARAMETER
        );
    }
    let grouped = create(&center, "Leads", &[]).allowed_access_control_hierarchy_group_id("none");
    assert_eq!(refused!(grouped), NOT_FOUND);
    let made = create(&center, "Leads", &["Users.View"])
        .send()
        .await
        .unwrap();
    let id = made.security_profile_id.unwrap();
    assert_eq!(refused!(create(&center, "More", &[])), FULL);

    let user = center.new_user("ann").await.security_profile_ids(&id);
    let user = user.send().await.unwrap().user_id.unwrap();
    let delete = connect.delete_security_profile().instance_id(instance);
    let delete = delete.security_profile_id(&id);
    assert_eq!(refused!(delete.clone()), IN_USE);
    let update = connect
        .update_user_security_profiles()
        .instance_id(instance);
    let agent = center.security_profile("Agent").await;
    update
        .user_id(user)
        .security_profile_ids(agent)
        .send()
        .await
        .unwrap();
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
}
