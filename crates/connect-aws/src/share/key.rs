//! Keys of KMS that Trunkline makes.

use analytics_share::port::{KeyPort, KeyRecord};
use async_trait::async_trait;
use aws_sdk_kms::types;
use connect_model::{Fault, FaultClass, Tags};

use crate::{aws::Aws, call::Operation, fault};

const ALIAS: Operation = operation("CreateAlias");
const CREATE: Operation = operation("CreateKey");
const DELETE: Operation = operation("ScheduleKeyDeletion");
const DELETE_ALIAS: Operation = operation("DeleteAlias");
const DESCRIBE: Operation = operation("DescribeKey");
const LIST: Operation = operation("ListKeys");
const ROTATE: Operation = operation("EnableKeyRotation");
const TAGS: Operation = operation("ListResourceTags");
/// The largest page of keys, and that of their tags.
const PAGE: i32 = 1_000;
const TAG_PAGE: i32 = 50;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "kms",
        name,
    }
}

#[async_trait]
impl KeyPort for Aws {
    async fn key(&self, name: &str) -> Result<Option<KeyRecord>, Fault> {
        let request = self.kms.describe_key().key_id(name);
        match self.caller.send(DESCRIBE, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            answer => record(DESCRIBE, answer?.key_metadata).map(Some),
        }
    }

    /// The list knows no tags, so each key of the account costs a call. Keys of AWS tell nobody theirs.
    async fn tagged(&self, key: &str, value: &str) -> Result<Option<KeyRecord>, Fault> {
        let request = self.kms.list_keys().limit(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_marker(token).send(),
            |page| (page.keys, page.next_marker),
        );
        for entry in listed.await? {
            let Some(id) = entry.key_id else { continue };
            match KeyPort::tags(self, &id).await {
                Ok(tags) if tags.get(key) == Some(value) => {
                    let found = self.key(&id).await?;
                    if found.as_ref().is_some_and(|it| it.state == "Enabled") {
                        return Ok(found);
                    }
                }
                Err(fault) if fault.class != FaultClass::Denied => return Err(fault),
                _ => {}
            }
        }
        Ok(None)
    }

    async fn create(&self, description: &str, tags: &Tags) -> Result<KeyRecord, Fault> {
        let request = self.kms.create_key();
        let request = request
            .description(description)
            .set_tags(Some(list_of(CREATE, tags)?));
        let answer = self.caller.send(CREATE, request.send()).await?;
        record(CREATE, answer.key_metadata)
    }

    async fn rotate(&self, key: &str) -> Result<(), Fault> {
        let request = self.kms.enable_key_rotation().key_id(key);
        self.caller.send(ROTATE, request.send()).await?;
        Ok(())
    }

    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault> {
        let request = self.kms.create_alias();
        let request = request.alias_name(alias).target_key_id(key);
        self.caller.send(ALIAS, request.send()).await?;
        Ok(())
    }

    async fn tags(&self, key: &str) -> Result<Tags, Fault> {
        let request = self.kms.list_resource_tags();
        let request = request.key_id(key).limit(TAG_PAGE);
        let listed = self.caller.pages(
            TAGS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.tags, page.next_marker),
        );
        let mut tags = Tags::new();
        for tag in listed.await? {
            let _ = tags.insert(tag.tag_key, tag.tag_value);
        }
        Ok(tags)
    }

    /// The alias goes last: by it a removal that was cut short finds the key again.
    async fn delete(&self, alias: &str, key: &str, days: u32) -> Result<(), Fault> {
        let request = self.kms.schedule_key_deletion().key_id(key);
        let request = request.pending_window_in_days(i32::try_from(days).unwrap_or(i32::MAX));
        let answer = self.caller.send(DELETE, request.send()).await;
        gone(answer.map(|_| ()))?;
        let request = self.kms.delete_alias().alias_name(alias);
        let answer = self.caller.send(DELETE_ALIAS, request.send()).await;
        gone(answer.map(|_| ()))
    }
}

/// A key whose deletion is scheduled already is in a state that does not allow it once more.
fn gone(answer: Result<(), Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault) if fault.class == FaultClass::NotFound => Ok(()),
        Err(fault) if fault.code == "KMSInvalidStateException" => Ok(()),
        answer => answer,
    }
}

fn record(operation: Operation, told: Option<types::KeyMetadata>) -> Result<KeyRecord, Fault> {
    let known = told.and_then(|told| {
        let state = told.key_state.map(|it| it.as_str().to_owned());
        Some(KeyRecord {
            arn: told.arn?,
            state: state.unwrap_or_default(),
        })
    });
    known.ok_or_else(|| fault::unreadable(operation, "it lacks the ARN of the key"))
}

fn list_of(operation: Operation, tags: &Tags) -> Result<Vec<types::Tag>, Fault> {
    let tag = |(key, value): (&str, &str)| {
        let tag = types::Tag::builder().tag_key(key).tag_value(value);
        fault::built(operation, tag.build())
    };
    tags.iter().map(tag).collect()
}
