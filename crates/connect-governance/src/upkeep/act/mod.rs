//! One step towards what is declared.

mod budgets;
mod storage;

use async_trait::async_trait;
use connect_model::{Fault, FaultClass};
use connect_resources::Trouble;
use reconcile::{Act, Attempt, RunContext, Setback, Step};
use serde_json::{Value, json};

use super::{Deal, known::Known, plan::Task, seen::Seen};
use crate::port::upkeep::UpkeepCalls;

/// Carries the steps out.
pub(super) struct Hand<'a> {
    pub(super) cx: &'a RunContext,
    pub(super) calls: &'a UpkeepCalls,
    pub(super) deal: Deal<'a>,
    pub(super) seen: &'a Seen,
    pub(super) known: &'a Known,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::CreateKey { key } => self.create_key(key, attempt).await,
            Task::NameKey { key } => self.name_key(key).await,
            Task::RotateKey { key, is_on } => self.rotate_key(key, *is_on).await,
            Task::SetKeyPolicy { key } => self.set_key_policy(key).await,
            Task::CreateBucket { bucket } => self.create_bucket(bucket).await,
            Task::SetBucket { bucket, part } => self.set_bucket(bucket, *part).await,
            Task::KeepRules { bucket, rules } => self.keep_rules(bucket, rules).await,
            Task::Associate { sort } => self.associate(*sort, attempt).await,
            Task::Redirect { sort } => self.redirect(*sort).await,
            Task::Tag { arn, tags, .. } => self.tag(arn, tags).await,
            Task::Activate { keys } => self.activate(keys).await,
            Task::CreateBudget { budget } => self.create_budget(budget).await,
            Task::UpdateBudget { budget } => self.update_budget(budget).await,
            Task::AddAlert { budget, alert } => self.add_alert(budget, alert).await,
            Task::SetSubscribers { budget, alert } => self.set_subscribers(budget, alert).await,
            Task::RemoveAlert { budget, told } => self.remove_alert(budget, told).await,
        };
        done.map_err(Setback::from)
    }
}

impl Hand<'_> {
    async fn tag(&self, arn: &str, tags: &connect_model::Tags) -> Result<Value, Trouble> {
        self.calls.ports.tags.tag(arn, tags).await?;
        Ok(json!({ "arn": arn }))
    }

    /// What AWS does not take is told; the rest is active.
    async fn activate(&self, keys: &[String]) -> Result<Value, Trouble> {
        let port = self.calls.allocation().map_err(Fault::from)?;
        let refused = port.activate(keys).await?;
        for it in &refused {
            let (key, reason) = (&it.key, &it.reason);
            let note = format!(
                "cost is not allocated by {key}: {reason}; only the account that pays can have that"
            );
            self.known.note(note);
        }
        let refused: Vec<&str> = refused.iter().map(|it| it.key.as_str()).collect();
        Ok(json!({ "refused": refused }))
    }
}

/// Something of this name is there already, perhaps by an earlier try.
fn is_duplicate(fault: &Fault) -> bool {
    fault.class == FaultClass::Duplicate
}

/// What the step is about is not declared: the plan was made of something else.
fn undeclared(what: &str) -> Trouble {
    Trouble::stored("UNDECLARED", format!("{what} is not declared any more"))
}
