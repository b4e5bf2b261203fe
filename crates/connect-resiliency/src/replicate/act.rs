//! One step towards a replica.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use connect_model::{FaultClass, InstanceId};
use connect_resources::{
    Named, Trouble,
    replica::{Port, ReplicaDraft, ReplicaStatus, ReplicationFinding},
    until,
};
use reconcile::{
    Act, Attempt, Certainty, Journal, Note, RunContext, Setback, Step, StepId, Verdict,
};
use serde_json::{Value, json};

use super::{
    observe::{TYPES, followed},
    plan::Task,
};
use crate::site::{Site, id};

/// How long the first copy may take. AWS names no time.
const READY: Duration = Duration::from_hours(2);
/// How long to wait until both sides are in step: AWS catches up within 30 minutes
/// (facts/connect-api.md, 4.8), and counts late.
const IN_STEP: Duration = Duration::from_mins(45);
/// So many findings are told by name.
const TOLD_MAX: usize = 5;

/// Carries the steps out.
pub(super) struct Hand<'a> {
    cx: &'a RunContext,
    site: Site<'a>,
    instance: InstanceId,
    journal: &'a dyn Journal,
    unfollowed: Mutex<Vec<String>>,
}

/// What lagged behind when last looked at.
#[derive(Default)]
struct Behind {
    findings: Vec<ReplicationFinding>,
    drifted: u64,
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
        let open: Mutex<BTreeSet<&str>> = Mutex::new(TYPES.iter().copied().collect());
        let last = Mutex::new(Behind::default());
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        let waited = until(clock, cancel, "both Regions", IN_STEP, || {
            self.is_in_step(step, &open, &last)
        });
        match waited.await {
            Ok(()) => Ok(json!({ "unfollowed": self.unfollowed() })),
            Err(Trouble::Setback(setback)) if setback.reason == "NOT_READY_IN_TIME" => {
                Err(lagging(&held(&last)))
            }
            Err(trouble) => Err(trouble),
        }
    }

    async fn is_in_step(
        &self,
        step: &StepId,
        open: &Mutex<BTreeSet<&str>>,
        last: &Mutex<Behind>,
    ) -> Result<bool, Trouble> {
        let mut behind = Behind::default();
        let types = held(open).clone();
        for resource_type in types {
            let lag = self.port().lag(&self.instance, resource_type).await;
            match followed(lag)? {
                Some(lag) if lag.is_none() => _ = held(open).remove(resource_type),
                Some(lag) => {
                    behind.drifted += lag.drifted;
                    behind.findings.extend(lag.findings);
                }
                None => {
                    held(open).remove(resource_type);
                    held(&self.unfollowed).push(resource_type.to_owned());
                }
            }
        }
        let is_done = held(open).is_empty();
        if !is_done {
            let (step, what) = (step.clone(), behind.to_string());
            self.journal.note(&Note::Waiting { step, what }).await;
        }
        *held(last) = behind;
        Ok(is_done)
    }

    fn port(&self) -> &dyn Port {
        &*self.site.ports.replica
    }
}

// === impl Behind ===

impl std::fmt::Display for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} resources lag behind", self.drifted)?;
        if self.findings.is_empty() {
            return Ok(());
        }
        let told = self.findings.iter().take(TOLD_MAX).map(|finding| {
            let ReplicationFinding {
                resource_type,
                name,
                message,
                ..
            } = finding;
            format!("{resource_type} {name}: {message}")
        });
        let told: Vec<_> = told.collect();
        let count = self.findings.len();
        write!(f, ", and {count} need somebody to act: {}", told.join("; "))
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lagging(behind: &Behind) -> Trouble {
    let minutes = IN_STEP.as_secs() / 60;
    let message = format!("after {minutes} minutes the Regions are not in step: {behind}");
    Setback::new(Verdict::Final, "REPLICATION_LAGS", message)
        .with("findings", behind.findings.len().to_string())
        .with("drifted", behind.drifted.to_string())
        .into()
}
