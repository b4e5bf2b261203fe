//! Keys of KMS that are made and kept.

use async_trait::async_trait;
use aws_sdk_kms::types;
use connect_governance::port::upkeep::{GrantRecord, KeyDraft, KeyPort, KeyRecord};
use connect_model::{Fault, FaultClass, Tags};

use crate::{aws::Aws, call::Operation, fault};

const ALIAS: Operation = operation("CreateAlias");
const CREATE: Operation = operation("CreateKey");
const DESCRIBE: Operation = operation("DescribeKey");
const GRANTS: Operation = operation("ListGrants");
const LIST: Operation = operation("ListKeys");
const POLICY: Operation = operation("GetKeyPolicy");
const ROTATE: Operation = operation("EnableKeyRotation");
const ROTATES: Operation = operation("GetKeyRotationStatus");
const SET_POLICY: Operation = operation("PutKeyPolicy");
const STOP_ROTATING: Operation = operation("DisableKeyRotation");
const TAGS: Operation = operation("ListResourceTags");
/// The largest pages of keys, of their tags, and of grants.
const PAGE: i32 = 1_000;
const TAG_PAGE: i32 = 50;
const GRANT_PAGE: i32 = 100;

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
            match self.tags(&id).await {
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

    async fn create(&self, draft: &KeyDraft) -> Result<KeyRecord, Fault> {
        let request = self.kms.create_key();
        let request = request
            .description(&draft.description)
            .policy(&draft.policy)
            .set_tags(Some(list_of(CREATE, &draft.tags)?));
        let answer = self.caller.send(CREATE, request.send()).await?;
        record(CREATE, answer.key_metadata)
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

    async fn policy(&self, key: &str) -> Result<String, Fault> {
        let request = self.kms.get_key_policy().key_id(key);
        let answer = self.caller.send(POLICY, request.send()).await?;
        let none = || fault::unreadable(POLICY, "there is no policy in the answer");
        answer.policy.ok_or_else(none)
    }

    async fn set_policy(&self, key: &str, policy: &str) -> Result<(), Fault> {
        let request = self.kms.put_key_policy().key_id(key).policy(policy);
        self.caller.send(SET_POLICY, request.send()).await?;
        Ok(())
    }

    async fn rotates(&self, key: &str) -> Result<bool, Fault> {
        let request = self.kms.get_key_rotation_status().key_id(key);
        let answer = self.caller.send(ROTATES, request.send()).await?;
        Ok(answer.key_rotation_enabled)
    }

    async fn rotate(&self, key: &str, is_on: bool) -> Result<(), Fault> {
        if is_on {
            let request = self.kms.enable_key_rotation().key_id(key);
            self.caller.send(ROTATE, request.send()).await?;
        } else {
            let request = self.kms.disable_key_rotation().key_id(key);
            self.caller.send(STOP_ROTATING, request.send()).await?;
        }
        Ok(())
    }

    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault> {
        let request = self.kms.create_alias();
        let request = request.alias_name(alias).target_key_id(key);
        self.caller.send(ALIAS, request.send()).await?;
        Ok(())
    }

    async fn grants(&self, key: &str) -> Result<Vec<GrantRecord>, Fault> {
        let request = self.kms.list_grants().key_id(key).limit(GRANT_PAGE);
        let listed = self.caller.pages(
            GRANTS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.grants, page.next_marker),
        );
        let grant = |entry: types::GrantListEntry| {
            let operations = entry.operations.unwrap_or_default();
            Some(GrantRecord {
                grantee: entry.grantee_principal?,
                operations: operations.iter().map(|it| it.as_str().to_owned()).collect(),
            })
        };
        Ok(listed.await?.into_iter().filter_map(grant).collect())
    }
}

fn record(operation: Operation, told: Option<types::KeyMetadata>) -> Result<KeyRecord, Fault> {
    let encrypts = |it: &types::KeyMetadata| {
        it.key_usage == Some(types::KeyUsageType::EncryptDecrypt)
            && it.key_spec == Some(types::KeySpec::SymmetricDefault)
    };
    let read = |it: types::KeyMetadata| {
        Some(KeyRecord {
            encrypts: encrypts(&it),
            state: it.key_state.as_ref()?.as_str().to_owned(),
            arn: it.arn?,
        })
    };
    let none = || fault::unreadable(operation, "there is no key in the answer");
    told.and_then(read).ok_or_else(none)
}

fn list_of(operation: Operation, tags: &Tags) -> Result<Vec<types::Tag>, Fault> {
    let tag = |(key, value): (&str, &str)| {
        let tag = types::Tag::builder().tag_key(key).tag_value(value);
        fault::built(operation, tag.build())
    };
    tags.iter().map(tag).collect()
}
