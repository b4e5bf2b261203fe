//! Keys of KMS that shares make.

use analytics_share::port::{KeyPort, KeyRecord};
use async_trait::async_trait;
use connect_model::{Fault, FaultClass, Tags};

use crate::{
    aws::Aws,
    call::Operation,
    kms::{Described, tag_list},
};

const CREATE: Operation = operation("CreateKey");
const DELETE: Operation = operation("ScheduleKeyDeletion");
const DELETE_ALIAS: Operation = operation("DeleteAlias");

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

    async fn create(&self, description: &str, tags: &Tags) -> Result<KeyRecord, Fault> {
        let request = self.kms.create_key();
        let request = request
            .description(description)
            .set_tags(Some(tag_list(CREATE, tags)?));
        let answer = self.caller.send(CREATE, request.send()).await?;
        Described::read(CREATE, answer.key_metadata).map(record)
    }

    async fn rotate(&self, key: &str) -> Result<(), Fault> {
        self.rotate_key(key).await
    }

    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault> {
        self.name_key(alias, key).await
    }

    async fn tags(&self, key: &str) -> Result<Tags, Fault> {
        self.tags_of_key(key).await
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

fn record(it: Described) -> KeyRecord {
    KeyRecord {
        arn: it.arn,
        state: it.state,
    }
}
