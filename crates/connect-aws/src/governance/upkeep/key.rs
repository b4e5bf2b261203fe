//! Keys of KMS that are made and kept.

use async_trait::async_trait;
use connect_governance::port::upkeep::{GrantRecord, KeyDraft, KeyPort, KeyRecord};
use connect_model::{Fault, Tags};

use crate::{
    aws::Aws,
    call::Operation,
    kms::{Described, tag_list},
};

const CREATE: Operation = operation("CreateKey");
const SET_POLICY: Operation = operation("PutKeyPolicy");
const STOP_ROTATING: Operation = operation("DisableKeyRotation");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "kms",
        name,
    }
}

#[async_trait]
impl KeyPort for Aws {
    async fn key(&self, name: &str) -> Result<Option<KeyRecord>, Fault> {
        Ok(self.described_key(name).await?.map(record))
    }

    async fn tagged(&self, key: &str, value: &str) -> Result<Option<KeyRecord>, Fault> {
        Ok(self.tagged_key(key, value).await?.map(record))
    }

    async fn create(&self, draft: &KeyDraft) -> Result<KeyRecord, Fault> {
        let request = self.kms.create_key();
        let request = request
            .description(&draft.description)
            .policy(&draft.policy)
            .set_tags(Some(tag_list(CREATE, &draft.tags)?));
        let answer = self.caller.send(CREATE, request.send()).await?;
        Described::read(CREATE, answer.key_metadata).map(record)
    }

    async fn tags(&self, key: &str) -> Result<Tags, Fault> {
        self.tags_of_key(key).await
    }

    async fn policy(&self, key: &str) -> Result<String, Fault> {
        self.policy_of_key(key).await
    }

    async fn set_policy(&self, key: &str, policy: &str) -> Result<(), Fault> {
        let request = self.kms.put_key_policy().key_id(key).policy(policy);
        self.caller.send(SET_POLICY, request.send()).await?;
        Ok(())
    }

    async fn rotates(&self, key: &str) -> Result<bool, Fault> {
        self.is_key_rotated(key).await
    }

    async fn rotate(&self, key: &str, is_on: bool) -> Result<(), Fault> {
        if is_on {
            return self.rotate_key(key).await;
        }
        let request = self.kms.disable_key_rotation().key_id(key);
        self.caller.send(STOP_ROTATING, request.send()).await?;
        Ok(())
    }

    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault> {
        self.name_key(alias, key).await
    }

    async fn grants(&self, key: &str) -> Result<Vec<GrantRecord>, Fault> {
        let grants = self.grants_of_key(key).await?.into_iter();
        let grant = |(grantee, operations)| GrantRecord {
            grantee,
            operations,
        };
        Ok(grants.map(grant).collect())
    }
}

fn record(it: Described) -> KeyRecord {
    KeyRecord {
        arn: it.arn,
        state: it.state,
        encrypts: it.encrypts,
    }
}
