//! One step at the replica.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};
use connect_resources::{Trouble, lex::Bot, replica::InStep, until};
use flow_language::{RefKind, bundle::ItemName};
use futures::future::try_join;
use reconcile::{Act, Attempt, Journal, Note, RunContext, Setback, Step, StepId, Verdict};
use serde_json::Value;

use super::{Pair, Task, Tie};
use crate::{
    inventory::{Inventory, LISTED},
    observe::{Seen, find},
    site::Site,
};

/// The types of resources that flows are made of and refer to, of those that AWS follows.
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
        let last = Mutex::new(self.differing().await?);
        if held(&last).is_empty() {
            return Ok(());
        }
        let look = async || {
            let now = self.differing().await?;
            let is_alike = now.is_empty();
            if !is_alike {
                self.waiting(step, told(&now)).await;
            }
            *held(&last) = now;
            Ok(is_alike)
        };
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        match until(clock, cancel, "the replica", ALIKE, look).await {
            Err(Trouble::Setback(setback)) if setback.reason == "NOT_READY_IN_TIME" => {
                let message = told(&held(&last));
                Err(Setback::new(Verdict::Final, "REPLICA_DIFFERS", message).into())
            }
            waited => waited,
        }
    }

    /// What is not the same at the replica, or is not there.
    async fn differing(&self) -> Result<Vec<String>, Fault> {
        let (near, far) = try_join(
            Shore::read(self.cx, self.pair.near, self.instance, self.names),
            Shore::read(self.cx, self.pair.far, self.instance, self.names),
        )
        .await?;
        let differs = |name: &&ItemName| {
            let (near_side, far_side) = (near.items.get(*name), far.items.get(*name));
            match (near_side, far_side) {
                (Some(this), Some(that)) => !is_alike(this, that, (&near, &far)),
                (this, that) => this.is_some() != that.is_some(),
            }
        };
        Ok(self
            .names
            .iter()
            .filter(differs)
            .map(ToString::to_string)
            .collect())
    }
}

/// What one side has.
struct Shore {
    inventory: Inventory,
    items: BTreeMap<ItemName, Seen>,
}

// === impl Shore ===

impl Shore {
    async fn read(
        cx: &RunContext,
        site: Site<'_>,
        instance: &InstanceId,
        names: &BTreeSet<ItemName>,
    ) -> Result<Self, Fault> {
        let kinds = LISTED.iter().copied().collect();
        let inventory = Inventory::read(cx, site, instance, &kinds);
        let (inventory, items) = try_join(inventory, find(cx, site, instance, names)).await?;
        Ok(Self { inventory, items })
    }
}

/// Whether both sides hold the same: an ARN of one Region stands there for that of the other.
fn is_alike(this: &Seen, that: &Seen, (near, far): (&Shore, &Shore)) -> bool {
    let name = |kind: RefKind, text: &str| {
        let name = near.inventory.name(kind, text);
        name.or_else(|| far.inventory.name(kind, text))
    };
    let form = |seen: &Seen| {
        let stored = seen.published.as_ref()?;
        let named = stored.document.clone().into_raw().parameterise(&name);
        Some(named.without_object_map().canonical())
    };
    this.description == that.description && form(this) == form(that)
}

fn told(differing: &[String]) -> String {
    let some: Vec<_> = differing
        .iter()
        .take(TOLD_MAX)
        .map(String::as_str)
        .collect();
    let (count, some) = (differing.len(), some.join(", "));
    format!("{count} flows and modules are not the same at the replica: {some}")
}

fn held(names: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    names.lock().unwrap_or_else(PoisonError::into_inner)
}
