//! Traffic distribution groups, their users, and how they distribute.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, InstanceId, UserId};
use connect_resources::{
    Known,
    traffic_distribution_group::{
        Distribution, GroupDraft, GroupListed, GroupRecord, GroupStatus, Port,
    },
};

use crate::{
    aws::Aws,
    connect::{
        LIST_PAGE, count, described, duplicate, filled, int, made, named, tag_map, tags, whole,
    },
};

/// The largest page of the list of groups.
const GROUP_PAGE: i32 = 10;

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: Option<&InstanceId>) -> Result<Vec<GroupListed>, Fault> {
        let request = self.connect.list_traffic_distribution_groups();
        let request = request
            .set_instance_id(instance.map(ToString::to_string))
            .max_results(GROUP_PAGE);
        let listed = self.pages(
            "ListTrafficDistributionGroups",
            |token| request.clone().set_next_token(token).send(),
            |page| {
                (
                    page.traffic_distribution_group_summary_list,
                    page.next_token,
                )
            },
        );
        Ok(listed.await?.into_iter().filter_map(group).collect())
    }

    async fn describe(&self, arn: &str) -> Result<GroupRecord, Fault> {
        let request = self.connect.describe_traffic_distribution_group();
        let request = request.traffic_distribution_group_id(arn);
        let answer = self.call("DescribeTrafficDistributionGroup", request.send());
        let group = answer.await?.traffic_distribution_group;
        described("DescribeTrafficDistributionGroup", group.and_then(record))
    }

    async fn create(&self, draft: &GroupDraft) -> Result<Known, Fault> {
        let request = self.connect.create_traffic_distribution_group();
        let request = request
            .instance_id(draft.instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .set_tags(tag_map(&draft.tags))
            .client_token(&draft.token);
        let answer = self.call("CreateTrafficDistributionGroup", request.send());
        let answer = answer.await.map_err(duplicate)?;
        made("CreateTrafficDistributionGroup", answer.id, answer.arn)
    }

    async fn delete(&self, arn: &str) -> Result<(), Fault> {
        let request = self.connect.delete_traffic_distribution_group();
        let request = request.traffic_distribution_group_id(arn);
        let answer = self.call("DeleteTrafficDistributionGroup", request.send());
        match answer.await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }

    async fn users(&self, arn: &str) -> Result<Vec<UserId>, Fault> {
        let request = self.connect.list_traffic_distribution_group_users();
        let request = request
            .traffic_distribution_group_id(arn)
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListTrafficDistributionGroupUsers",
            |token| request.clone().set_next_token(token).send(),
            |page| {
                let users = page.traffic_distribution_group_user_summary_list;
                (users, page.next_token)
            },
        );
        let users = listed.await?.into_iter();
        Ok(users
            .filter_map(|user| user.user_id.map(UserId::new))
            .collect())
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        arn: &str,
        user: &UserId,
    ) -> Result<(), Fault> {
        let request = self.connect.associate_traffic_distribution_group_user();
        let request = request
            .traffic_distribution_group_id(arn)
            .user_id(user.as_str())
            .instance_id(instance.as_str());
        self.call("AssociateTrafficDistributionGroupUser", request.send())
            .await?;
        Ok(())
    }

    async fn disassociate(
        &self,
        instance: &InstanceId,
        arn: &str,
        user: &UserId,
    ) -> Result<(), Fault> {
        let request = self.connect.disassociate_traffic_distribution_group_user();
        let request = request
            .traffic_distribution_group_id(arn)
            .user_id(user.as_str())
            .instance_id(instance.as_str());
        self.call("DisassociateTrafficDistributionGroupUser", request.send())
            .await?;
        Ok(())
    }

    async fn distribution(&self, arn: &str) -> Result<Distribution, Fault> {
        let request = self.connect.get_traffic_distribution().id(arn);
        let answer = self.call("GetTrafficDistribution", request.send()).await?;
        Ok(Distribution {
            telephony: answer.telephony_config.map(|it| shares(it.distributions)),
            agents: answer.agent_config.map(|it| shares(it.distributions)),
            sign_in: answer.sign_in_config.map(|it| places(it.distributions)),
        })
    }

    async fn distribute(&self, arn: &str, distribution: &Distribution) -> Result<(), Fault> {
        let telephony = distribution.telephony.as_ref().map(|shares| {
            let config = types::TelephonyConfig::builder();
            whole(config.set_distributions(Some(rows(shares))).build())
        });
        let agents = distribution.agents.as_ref().map(|shares| {
            let config = types::AgentConfig::builder();
            whole(config.set_distributions(Some(rows(shares))).build())
        });
        let sign_in = distribution.sign_in.as_ref().map(|places| {
            let config = types::SignInConfig::builder();
            whole(config.set_distributions(Some(doors(places))).build())
        });
        let request = self.connect.update_traffic_distribution().id(arn);
        let request = request
            .set_telephony_config(telephony)
            .set_agent_config(agents)
            .set_sign_in_config(sign_in);
        self.call("UpdateTrafficDistribution", request.send())
            .await?;
        Ok(())
    }
}

fn group(listed: types::TrafficDistributionGroupSummary) -> Option<GroupListed> {
    Some(GroupListed {
        named: named(listed.name, listed.id, listed.arn, None)?,
        instance_arn: listed.instance_arn.unwrap_or_default(),
        is_default: listed.is_default,
        status: status(&listed.status?),
    })
}

fn record(group: types::TrafficDistributionGroup) -> Option<GroupRecord> {
    Some(GroupRecord {
        description: filled(group.description),
        tags: tags(group.tags),
        status: status(&group.status?),
    })
}

/// A word that is not known yet is one of a group that AWS is at.
fn status(status: &types::TrafficDistributionGroupStatus) -> GroupStatus {
    use types::TrafficDistributionGroupStatus as Status;
    match status {
        Status::Active => GroupStatus::Active,
        Status::CreationInProgress => GroupStatus::Creating,
        Status::PendingDeletion => GroupStatus::Deleting,
        Status::CreationFailed => GroupStatus::CreationFailed,
        Status::DeletionFailed => GroupStatus::DeletionFailed,
        _ => GroupStatus::Updating,
    }
}

fn shares(rows: Vec<types::Distribution>) -> BTreeMap<String, u32> {
    let rows = rows.into_iter();
    rows.map(|row| (row.region, count(row.percentage)))
        .collect()
}

fn rows(shares: &BTreeMap<String, u32>) -> Vec<types::Distribution> {
    let row = |(region, share): (&String, &u32)| {
        let row = types::Distribution::builder().region(region);
        whole(row.percentage(int(*share)).build())
    };
    shares.iter().map(row).collect()
}

fn places(rows: Vec<types::SignInDistribution>) -> BTreeMap<String, bool> {
    rows.into_iter()
        .map(|row| (row.region, row.enabled))
        .collect()
}

fn doors(places: &BTreeMap<String, bool>) -> Vec<types::SignInDistribution> {
    let row = |(region, enabled): (&String, &bool)| {
        let row = types::SignInDistribution::builder().region(region);
        whole(row.enabled(*enabled).build())
    };
    places.iter().map(row).collect()
}
