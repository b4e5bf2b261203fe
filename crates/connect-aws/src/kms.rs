//! Keys of KMS: what every port that is about them asks.

use aws_sdk_kms::types;
use connect_model::{Fault, FaultClass, Tags};

use crate::{aws::Aws, call::Operation, fault};

const ALIAS: Operation = operation("CreateAlias");
const DESCRIBE: Operation = operation("DescribeKey");
const GRANTS: Operation = operation("ListGrants");
const LIST: Operation = operation("ListKeys");
const POLICY: Operation = operation("GetKeyPolicy");
const ROTATE: Operation = operation("EnableKeyRotation");
const ROTATES: Operation = operation("GetKeyRotationStatus");
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

/// A key as KMS describes it.
pub(crate) struct Described {
    pub(crate) arn: String,
    /// In the words of the API, such as `Enabled`.
    pub(crate) state: String,
    pub(crate) is_aws_managed: bool,
    /// Whether it is symmetric and made to encrypt.
    pub(crate) encrypts: bool,
}

// === impl Aws ===

impl Aws {
    /// The key with this alias (`alias/…`), id or ARN.
    pub(crate) async fn described_key(&self, name: &str) -> Result<Option<Described>, Fault> {
        let request = self.kms.describe_key().key_id(name);
        match self.caller.send(DESCRIBE, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            answer => Described::read(DESCRIBE, answer?.key_metadata).map(Some),
        }
    }

    /// The first key with this tag that is enabled. The list knows no tags, so each key of the account costs
    /// a call. Keys of AWS tell nobody theirs.
    pub(crate) async fn tagged_key(
        &self,
        key: &str,
        value: &str,
    ) -> Result<Option<Described>, Fault> {
        let request = self.kms.list_keys().limit(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_marker(token).send(),
            |page| (page.keys, page.next_marker),
        );
        for id in listed.await?.into_iter().filter_map(|it| it.key_id) {
            match self.tags_of_key(&id).await {
                Ok(tags) if tags.get(key) == Some(value) => {
                    let found = self.described_key(&id).await?;
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

    pub(crate) async fn tags_of_key(&self, key: &str) -> Result<Tags, Fault> {
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

    /// As JSON text.
    pub(crate) async fn policy_of_key(&self, key: &str) -> Result<String, Fault> {
        let request = self.kms.get_key_policy().key_id(key);
        let answer = self.caller.send(POLICY, request.send()).await?;
        let none = || fault::unreadable(POLICY, "there is no policy in the answer");
        answer.policy.ok_or_else(none)
    }

    pub(crate) async fn is_key_rotated(&self, key: &str) -> Result<bool, Fault> {
        let request = self.kms.get_key_rotation_status().key_id(key);
        let answer = self.caller.send(ROTATES, request.send()).await?;
        Ok(answer.key_rotation_enabled)
    }

    pub(crate) async fn rotate_key(&self, key: &str) -> Result<(), Fault> {
        let request = self.kms.enable_key_rotation().key_id(key);
        self.caller.send(ROTATE, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn name_key(&self, alias: &str, key: &str) -> Result<(), Fault> {
        let request = self.kms.create_alias();
        let request = request.alias_name(alias).target_key_id(key);
        self.caller.send(ALIAS, request.send()).await?;
        Ok(())
    }

    /// Who may use a key by a grant, and for which operations in the words of the API.
    pub(crate) async fn grants_of_key(
        &self,
        key: &str,
    ) -> Result<Vec<(String, Vec<String>)>, Fault> {
        let request = self.kms.list_grants().key_id(key).limit(GRANT_PAGE);
        let listed = self.caller.pages(
            GRANTS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.grants, page.next_marker),
        );
        let grant = |entry: types::GrantListEntry| {
            let operations = entry.operations.unwrap_or_default();
            let grantee = entry.grantee_principal;
            let grantee = grantee.or(entry.grantee_service_principal)?;
            let operations = operations.iter().map(|it| it.as_str().to_owned());
            Some((grantee, operations.collect()))
        };
        Ok(listed.await?.into_iter().filter_map(grant).collect())
    }
}

// === impl Described ===

impl Described {
    /// What an answer tells of a key.
    pub(crate) fn read(
        operation: Operation,
        told: Option<types::KeyMetadata>,
    ) -> Result<Self, Fault> {
        let read = |told: types::KeyMetadata| {
            Some(Self {
                encrypts: told.key_usage == Some(types::KeyUsageType::EncryptDecrypt)
                    && told.key_spec == Some(types::KeySpec::SymmetricDefault),
                is_aws_managed: told.key_manager == Some(types::KeyManagerType::Aws),
                state: told.key_state?.as_str().to_owned(),
                arn: told.arn?,
            })
        };
        let lacks = || fault::unreadable(operation, "it lacks the ARN or the state of the key");
        told.and_then(read).ok_or_else(lacks)
    }
}

/// Tags as a request for a new key has them.
pub(crate) fn tag_list(operation: Operation, tags: &Tags) -> Result<Vec<types::Tag>, Fault> {
    let tag = |(key, value): (&str, &str)| {
        let tag = types::Tag::builder().tag_key(key).tag_value(value);
        fault::built(operation, tag.build())
    };
    tags.iter().map(tag).collect()
}
