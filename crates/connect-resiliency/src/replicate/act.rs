//! One step towards a replica.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use connect_model::{FaultClass, InstanceId};
use connect_resources::{
    Named, Trouble,
    replica::{InStep, Port, ReplicaDraft, ReplicaStatus, TYPES},
    until,
};
use reconcile::{
    Act, Attempt, Certainty, Journal, Note, RunContext, Setback, Step, StepId, Verdict,
};
use serde_json::{Value, json};

use super::plan::Task;
use crate::site::{Site, id};

/// How long the first copy may take. AWS names no time.
const READY: Duration = Duration::from_hours(2);

/// Carries the steps out.
pub(super) struct Hand<'a> {
    cx: &'a RunContext,
    site: Site<'a>,
    instance: InstanceId,
    journal: &'a dyn Journal,
    unfollowed: Mutex<Vec<String>>,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::Create { region, alias } => self.create(region, alias, attempt).await,
            Task::Ready { region } => self.ready(region).await,
            Task::InStep => self.in_step(&step.id).await,
        };
        done.map_err(Setback::from)
    }
}

impl<'a> Hand<'a> {
    pub(super) fn new(
        cx: &'a RunContext,
        site: Site<'a>,
        instance: &Named,
        journal: &'a dyn Journal,
    ) -> Self {
        Self {
            cx,
            site,
            instance: id(instance),
            journal,
            unfollowed: Mutex::default(),
        }
    }

    /// Types that AWS turned out not to follow.
    pub(super) fn unfollowed(&self) -> Vec<String> {
        let unfollowed = self.unfollowed.lock();
        unfollowed.unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn create(
        &self,
        region: &str,
        alias: &str,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        if attempt.certainty() == Certainty::MayBeDone && self.is_there(region).await? {
            return Ok(Value::Null);
        }
        let draft = ReplicaDraft {
            instance: self.instance.clone(),
            region: region.to_owned(),
            alias: alias.to_owned(),
            token: attempt.token().await.to_string(),
        };
        match self.port().replicate(&draft).await {
            Ok(known) => Ok(json!(known)),
            // AWS has no word of its own for an instance that is replicated already.
            Err(fault) if fault.class == FaultClass::Invalid && self.is_there(region).await? => {
                Ok(Value::Null)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn ready(&self, region: &str) -> Result<Value, Trouble> {
        let what = format!("the replica in {region}");
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        until(clock, cancel, &what, READY, || self.is_complete(region)).await?;
        Ok(Value::Null)
    }

    async fn is_complete(&self, region: &str) -> Result<bool, Trouble> {
        let replication = self.port().replication(&self.instance).await?;
        match replication.in_region(region).map(|replica| &replica.status) {
            Some(ReplicaStatus::Complete) => Ok(true),
            Some(ReplicaStatus::Failed(reason)) => {
                let message = format!("the replication to {region} failed: {reason}");
                let setback = Setback::new(Verdict::Final, "REPLICATION_FAILED", message);
                Err(setback.with("reason", reason.clone()).into())
            }
            // Reads lag behind writes, so that it may not be shown yet.
            _ => Ok(false),
        }
    }

    async fn is_there(&self, region: &str) -> Result<bool, Trouble> {
        let replication = self.port().replication(&self.instance).await?;
        Ok(replication.in_region(region).is_some())
    }

    /// Waits until nothing is behind. What needs somebody to act is told while it waits.
    async fn in_step(&self, step: &StepId) -> Result<Value, Trouble> {
        let sync = InStep {
            port: self.port(),
            instance: &self.instance,
            types: TYPES,
            clock: &*self.cx.clock,
            cancel: &self.cx.cancel,
        };
        let tell = |what| async move {
            let step = step.clone();
            self.journal.note(&Note::Waiting { step, what }).await;
        };
        let unfollowed = sync.wait(tell).await?;
        let told = &mut *self
            .unfollowed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        told.clone_from(&unfollowed);
        Ok(json!({ "unfollowed": unfollowed }))
    }

    fn port(&self) -> &dyn Port {
        &*self.site.ports.replica
    }
}
