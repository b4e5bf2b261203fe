//! One step towards an attachment.

use async_trait::async_trait;
use connect_model::{Fault, FaultClass};
use connect_resources::Trouble;
use reconcile::{Act, Attempt, Certainty, Setback, Step};
use serde_json::{Value, json};

use super::{
    observe::{Seen, same},
    plan::Task,
    wanted::{Wanted, WantedPolicy},
};
use crate::port::{IdentityPort, PolicyDraft, RoleDraft};

/// Carries the steps out.
pub(super) struct Hand<'a> {
    pub(super) port: &'a dyn IdentityPort,
    pub(super) wanted: &'a Wanted,
    pub(super) seen: &'a Seen,
}

// === impl Hand ===

#[async_trait]
impl Act<Task> for Hand<'_> {
    async fn act(&self, step: &Step<Task>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let done = match &step.action {
            Task::CreateRole => self.create_role().await,
            Task::TrustRole => self.trust_role().await,
            Task::CreatePolicy { policy } => self.create_policy(self.of(*policy)).await,
            Task::DropVersion { policy, version } => {
                let arn = &self.of(*policy).arn;
                nothing(self.port.delete_version(arn, version).await)
            }
            Task::CreateVersion { policy } => {
                self.create_version(self.of(*policy), attempt.certainty())
                    .await
            }
            Task::Attach { arn } => nothing(self.port.attach(&self.wanted.role, arn).await),
            Task::Detach { arn } => nothing(self.port.detach(&self.wanted.role, arn).await),
            Task::DeletePolicy { arn } => nothing(self.port.delete_policy(arn).await),
        };
        done.map_err(Setback::from)
    }
}

impl Hand<'_> {
    fn of(&self, policy: usize) -> &WantedPolicy {
        &self.wanted.policies[policy]
    }

    async fn create_role(&self) -> Result<Value, Trouble> {
        let draft = RoleDraft {
            name: self.wanted.role.clone(),
            description: format!("Does what the policies {} allow", self.wanted.name),
            trust: self.wanted.trust.clone().unwrap_or_default(),
            tags: self.wanted.tags.clone(),
        };
        match self.port.create_role(&draft).await {
            Ok(arn) => Ok(json!({ "arn": arn })),
            Err(fault) if fault.class == FaultClass::Duplicate => {
                let there = self.port.role(&self.wanted.role).await?;
                self.if_ours(there.map(|it| it.tags), fault)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn trust_role(&self) -> Result<Value, Trouble> {
        let there = self.seen.role.as_ref().map(|role| role.trust.clone());
        let trust = self.wanted.trust.clone().or(there).unwrap_or_default();
        nothing(self.port.trust(&self.wanted.role, &trust).await)
    }

    async fn create_policy(&self, wanted: &WantedPolicy) -> Result<Value, Trouble> {
        let draft = PolicyDraft {
            name: wanted.name.clone(),
            description: format!("Part of what the policies {} allow", self.wanted.name),
            document: wanted.document.clone(),
            tags: self.wanted.tags.clone(),
        };
        match self.port.create_policy(&draft).await {
            Ok(arn) => Ok(json!({ "arn": arn })),
            Err(fault) if fault.class == FaultClass::Duplicate => {
                let there = self.port.policy(&wanted.arn).await?;
                self.if_ours(there.map(|it| it.tags), fault)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Each version takes room, so an earlier try is looked for.
    async fn create_version(
        &self,
        wanted: &WantedPolicy,
        certainty: Certainty,
    ) -> Result<Value, Trouble> {
        if certainty == Certainty::MayBeDone {
            let there = self.port.policy(&wanted.arn).await?;
            if there.is_some_and(|it| same(&it.document, &wanted.document)) {
                return Ok(Value::Null);
            }
        }
        let made = self.port.create_version(&wanted.arn, &wanted.document);
        nothing(made.await)
    }

    /// An earlier try made it, unless somebody else did.
    fn if_ours(&self, tags: Option<connect_model::Tags>, fault: Fault) -> Result<Value, Trouble> {
        match tags {
            Some(tags) if self.wanted.is_ours(&tags) => Ok(Value::Null),
            _ => Err(fault.into()),
        }
    }
}

fn nothing(done: Result<(), Fault>) -> Result<Value, Trouble> {
    done.map(|()| Value::Null).map_err(Trouble::from)
}
