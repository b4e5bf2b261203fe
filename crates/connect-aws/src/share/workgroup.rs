//! Workgroups of Athena.

use analytics_share::port::{WorkgroupPort, WorkgroupRecord};
use async_trait::async_trait;
use aws_sdk_athena::types;
use connect_model::{Fault, FaultClass, Tags};

use crate::{aws::Aws, call::Operation, fault};

const CREATE: Operation = operation("CreateWorkGroup");
const DELETE: Operation = operation("DeleteWorkGroup");
const GET: Operation = operation("GetWorkGroup");
const TAGS: Operation = operation("ListTagsForResource");
const UPDATE: Operation = operation("UpdateWorkGroup");

/// What Athena says of nearly all that it refuses.
const INVALID: &str = "InvalidRequestException";

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "athena",
        name,
    }
}

#[async_trait]
impl WorkgroupPort for Aws {
    async fn workgroup(&self, name: &str) -> Result<Option<WorkgroupRecord>, Fault> {
        let request = self.athena.get_work_group().work_group(name);
        let answer = match self.caller.send(GET, request.send()).await {
            Err(fault) if is_missing(&fault) => return Ok(None),
            answer => answer?,
        };
        let configuration = answer.work_group.and_then(|group| group.configuration);
        // One without a configuration is how some servers say that there is none.
        Ok(configuration.map(|it| record(name, it)))
    }

    async fn create(&self, draft: &WorkgroupRecord, tags: &Tags) -> Result<(), Fault> {
        let result = types::ResultConfiguration::builder()
            .set_output_location(draft.output.clone())
            .set_encryption_configuration(encryption(CREATE, draft)?);
        let configuration = types::WorkGroupConfiguration::builder()
            .result_configuration(result.build())
            .enforce_work_group_configuration(draft.enforced)
            .publish_cloud_watch_metrics_enabled(draft.metrics)
            .set_bytes_scanned_cutoff_per_query(limit(draft));
        let request = self.athena.create_work_group();
        let request = request
            .name(&draft.name)
            .configuration(configuration.build())
            .set_tags(Some(list_of(tags)));
        match self.caller.send(CREATE, request.send()).await {
            Ok(_) => Ok(()),
            // Athena has no code of its own for a name that is taken; its words are observed.
            Err(mut fault) if fault.code == INVALID && fault.message.contains("already") => {
                fault.class = FaultClass::Duplicate;
                Err(fault)
            }
            Err(fault) => Err(fault),
        }
    }

    async fn update(&self, draft: &WorkgroupRecord) -> Result<(), Fault> {
        let encryption = encryption(UPDATE, draft)?;
        let result = types::ResultConfigurationUpdates::builder()
            .set_output_location(draft.output.clone())
            .set_remove_output_location(draft.output.is_none().then_some(true))
            .set_remove_encryption_configuration(encryption.is_none().then_some(true))
            .set_encryption_configuration(encryption);
        let limit = limit(draft);
        let updates = types::WorkGroupConfigurationUpdates::builder()
            .result_configuration_updates(result.build())
            .enforce_work_group_configuration(draft.enforced)
            .publish_cloud_watch_metrics_enabled(draft.metrics)
            .set_remove_bytes_scanned_cutoff_per_query(limit.is_none().then_some(true))
            .set_bytes_scanned_cutoff_per_query(limit);
        let request = self.athena.update_work_group();
        let request = request
            .work_group(&draft.name)
            .configuration_updates(updates.build());
        self.caller.send(UPDATE, request.send()).await?;
        Ok(())
    }

    async fn tags(&self, name: &str) -> Result<Tags, Fault> {
        let (account, region) = (&self.caller.account, &self.caller.region);
        let partition = region.partition();
        let arn = format!("arn:{partition}:athena:{region}:{account}:workgroup/{name}");
        let request = self.athena.list_tags_for_resource().resource_arn(arn);
        let listed = self.caller.pages(
            TAGS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.tags, page.next_token),
        );
        let mut tags = Tags::new();
        for tag in listed.await? {
            let _ = tags.insert(tag.key.unwrap_or_default(), tag.value.unwrap_or_default());
        }
        Ok(tags)
    }

    async fn delete(&self, name: &str) -> Result<(), Fault> {
        let request = self.athena.delete_work_group();
        let request = request.work_group(name).recursive_delete_option(true);
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if !is_missing(&fault) => Err(fault),
            _ => Ok(()),
        }
    }
}

/// Athena has no code of its own for what is not there; its words are observed.
fn is_missing(fault: &Fault) -> bool {
    fault.code == INVALID && fault.message.contains("is not found")
}

fn record(name: &str, told: types::WorkGroupConfiguration) -> WorkgroupRecord {
    let result = told.result_configuration;
    let encryption = result
        .as_ref()
        .and_then(|it| it.encryption_configuration.clone());
    WorkgroupRecord {
        name: name.to_owned(),
        enforced: told.enforce_work_group_configuration.unwrap_or_default(),
        output: result.and_then(|it| it.output_location),
        encrypted: encryption.is_some(),
        kms_key: encryption.and_then(|it| it.kms_key),
        scan_limit_bytes: told
            .bytes_scanned_cutoff_per_query
            .and_then(|it| it.try_into().ok()),
        metrics: told.publish_cloud_watch_metrics_enabled.unwrap_or_default(),
    }
}

fn encryption(
    operation: Operation,
    draft: &WorkgroupRecord,
) -> Result<Option<types::EncryptionConfiguration>, Fault> {
    if !draft.encrypted {
        return Ok(None);
    }
    let option = match draft.kms_key {
        Some(_) => types::EncryptionOption::SseKms,
        None => types::EncryptionOption::SseS3,
    };
    let encryption = types::EncryptionConfiguration::builder()
        .encryption_option(option)
        .set_kms_key(draft.kms_key.clone());
    Ok(Some(fault::built(operation, encryption.build())?))
}

fn limit(draft: &WorkgroupRecord) -> Option<i64> {
    draft
        .scan_limit_bytes
        .map(|it| i64::try_from(it).unwrap_or(i64::MAX))
}

fn list_of(tags: &Tags) -> Vec<types::Tag> {
    let tag = |(key, value): (&str, &str)| types::Tag::builder().key(key).value(value).build();
    tags.iter().map(tag).collect()
}
