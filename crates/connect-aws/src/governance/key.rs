//! KMS keys, looked at.

use async_trait::async_trait;
use connect_governance::{
    port::{KeySight, KeySightRecord},
    world::KeyGrant,
};
use connect_model::Fault;

use crate::aws::Aws;

#[async_trait]
impl KeySight for Aws {
    async fn key(&self, name: &str) -> Result<Option<KeySightRecord>, Fault> {
        let found = self.described_key(name).await?;
        Ok(found.map(|it| KeySightRecord {
            arn: it.arn,
            state: it.state,
            is_aws_managed: it.is_aws_managed,
            encrypts: it.encrypts,
        }))
    }

    async fn rotates(&self, key: &str) -> Result<bool, Fault> {
        match self.is_key_rotated(key).await {
            Err(fault) if fault.code == "UnsupportedOperationException" => Ok(false),
            // One that is to be deleted tells nothing of its rotation.
            Err(fault) if fault.code == "KMSInvalidStateException" => Ok(false),
            answer => answer,
        }
    }

    async fn policy(&self, key: &str) -> Result<String, Fault> {
        self.policy_of_key(key).await
    }

    async fn grants(&self, key: &str) -> Result<Vec<KeyGrant>, Fault> {
        let grants = self.grants_of_key(key).await?.into_iter();
        let grant = |(grantee, operations)| KeyGrant {
            grantee,
            operations,
        };
        Ok(grants.map(grant).collect())
    }
}
