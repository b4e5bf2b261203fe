//! Groups in the hierarchy of users.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, HierarchyGroupId, InstanceId, Tags};
use connect_resources::{
    Known, Named,
    hierarchy_group::{HierarchyGroupRecord, Port},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, made, millis, named, tag_map, tags},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_user_hierarchy_groups();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListUserHierarchyGroups",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.user_hierarchy_group_summary_list, page.next_token),
        );
        let entry = |entry: types::HierarchyGroupSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<HierarchyGroupRecord>, Fault> {
        let request = self.connect.search_user_hierarchy_groups();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchUserHierarchyGroups",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.user_hierarchy_groups, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &HierarchyGroupId,
    ) -> Result<HierarchyGroupRecord, Fault> {
        let request = self.connect.describe_user_hierarchy_group();
        let request = request
            .instance_id(instance.as_str())
            .hierarchy_group_id(id.as_str());
        let answer = self
            .call("DescribeUserHierarchyGroup", request.send())
            .await?;
        let record = answer.hierarchy_group.and_then(record);
        described("DescribeUserHierarchyGroup", record)
    }

    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        parent: Option<&HierarchyGroupId>,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_user_hierarchy_group();
        let request = request
            .instance_id(instance.as_str())
            .name(name)
            .set_parent_group_id(parent.map(ToString::to_string))
            .set_tags(tag_map(tags));
        let answer = self
            .call("CreateUserHierarchyGroup", request.send())
            .await?;
        made(
            "CreateUserHierarchyGroup",
            answer.hierarchy_group_id,
            answer.hierarchy_group_arn,
        )
    }

    async fn rename(
        &self,
        instance: &InstanceId,
        id: &HierarchyGroupId,
        name: &str,
    ) -> Result<(), Fault> {
        let request = self.connect.update_user_hierarchy_group_name();
        let request = request
            .instance_id(instance.as_str())
            .hierarchy_group_id(id.as_str())
            .name(name);
        self.call("UpdateUserHierarchyGroupName", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &HierarchyGroupId) -> Result<(), Fault> {
        let request = self.connect.delete_user_hierarchy_group();
        let request = request
            .instance_id(instance.as_str())
            .hierarchy_group_id(id.as_str());
        self.call("DeleteUserHierarchyGroup", request.send())
            .await?;
        Ok(())
    }
}

/// The path ends with the group itself. An answer without one tells of no place.
fn record(group: types::HierarchyGroup) -> Option<HierarchyGroupRecord> {
    let path = group.hierarchy_path?;
    let levels = [
        path.level_one,
        path.level_two,
        path.level_three,
        path.level_four,
        path.level_five,
    ];
    let step = |level: Option<types::HierarchyGroupSummary>| {
        let level = level?;
        Some((HierarchyGroupId::new(level.id?), level.name?))
    };
    Some(HierarchyGroupRecord {
        id: HierarchyGroupId::new(group.id?),
        path: levels.into_iter().map_while(step).collect(),
        tags: tags(group.tags),
        modified_ms: millis(group.last_modified_time),
    })
}
