//! Security profiles of users and agents by their ARN, tags of an instance, and imported numbers.

use aws_sdk_connect::types::{
    EntityType, ResourceTagsSearchCriteria, SecurityProfileItem, StringComparisonType,
    TagSearchCondition,
};

use crate::{
    center::{Center, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, refused},
    desk::unthrottled,
};

const AI_AGENT: &str = "arn:aws:wisdom:eu-west-2:111111111111:ai-agent/a/b";
const SOURCE: &str = "arn:aws:sms-voice:eu-west-2:111111111111:phone-number/phone-0123456789abcdef";

#[tokio::test(start_paused = true)]
async fn a_user_keeps_a_security_profile_and_an_agent_need_not() {
    let center = Center::new(unthrottled()).await;
    let user = center.user("jane").await;
    let create = center.connect.create_security_profile();
    let create = create
        .instance_id(&center.instance)
        .security_profile_name("Sales");
    let sales = create.send().await.unwrap().security_profile_id.unwrap();
    let agent = center.security_profile("Agent").await;
    let item = |id: &str| SecurityProfileItem::builder().id(id).build();
    let associate = |kind: EntityType, arn: &str| {
        let associate = center.connect.associate_security_profiles();
        let associate = associate.instance_id(&center.instance).entity_type(kind);
        associate.entity_arn(arn).security_profiles(item(&sales))
    };
    let apart = |kind: EntityType, arn: &str, profile: &str| {
        let apart = center.connect.disassociate_security_profiles();
        let apart = apart.instance_id(&center.instance).entity_type(kind);
        apart.entity_arn(arn).security_profiles(item(profile))
    };
    associate(EntityType::User, &user).send().await.unwrap();
    apart(EntityType::User, &user, &agent).send().await.unwrap();
    let last = apart(EntityType::User, &user, &sales);
    assert_eq!(refused!(last), INVALID_REQUEST);
    associate(EntityType::User, &user).send().await.unwrap();
    let describe = center.connect.describe_user().instance_id(&center.instance);
    let described = describe.user_id(&user).send().await.unwrap().user.unwrap();
    assert_eq!(
        described.security_profile_ids(),
        std::slice::from_ref(&sales)
    );

    associate(EntityType::AiAgent, AI_AGENT)
        .send()
        .await
        .unwrap();
    let gone = center.connect.delete_user().instance_id(&center.instance);
    gone.user_id(&user).send().await.unwrap();
    let delete = center.connect.delete_security_profile();
    let delete = delete
        .instance_id(&center.instance)
        .security_profile_id(&sales);
    assert_eq!(refused!(delete.clone()), IN_USE);
    apart(EntityType::AiAgent, AI_AGENT, &sales)
        .send()
        .await
        .unwrap();
    delete.send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_search_for_tags_shows_each_pair_once() {
    let center = Center::new(unthrottled()).await;
    for (name, team) in [("One", "a"), ("Two", "a"), ("Three", "b")] {
        let create = center.connect.create_queue().instance_id(&center.instance);
        let create = create
            .hours_of_operation_id(center.hours().await)
            .name(name);
        create
            .tags("team", team)
            .tags("cost", "1")
            .send()
            .await
            .unwrap();
    }
    let search = center.connect.search_resource_tags();
    let search = search.instance_id(&center.instance);
    let unknown = search.clone().resource_types("TEAPOT");
    assert_eq!(refused!(unknown), INVALID_PARAMETER);
    let condition = TagSearchCondition::builder().tag_key("TE");
    let condition = condition.tag_key_comparison_type(StringComparisonType::StartsWith);
    let criteria = ResourceTagsSearchCriteria::builder().tag_search_condition(condition.build());
    let found = search
        .search_criteria(criteria.build())
        .send()
        .await
        .unwrap();
    let found: Vec<_> = found
        .tags()
        .iter()
        .map(|tag| (tag.key().unwrap(), tag.value().unwrap()))
        .collect();
    assert_eq!(found, [("team", "a"), ("team", "b")]);
}

#[tokio::test(start_paused = true)]
async fn a_number_is_imported_once() {
    let center = Center::new(unthrottled()).await;
    let import = |source: &str| {
        let import = center.connect.import_phone_number();
        import
            .instance_id(&center.instance)
            .source_phone_number_arn(source)
    };
    assert_eq!(refused!(import("arn:aws:s3:::bucket")), INVALID_PARAMETER);
    let number = import(SOURCE)
        .send()
        .await
        .unwrap()
        .phone_number_id
        .unwrap();
    assert_eq!(refused!(import(SOURCE)), INVALID_PARAMETER);
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let describe = center.connect.describe_phone_number();
    let described = describe.phone_number_id(number).send().await.unwrap();
    let summary = described.claimed_phone_number_summary.unwrap();
    assert_eq!(
        summary
            .phone_number_status
            .unwrap()
            .status
            .unwrap()
            .as_str(),
        "CLAIMED"
    );
}
