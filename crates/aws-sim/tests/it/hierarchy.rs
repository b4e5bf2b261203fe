//! The hierarchy of users.

use aws_sdk_connect::types::{
    ControlPlaneAttributeFilter, HierarchyGroup, HierarchyGroupCondition, HierarchyGroupMatchType,
    HierarchyLevelUpdate, HierarchyStructureUpdate, TagCondition, UserHierarchyGroupSearchFilter,
    UserSearchCriteria,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused,
    },
    desk::unthrottled,
};

fn level(name: &str) -> HierarchyLevelUpdate {
    HierarchyLevelUpdate::builder()
        .name(name)
        .build()
        .expect("a level")
}

/// Levels from the top, to be set.
fn structure(
    center: &Center,
    names: &[&str],
) -> aws_sdk_connect::operation::update_user_hierarchy_structure::builders::UpdateUserHierarchyStructureFluentBuilder
{
    let mut names = names.iter().map(|name| level(name));
    let structure = HierarchyStructureUpdate::builder()
        .set_level_one(names.next())
        .set_level_two(names.next())
        .set_level_three(names.next());
    let update = center.connect.update_user_hierarchy_structure();
    let update = update.instance_id(&center.instance);
    update.hierarchy_structure(structure.build())
}

fn create(
    center: &Center,
    name: &str,
    parent: Option<&str>,
) -> aws_sdk_connect::operation::create_user_hierarchy_group::builders::CreateUserHierarchyGroupFluentBuilder
{
    let create = center.connect.create_user_hierarchy_group();
    let create = create.instance_id(&center.instance).name(name);
    create.set_parent_group_id(parent.map(str::to_owned))
}

async fn group(center: &Center, name: &str, parent: Option<&str>) -> String {
    let created = create(center, name, parent)
        .send()
        .await
        .expect("an answer");
    created.hierarchy_group_id.expect("it is there")
}

async fn described(center: &Center, id: &str) -> HierarchyGroup {
    let asked = center.connect.describe_user_hierarchy_group();
    let asked = asked.instance_id(&center.instance).hierarchy_group_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .hierarchy_group
        .expect("it is there")
}

#[tokio::test(start_paused = true)]
async fn levels_keep_their_ids_and_go_only_without_groups() {
    let center = Center::new(unthrottled()).await;
    let levels = async || {
        let asked = center.connect.describe_user_hierarchy_structure();
        let answer = asked.instance_id(&center.instance).send().await.unwrap();
        answer.hierarchy_structure.unwrap()
    };
    assert_eq!(levels().await.level_one, None);
    structure(&center, &["Division", "Team"])
        .send()
        .await
        .unwrap();
    let first = levels().await;
    let ids =
        |level: &Option<aws_sdk_connect::types::HierarchyLevel>| level.as_ref().unwrap().id.clone();
    structure(&center, &["Branch", "Team"])
        .send()
        .await
        .unwrap();
    let second = levels().await;
    assert_eq!(ids(&second.level_one), ids(&first.level_one));
    assert_eq!(second.level_one.as_ref().unwrap().name(), Some("Branch"));
    assert_eq!(second.level_two, first.level_two);

    let sales = group(&center, "Sales", None).await;
    let north = group(&center, "North", Some(&sales)).await;
    assert_eq!(refused!(structure(&center, &["Branch"])), IN_USE);
    assert_eq!(
        refused!(structure(&center, &["Same", "Same"])),
        INVALID_PARAMETER
    );
    let gap = HierarchyStructureUpdate::builder()
        .level_two(level("Team"))
        .build();
    let update = center.connect.update_user_hierarchy_structure();
    let update = update
        .instance_id(&center.instance)
        .hierarchy_structure(gap);
    assert_eq!(refused!(update), INVALID_PARAMETER);
    for id in [&north, &sales] {
        let delete = center.connect.delete_user_hierarchy_group();
        let delete = delete.instance_id(&center.instance).hierarchy_group_id(id);
        delete.send().await.unwrap();
    }
    structure(&center, &[]).send().await.unwrap();
    assert_eq!(levels().await.level_one, None);
}

