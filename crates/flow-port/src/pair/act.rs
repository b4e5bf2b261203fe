//! One step at the replica.

use std::{collections::BTreeSet, time::Duration};

use async_trait::async_trait;
use connect_model::InstanceId;
use connect_resources::{Trouble, lex::Bot, replica::InStep, until};
use flow_language::bundle::ItemName;
use futures::lock::Mutex;
use reconcile::{Act, Attempt, Journal, Note, RunContext, Setback, Step, StepId, Verdict};
use serde_json::Value;

use super::{Pair, Task, Tie, compare::Comparison};

/// The types of resources that a release writes, of those that AWS follows.
const TYPES: &[&str] = &[
    "CONTACT_FLOW",
    "FLOW_MODULE",
    "FLOW_MODULE_ALIAS",
    "FLOW_MODULE_VERSION",
    "PROMPT",
];

/// How long both sides may differ although AWS says that nothing lags behind: it catches up within 30
/// minutes (facts/connect-api.md, 4.8), and counts late.
const ALIKE: Duration = Duration::from_mins(30);
/// So many differences are told by name.
const TOLD_MAX: usize = 5;

/// Carries the steps out.
pub(super) struct Hand<'a> {
    pub(super) cx: &'a RunContext,
    pub(super) pair: Pair<'a>,
    pub(super) instance: &'a InstanceId,
    /// What is compared.
    pub(super) names: &'a BTreeSet<ItemName>,
    pub(super) journal: &'a dyn Journal,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::InStep => self.in_step(&step.id).await,
            Task::Tie(tie) => self.tie(tie, attempt).await,
            Task::Compare => self.compare(&step.id).await,
        };
        done.map(|()| Value::Null).map_err(Setback::from)
    }
}

impl Hand<'_> {
    async fn in_step(&self, step: &StepId) -> Result<(), Trouble> {
        let wait = InStep {
            port: &*self.pair.near.ports.replica,
            instance: self.instance,
            types: TYPES,
            clock: &*self.cx.clock,
            cancel: &self.cx.cancel,
        };
        wait.wait(|what| self.waiting(step, what)).await?;
        Ok(())
    }

    async fn waiting(&self, step: &StepId, what: String) {
        let step = step.clone();
        self.journal.note(&Note::Waiting { step, what }).await;
    }

    async fn tie(&self, tie: &Tie, attempt: &Attempt<'_>) -> Result<(), Trouble> {
        let (ports, token) = (self.pair.far.ports, attempt.token().await.to_string());
        match tie {
            Tie::Function { arn } => {
                ports.lambda.associate(self.instance, arn, &token).await?;
            }
            Tie::Bot { arn, .. } => {
                let bot = Bot::V2 {
                    alias_arn: arn.clone(),
                };
                ports.lex.associate(self.instance, &bot, &token).await?;
            }
        }
        Ok(())
    }

    /// Waits until both sides hold the same.
    async fn compare(&self, step: &StepId) -> Result<(), Trouble> {
        let comparison = Comparison::new(self.cx, self.pair, self.instance, self.names);
        let comparison = Mutex::new(comparison);
        let look = async || {
            let mut comparison = comparison.lock().await;
            comparison.look().await?;
            let left = comparison.left();
            if !left.is_empty() {
                self.waiting(step, told(left)).await;
            }
            Ok(left.is_empty())
        };
        if look().await? {
            return Ok(());
        }
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        let waited = until(clock, cancel, "the replica", ALIKE, look).await;
        match waited {
            Err(Trouble::Setback(setback)) if setback.reason == "NOT_READY_IN_TIME" => {
                let message = told(comparison.into_inner().left());
                Err(Setback::new(Verdict::Final, "REPLICA_DIFFERS", message).into())
            }
            waited => waited,
        }
    }
}

fn told(differing: &BTreeSet<ItemName>) -> String {
    let some = differing.iter().take(TOLD_MAX).map(ToString::to_string);
    let (count, some) = (differing.len(), some.collect::<Vec<_>>().join(", "));
    format!("{count} flows and modules are not the same at the replica: {some}")
}
