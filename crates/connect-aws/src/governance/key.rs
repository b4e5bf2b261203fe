//! KMS keys, looked at.

use async_trait::async_trait;
use aws_sdk_kms::types;
use connect_governance::{
    port::{KeySight, KeySightRecord},
    world::KeyGrant,
};
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const DESCRIBE: Operation = operation("DescribeKey");
const ROTATION: Operation = operation("GetKeyRotationStatus");
const POLICY: Operation = operation("GetKeyPolicy");
const GRANTS: Operation = operation("ListGrants");
/// The largest page of grants.
const PAGE: i32 = 100;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "kms",
        name,
    }
}

#[async_trait]
impl KeySight for Aws {
    async fn key(&self, name: &str) -> Result<Option<KeySightRecord>, Fault> {
        let request = self.kms.describe_key().key_id(name);
        let answer = match self.caller.send(DESCRIBE, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(None),
            answer => answer?,
        };
        let told = answer.key_metadata.and_then(record);
        let lacks = || fault::unreadable(DESCRIBE, "it lacks the ARN of the key");
        told.ok_or_else(lacks).map(Some)
    }

    async fn rotates(&self, key: &str) -> Result<bool, Fault> {
        let request = self.kms.get_key_rotation_status().key_id(key);
        match self.caller.send(ROTATION, request.send()).await {
            Err(fault) if fault.code == "UnsupportedOperationException" => Ok(false),
            // One that is to be deleted tells nothing of its rotation.
            Err(fault) if fault.code == "KMSInvalidStateException" => Ok(false),
            answer => Ok(answer?.key_rotation_enabled),
        }
    }

    async fn policy(&self, key: &str) -> Result<String, Fault> {
        let request = self.kms.get_key_policy().key_id(key);
        let answer = self.caller.send(POLICY, request.send()).await?;
        Ok(answer.policy.unwrap_or_default())
    }

    async fn grants(&self, key: &str) -> Result<Vec<KeyGrant>, Fault> {
        let request = self.kms.list_grants().key_id(key).limit(PAGE);
        let listed = self.caller.pages(
            GRANTS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.grants, page.next_marker),
        );
        let grant = |entry: types::GrantListEntry| KeyGrant {
            grantee: entry
                .grantee_principal
                .or(entry.grantee_service_principal)
                .unwrap_or_default(),
            operations: entry
                .operations
                .unwrap_or_default()
                .iter()
                .map(|it| it.as_str().to_owned())
                .collect(),
        };
        Ok(listed.await?.into_iter().map(grant).collect())
    }
}

fn record(told: types::KeyMetadata) -> Option<KeySightRecord> {
    let encrypts = told.key_usage == Some(types::KeyUsageType::EncryptDecrypt)
        && told.key_spec == Some(types::KeySpec::SymmetricDefault);
    Some(KeySightRecord {
        arn: told.arn?,
        state: told.key_state.map(|it| it.as_str().to_owned())?,
        is_aws_managed: told.key_manager == Some(types::KeyManagerType::Aws),
        encrypts,
    })
}