#[tokio::test(start_paused = true)]
async fn groups_have_a_path_and_stay_below_their_parent() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("hierarchy-groups".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    assert_eq!(refused!(create(&center, "Sales", None)), INVALID_REQUEST);
    structure(&center, &["Division", "Team"])
        .send()
        .await
        .unwrap();
    assert_eq!(
        refused!(create(&center, &"x".repeat(101), None)),
        INVALID_PARAMETER
    );
    assert_eq!(refused!(create(&center, "Sales", Some("none"))), NOT_FOUND);
    let sales = group(&center, "Sales", None).await;
    assert_eq!(refused!(create(&center, "Sales", Some(&sales))), DUPLICATE);
    let north = create(&center, "North", Some(&sales))
        .tags("team", "a")
        .send()
        .await
        .unwrap();
    let north = north.hierarchy_group_id.unwrap();
    assert_eq!(refused!(create(&center, "South", Some(&sales))), FULL);

    let shown = described(&center, &north).await;
    let path = shown.hierarchy_path.unwrap();
    assert_eq!(path.level_one.unwrap().id, Some(sales.clone()));
    assert_eq!(path.level_two.unwrap().id, Some(north.clone()));
    assert_eq!(path.level_three, None);
    let top = described(&center, &sales).await;
    assert!(top.level_id.is_some() && top.level_id != shown.level_id);

    let rename = center.connect.update_user_hierarchy_group_name();
    let rename = rename
        .instance_id(&center.instance)
        .hierarchy_group_id(&north);
    assert_eq!(refused!(rename.clone().name("Sales")), DUPLICATE);
    rename.name("Far north").send().await.unwrap();
    let tag = TagCondition::builder()
        .tag_key("team")
        .tag_value("a")
        .build();
    let filter = ControlPlaneAttributeFilter::builder()
        .tag_condition(tag)
        .build();
    let filter = UserHierarchyGroupSearchFilter::builder()
        .attribute_filter(filter)
        .build();
    let search = center.connect.search_user_hierarchy_groups();
    let found = search
        .instance_id(&center.instance)
        .search_filter(filter)
        .send()
        .await
        .unwrap();
    let names: Vec<_> = found
        .user_hierarchy_groups()
        .iter()
        .map(|of| of.name().unwrap())
        .collect();
    assert_eq!(names, ["Far north"]);
    let list = center.connect.list_user_hierarchy_groups();
    let listed = list.instance_id(&center.instance).send().await.unwrap();
    assert_eq!(listed.user_hierarchy_group_summary_list().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn groups_stay_while_anything_is_in_them_and_users_are_found_by_them() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    structure(&center, &["Division", "Team"])
        .send()
        .await
        .unwrap();
    let sales = group(&center, "Sales", None).await;
    let north = group(&center, "North", Some(&sales)).await;
    let create = center.new_user("ann").await.hierarchy_group_id(&north);
    let user = create.send().await.unwrap().user_id.unwrap();
    center.user("bob").await;
    let found = async |group: &str, kind: HierarchyGroupMatchType| {
        let condition = HierarchyGroupCondition::builder().value(group);
        let condition = condition.hierarchy_group_match_type(kind).build();
        let criteria = UserSearchCriteria::builder().hierarchy_group_condition(condition);
        let search = connect.search_users().instance_id(instance);
        let found = search
            .search_criteria(criteria.build())
            .send()
            .await
            .unwrap();
        found.users().len()
    };
    assert_eq!(found(&north, HierarchyGroupMatchType::Exact).await, 1);
    assert_eq!(found(&sales, HierarchyGroupMatchType::Exact).await, 0);
    assert_eq!(
        found(&sales, HierarchyGroupMatchType::WithChildGroups).await,
        1
    );

    let delete = |id: &str| {
        let delete = connect.delete_user_hierarchy_group().instance_id(instance);
        delete.hierarchy_group_id(id)
    };
    assert_eq!(refused!(delete(&sales)), IN_USE);
    assert_eq!(refused!(delete(&north)), IN_USE);
    let update = connect
        .update_user_hierarchy()
        .instance_id(instance)
        .user_id(&user);
    assert_eq!(
        refused!(update.clone().hierarchy_group_id("none")),
        NOT_FOUND
    );
    update.send().await.unwrap();
    let asked = connect.describe_user().instance_id(instance).user_id(&user);
    assert_eq!(
        asked.send().await.unwrap().user.unwrap().hierarchy_group_id,
        None
    );
    let restrict = connect.create_security_profile().instance_id(instance);
    let restrict = restrict.security_profile_name("North only");
    restrict
        .allowed_access_control_hierarchy_group_id(&north)
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(delete(&north)), IN_USE);
}
