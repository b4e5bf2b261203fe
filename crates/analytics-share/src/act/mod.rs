//! One step towards a share.

mod catalog;
mod grants;
mod producer;
mod reading;
mod schedule;

use std::future::Future;

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{Trouble, until};
use reconcile::{Act, Attempt, Journal, RunContext, Setback, Step};
use serde_json::Value;

pub(crate) use self::{
    grants::{first, is_gone},
    schedule::schedule,
};
use crate::{
    SHARE_TAG,
    known::Known,
    plan::Task,
    port::Calls,
    seen::Seen,
    site::{Deal, Site},
};

/// Carries the steps out.
pub(crate) struct Hand<'a> {
    pub(crate) cx: &'a RunContext,
    pub(crate) deal: Deal<'a>,
    pub(crate) seen: &'a Seen,
    pub(crate) known: Known,
    pub(crate) journal: &'a dyn Journal,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::Associate {
                instance,
                data_sets,
            } => self.associate(*instance, data_sets).await,
            Task::Renew {
                instance,
                data_sets,
            } => self.renew(*instance, data_sets).await,
            Task::Accept { instance } => self.accept(*instance, &step.id).await,
            Task::CreateKey => self.create_key(attempt).await,
            Task::CreateBucket => self.create_bucket().await,
            Task::SetBucket(setting) => self.set_bucket(*setting).await,
            Task::CreateWorkgroup => self.create_workgroup().await,
            Task::UpdateWorkgroup => self.update_workgroup().await,
            Task::CreateRole => self.create_role().await,
            Task::TrustRole => self.trust_role().await,
            Task::PermitRole => self.permit_role().await,
            Task::AddAdministrator { principal } => self.add_administrator(principal).await,
            Task::CreateDatabase => self.create_database().await,
            Task::AllowTag { key, value } => self.allow_tag(key, value).await,
            Task::TagDatabase => self.tag_database().await,
            Task::CreateLink { data_set } => self.create_link(data_set).await,
            Task::Relink { data_set } => self.relink(data_set).await,
            Task::Close(open) => self.close(open).await,
            Task::Grant { principal, rights } => self.grant(principal, rights).await,
            Task::Schedule { export } => self.put_schedule(export, attempt).await,
        };
        done.map_err(Setback::from)
    }
}

impl<'a> Hand<'a> {
    /// The calls of the one who reads.
    pub(crate) fn calls(&self) -> &'a Calls {
        self.deal.consumer().calls
    }

    /// The account and Region of an instance.
    pub(crate) fn producer(&self, instance: usize) -> Site<'a> {
        self.deal.parties.producers[self.seen.instances[instance].producer]
    }

    /// The tags of what is made, with the one that says whose it is.
    pub(crate) fn tags(&self) -> Tags {
        let mut tags = self.deal.share.tags.clone();
        tags.insert(SHARE_TAG, self.deal.share.name.as_str())
            .expect("names of shares are short and plain");
        tags
    }

    /// Looks at once, then again and again until it is so.
    pub(crate) async fn settle<F>(
        &self,
        what: &str,
        total: std::time::Duration,
        mut look: impl FnMut() -> F,
    ) -> Result<(), Trouble>
    where
        F: Future<Output = Result<bool, Trouble>>,
    {
        if look().await? {
            return Ok(());
        }
        until(&*self.cx.clock, &self.cx.cancel, what, total, look).await
    }
}

/// Something of this name is there already, perhaps by an earlier try.
pub(crate) fn is_duplicate(fault: &Fault) -> bool {
    fault.class == FaultClass::Duplicate
}
