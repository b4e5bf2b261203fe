//! One step of the way back.

use std::time::Duration;

use async_trait::async_trait;
use connect_model::InstanceId;
use connect_resources::{Trouble, read, until};
use reconcile::{Act, Attempt, RunContext, Setback, Step, Verdict};
use serde_json::Value;

use super::plan::Take;
use crate::{
    act::{first, is_gone},
    policy::POLICY_NAME,
    port::{BATCH, Calls, Grant, Refused},
    site::Deal,
};

/// How long AWS may take to show that data sets are shared no longer; the construct of the vendor waits
/// four minutes (facts/analytics-share.md, 4).
const GONE: Duration = Duration::from_mins(10);
/// How long a key can be brought back, in days; the fewest that KMS takes.
const KEY_DAYS: u32 = 7;

/// Carries the steps out.
pub(super) struct Hand<'a> {
    pub(super) cx: &'a RunContext,
    pub(super) deal: Deal<'a>,
}

// === impl Hand ===

#[async_trait]
impl Act<Take> for Hand<'_> {
    async fn act(&self, step: &Step<Take>, _: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Take::Schedule(name) => self.schedule(name).await,
            Take::Rights(grants) => self.rights(grants).await,
            Take::Tags(tags) => self.tags(tags).await,
            Take::LakeTag(key) => self.lake_tag(key).await,
            Take::Link(name) => self.link(name).await,
            Take::Database => self.database().await,
            Take::DataSets {
                producer,
                instance,
                data_sets,
            } => self.data_sets(*producer, instance, data_sets).await,
            Take::Administrator(principal) => self.administrator(principal).await,
            Take::Workgroup => self.workgroup().await,
            Take::Bucket { empty } => self.bucket(*empty).await,
            Take::Role => self.role().await,
            Take::Key(key) => self.key(key).await,
        };
        done.map(|()| Value::Null).map_err(Setback::from)
    }
}

impl<'a> Hand<'a> {
    fn calls(&self) -> &'a Calls {
        self.deal.consumer().calls
    }

    async fn schedule(&self, name: &str) -> Result<(), Trouble> {
        Ok(self.calls().schedules.delete(name).await?)
    }

    async fn rights(&self, grants: &[Grant]) -> Result<(), Trouble> {
        for batch in grants.chunks(BATCH) {
            let refused = self.calls().permissions.revoke(batch).await?;
            // Lake Formation refuses what was never granted with the code for every other mistake, so what
            // it refuses is looked for.
            if !refused.is_empty() {
                let left = read(self.cx, || self.calls().permissions.grants()).await?;
                let is_left = |it: &Refused| {
                    let grant = batch.get(it.index);
                    !is_gone(&it.fault) || grant.is_none_or(|grant| left.contains(grant))
                };
                let refused: Vec<Refused> = refused.into_iter().filter(is_left).collect();
                first(&refused, batch)?;
            }
        }
        Ok(())
    }

    async fn tags(&self, tags: &[(String, String)]) -> Result<(), Trouble> {
        let tags = tags.iter().cloned().collect();
        let permissions = &self.calls().permissions;
        match permissions.untag(&self.deal.share.database(), &tags).await {
            Err(fault) if !is_gone(&fault) => Err(fault.into()),
            _ => Ok(()),
        }
    }

    /// AWS would take it from everything that carries it, so one that others use by now stays.
    async fn lake_tag(&self, key: &str) -> Result<(), Trouble> {
        let (port, database) = (&self.calls().permissions, self.deal.share.database());
        if read(self.cx, || port.is_tag_used(key, &database)).await? {
            return Ok(());
        }
        Ok(self.calls().permissions.delete_tag(key).await?)
    }

    async fn link(&self, name: &str) -> Result<(), Trouble> {
        let database = self.deal.share.database();
        Ok(self.calls().catalog.delete_link(&database, name).await?)
    }

    /// AWS deletes a database with all that is in it, so what came since is looked for once more.
    async fn database(&self) -> Result<(), Trouble> {
        let (port, name) = (&self.calls().catalog, self.deal.share.database());
        if !self.deal.share.catalog.whole_database {
            let left = match read(self.cx, || port.tables(&name)).await {
                Err(fault) if is_gone(&fault) => Vec::new(),
                answer => answer?,
            };
            if let Some(table) = left.first() {
                let message = format!("{name} still holds {}; remove that first", table.name);
                let setback = Setback::new(Verdict::Final, "DATABASE_NOT_EMPTY", message);
                return Err(setback.with("table", table.name.clone()).into());
            }
        }
        Ok(port.delete_database(&name).await?)
    }

    async fn data_sets(
        &self,
        producer: usize,
        instance: &InstanceId,
        data_sets: &[String],
    ) -> Result<(), Trouble> {
        let port = &self.deal.parties.producers[producer].calls.data_sets;
        let account = self.deal.consumer().account;
        port.disassociate_all(instance, data_sets, account).await?;
        let look = || async {
            let there = read(self.cx, || port.associations(instance)).await?;
            let is_left = |it: &crate::port::Association| {
                it.account == account.as_str() && data_sets.contains(&it.data_set)
            };
            Ok(!there.iter().any(is_left))
        };
        if look().await? {
            return Ok(());
        }
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        until(clock, cancel, "the data sets to be taken back", GONE, look).await
    }

    async fn administrator(&self, principal: &str) -> Result<(), Trouble> {
        let permissions = &self.calls().permissions;
        Ok(permissions.set_administrator(principal, false).await?)
    }

    async fn workgroup(&self) -> Result<(), Trouble> {
        let name = self.deal.share.workgroup();
        Ok(self.calls().workgroups.delete(&name).await?)
    }

    async fn bucket(&self, empty: bool) -> Result<(), Trouble> {
        let (port, name) = (&self.calls().buckets, self.deal.bucket());
        if empty {
            match port.empty(&name).await {
                Err(fault) if !is_gone(&fault) => return Err(fault.into()),
                _ => {}
            }
        }
        Ok(port.delete(&name).await?)
    }

    async fn role(&self) -> Result<(), Trouble> {
        let (port, name) = (&self.calls().roles, self.deal.share.role());
        Ok(port.delete(&name, POLICY_NAME).await?)
    }

    async fn key(&self, key: &str) -> Result<(), Trouble> {
        let alias = self.deal.share.key_alias();
        Ok(self.calls().keys.delete(&alias, key, KEY_DAYS).await?)
    }
}
