//! The hierarchy structure.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId};
use connect_resources::hierarchy_structure::Port;

use crate::{aws::Aws, connect::whole};

#[async_trait]
impl Port for Aws {
    async fn describe(&self, instance: &InstanceId) -> Result<Vec<String>, Fault> {
        let request = self.connect.describe_user_hierarchy_structure();
        let request = request.instance_id(instance.as_str());
        let answer = self
            .call("DescribeUserHierarchyStructure", request.send())
            .await?;
        Ok(answer.hierarchy_structure.map(names).unwrap_or_default())
    }

    async fn update(&self, instance: &InstanceId, levels: &[String]) -> Result<(), Fault> {
        let request = self.connect.update_user_hierarchy_structure();
        let request = request
            .instance_id(instance.as_str())
            .hierarchy_structure(structure(levels));
        self.call("UpdateUserHierarchyStructure", request.send())
            .await?;
        Ok(())
    }
}

/// Levels come without a gap from the top.
fn names(structure: types::HierarchyStructure) -> Vec<String> {
    let levels = [
        structure.level_one,
        structure.level_two,
        structure.level_three,
        structure.level_four,
        structure.level_five,
    ];
    levels.into_iter().map_while(|level| level?.name).collect()
}

fn structure(levels: &[String]) -> types::HierarchyStructureUpdate {
    let level = |index: usize| {
        let name = levels.get(index)?;
        Some(whole(
            types::HierarchyLevelUpdate::builder().name(name).build(),
        ))
    };
    types::HierarchyStructureUpdate::builder()
        .set_level_one(level(0))
        .set_level_two(level(1))
        .set_level_three(level(2))
        .set_level_four(level(3))
        .set_level_five(level(4))
        .build()
}
