//! Log groups of Amazon CloudWatch Logs, and their tags.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_cloudwatchlogs::types;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{
    Known,
    log_group::{LogGroupRecord, Port},
};

use crate::{aws::Aws, call::Operation};

/// The largest page of the list.
const PAGE: i32 = 50;

const CREATE: Operation = operation("CreateLogGroup");
const DELETE: Operation = operation("DeleteLogGroup");
const KEEP: Operation = operation("PutRetentionPolicy");
const LIST: Operation = operation("DescribeLogGroups");
const TAG: Operation = operation("TagResource");
const TAGS: Operation = operation("ListTagsForResource");
const UNTAG: Operation = operation("UntagResource");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "logs",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    /// A list of names that begin with this one has it first, if it is there.
    async fn find(&self, name: &str) -> Result<Option<LogGroupRecord>, Fault> {
        let request = self.logs.describe_log_groups();
        let request = request.log_group_name_prefix(name).limit(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.log_groups, page.next_token),
        );
        let mut listed = listed.await?.into_iter();
        let is_it = |group: &types::LogGroup| group.log_group_name.as_deref() == Some(name);
        let Some(group) = listed.find(is_it) else {
            return Ok(None);
        };
        let known = self.known_group(name);
        let request = self.logs.list_tags_for_resource().resource_arn(&known.arn);
        let tags = self.caller.send(TAGS, request.send()).await?.tags;
        Ok(Some(LogGroupRecord {
            known,
            retention_days: group.retention_in_days.and_then(|it| it.try_into().ok()),
            kms_key: group.kms_key_id,
            stored_bytes: group
                .stored_bytes
                .unwrap_or_default()
                .try_into()
                .unwrap_or(0),
            tags: tags_of(tags),
        }))
    }

    async fn create(&self, name: &str, tags: &Tags) -> Result<Known, Fault> {
        let request = self.logs.create_log_group();
        let request = request.log_group_name(name).set_tags(map_of(tags));
        self.caller.send(CREATE, request.send()).await?;
        Ok(self.known_group(name))
    }

    async fn keep(&self, name: &str, days: u32) -> Result<(), Fault> {
        let request = self.logs.put_retention_policy();
        let request = request
            .log_group_name(name)
            .retention_in_days(days.try_into().unwrap_or(i32::MAX));
        self.caller.send(KEEP, request.send()).await?;
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), Fault> {
        let request = self.logs.delete_log_group().log_group_name(name);
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

impl Aws {
    pub(crate) async fn tag_log_group(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.logs.tag_resource();
        let request = request.resource_arn(arn).set_tags(map_of(tags));
        self.caller.send(TAG, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn untag_log_group(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let request = self.logs.untag_resource();
        let request = request.resource_arn(arn).set_tag_keys(Some(keys.to_vec()));
        self.caller.send(UNTAG, request.send()).await?;
        Ok(())
    }

    /// The call that makes a group answers nothing; its ARN follows from its name.
    fn known_group(&self, name: &str) -> Known {
        let (region, account) = (&self.caller.region, &self.caller.account);
        let partition = region.partition();
        let arn = format!("arn:{partition}:logs:{region}:{account}:log-group:{name}");
        Known::new(name, arn)
    }
}

/// Tags that AWS itself set nobody else can, so they are left out.
fn tags_of(given: Option<HashMap<String, String>>) -> Tags {
    let mut tags = Tags::new();
    for (key, value) in given.into_iter().flatten() {
        let _ = tags.insert(key, value);
    }
    tags
}

fn map_of(tags: &Tags) -> Option<HashMap<String, String>> {
    let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    (!tags.is_empty()).then(|| tags.iter().map(owned).collect())
}
