//! Waiting until both Regions of an instance are in step.

use std::{
    collections::BTreeSet,
    fmt,
    future::Future,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use connect_model::{Fault, FaultClass, InstanceId};
use reconcile::{Cancel, Clock, Setback, Verdict};

use super::{Lag, Port, ReplicationFinding};
use crate::{Trouble, until};

/// The types of resources that AWS follows (API reference, `ListReplicationFindings`).
pub const TYPES: &[&str] = &[
    "AGENT",
    "AGENT_GROUP",
    "AGENT_GROUP_LEVEL",
    "AGENT_STATE",
    "ATTRIBUTE",
    "CONTACT_FLOW",
    "DATA_TABLE",
    "DATA_TABLE_ATTRIBUTE",
    "DATA_TABLE_RECORD",
    "DATA_TABLE_VALUE",
    "FLOW_MODULE",
    "FLOW_MODULE_ALIAS",
    "FLOW_MODULE_VERSION",
    "METRIC",
    "NOTIFICATION",
    "OPERATING_HOURS",
    "PHONE_NUMBER",
    "PROMPT",
    "QUEUE",
    "REPORT",
    "ROUTING_PROFILE",
    "SECURITY_PROFILE",
    "TASK_TEMPLATE",
    "TEST_CASE",
    "TRANSFER_DESTINATION",
    "VIEW",
    "WORKSPACE",
];

/// How long to wait until both sides are in step: AWS catches up within 30 minutes
/// (facts/connect-api.md, 4.8), and counts late.
const IN_STEP: Duration = Duration::from_mins(45);
/// So many findings are told by name.
const TOLD_MAX: usize = 5;

/// What is waited for.
pub struct InStep<'s> {
    /// The calls to the Region of the source.
    pub port: &'s dyn Port,
    /// The instance.
    pub instance: &'s InstanceId,
    /// The types of resources that matter, of [`TYPES`].
    pub types: &'s [&'s str],
    /// Time.
    pub clock: &'s dyn Clock,
    /// The request to stop.
    pub cancel: &'s Cancel,
}

/// What lagged behind when last looked at.
#[derive(Debug, Default)]
struct Behind {
    findings: Vec<ReplicationFinding>,
    drifted: u64,
}

/// What a wait has seen so far.
struct Seen<'s> {
    /// Types that were not in step yet.
    open: BTreeSet<&'s str>,
    unfollowed: Vec<String>,
    last: Behind,
}

// === impl InStep ===

impl InStep<'_> {
    /// Waits until nothing is behind, and tells each time what still is, with whatever needs somebody to
    /// act. Answers the types that AWS turned out not to follow, of which nothing is known.
    pub async fn wait<F>(&self, tell: impl Fn(String) -> F + Sync) -> Result<Vec<String>, Trouble>
    where
        F: Future<Output = ()> + Send,
    {
        let seen = Mutex::new(Seen {
            open: self.types.iter().copied().collect(),
            unfollowed: Vec::new(),
            last: Behind::default(),
        });
        let look = || self.is_in_step(&seen, &tell);
        let waited = until(self.clock, self.cancel, "both Regions", IN_STEP, look).await;
        let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        match waited {
            Ok(()) => Ok(seen.unfollowed),
            Err(Trouble::Setback(setback)) if setback.reason == "NOT_READY_IN_TIME" => {
                Err(lagging(&seen.last))
            }
            Err(trouble) => Err(trouble),
        }
    }

    async fn is_in_step<F>(
        &self,
        seen: &Mutex<Seen<'_>>,
        tell: &(impl Fn(String) -> F + Sync),
    ) -> Result<bool, Trouble>
    where
        F: Future<Output = ()> + Send,
    {
        let mut behind = Behind::default();
        let types = held(seen).open.clone();
        for resource_type in types {
            match followed(self.port.lag(self.instance, resource_type).await)? {
                Some(lag) if lag.is_none() => _ = held(seen).open.remove(resource_type),
                Some(lag) => {
                    behind.drifted += lag.drifted;
                    behind.findings.extend(lag.findings);
                }
                None => {
                    held(seen).open.remove(resource_type);
                    held(seen).unfollowed.push(resource_type.to_owned());
                }
            }
        }
        let is_done = held(seen).open.is_empty();
        if !is_done {
            tell(behind.to_string()).await;
        }
        held(seen).last = behind;
        Ok(is_done)
    }
}

/// What AWS says of a type, unless it does not follow it.
pub fn followed(lag: Result<Lag, Fault>) -> Result<Option<Lag>, Fault> {
    match lag {
        Ok(lag) => Ok(Some(lag)),
        Err(fault) if fault.class == FaultClass::Invalid => Ok(None),
        Err(fault) => Err(fault),
    }
}

// === impl Behind ===

impl fmt::Display for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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
