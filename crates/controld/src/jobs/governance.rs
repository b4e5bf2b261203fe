//! What is asked about governance.

use std::collections::BTreeSet;

use connect_model::{Alias, Arn, Date, TargetName, governance::TagKey};
use serde::{Deserialize, Serialize};

use super::{Demand, FileRef, Job, JobId, Jobs, Kind, Order, SpecFiles};
use crate::refusal::{Refusal, Violation};

/// What is asked about governance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GovernanceAsk {
    /// To hold an instance to the rules.
    Assess {
        /// Which instance, by what.
        held: Held,
        /// An assessment of before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<FileRef>,
        /// Formats that are wanted beside the result.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        formats: BTreeSet<AssessFormat>,
    },
    /// To mend what can be mended without deciding anything.
    Mend {
        /// Which instance, by what.
        held: Held,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// To say which IAM policy some work takes.
    Policy(PolicyWish),
    /// To attach such a policy to a role.
    Attach {
        /// Which policy.
        policy: PolicyWish,
        /// The role.
        role: String,
        /// Who may take it, where it has to be made.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        trusts: BTreeSet<Arn>,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// To make what is declared so.
    Ensure {
        /// The declaration.
        spec: SpecFiles,
        /// Which parts of it; all where none is named.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        parts: BTreeSet<GovernancePart>,
        /// Look alone.
        #[serde(default, skip_serializing_if = "is_false")]
        look: bool,
    },
    /// To say what was spent.
    Cost(CostQuestion),
    /// To say which resources lack tags.
    Tags {
        /// Which instance; the one that the declaration is about where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alias: Option<Alias>,
        /// The declaration.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spec: Option<SpecFiles>,
        /// Keys that everything has to have beside those that are declared.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        required: BTreeSet<TagKey>,
    },
}

/// An instance, and what it is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The instance; the one that the declaration is about where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<Alias>,
    /// What it is held to; what holds where nothing is said, without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec: Option<SpecFiles>,
    /// The rules; all where none is named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rules: BTreeSet<String>,
}

/// A policy that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyWish {
    /// The instance to which it is limited; any of the account and Region where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<Alias>,
    /// What it is for.
    pub source: PolicySource,
    /// The work on the contact centre, where the source is one. Before there was a choice it was the first
    /// apply.
    #[serde(default = "CenterWork::before_choice")]
    pub work: CenterWork,
}

/// Work on a contact centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CenterWork {
    /// Applies, the first one and those after it.
    #[default]
    Apply,
    /// The first apply alone.
    Create,
    /// Plans of a centre that is there.
    Plan,
}

/// What a policy is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicySource {
    /// These operations, such as `connect:CreateQueue`.
    Operations(BTreeSet<String>),
    /// For work on this contact centre.
    Center(SpecFiles),
    /// What a job called.
    Job {
        /// The job.
        job: JobId,
        /// What it had called by then, such as `connect:CreateQueue`.
        operations: BTreeSet<String>,
    },
    /// Somebody.
    Persona(Persona),
}

/// Somebody who works with a contact centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persona {
    /// Keeps the instance.
    Administrator,
    /// Leads agents.
    Supervisor,
    /// Handles contacts.
    Agent,
}

/// A form of an assessment for other programs or for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessFormat {
    /// JSON of this product.
    Json,
    /// SARIF.
    Sarif,
    /// A page that stands alone.
    Html,
    /// Plain text.
    Text,
}

/// A part of what governance declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GovernancePart {
    /// Keys, and storage that they encrypt.
    Storage,
    /// Tags, and keys of tags by which cost is allocated.
    Tags,
    /// Budgets.
    Budgets,
}

/// What was spent when, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostQuestion {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// How long the periods are.
    pub granularity: Granularity,
    /// What to group by.
    pub group: CostGroup,
    /// Until when to say what is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast_end: Option<Date>,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    /// A day.
    Daily,
    /// A month.
    Monthly,
}

/// What cost is grouped by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostGroup {
    /// The service.
    Service,
    /// The usage type.
    UsageType,
    /// The account.
    Account,
    /// The value of a tag, by its key.
    Tag(TagKey),
}

// === impl Jobs ===

impl Jobs {
    /// The demand with the operations that the job called whose calls it names, if it names one.
    pub async fn with_calls(&self, mut demand: Demand) -> Result<Demand, Refusal> {
        let target = demand.target.clone();
        let Some(PolicySource::Job { job, operations }) = demand.order.policy_source_mut() else {
            return Ok(demand);
        };
        let found = self.get(*job).await?;
        *operations = called(&found, &target).map_err(|why| {
            let description = format!("jobs/{job} {why}");
            Refusal::Invalid(vec![Violation::new("source.job", description)])
        })?;
        Ok(demand)
    }
}

/// What a job called, as IAM writes it; at least one operation.
fn called(job: &Job, target: &TargetName) -> Result<BTreeSet<String>, String> {
    if job.brief.target != *target {
        return Err(format!(
            "is about targets/{}, and not about targets/{target}",
            job.brief.target
        ));
    }
    if !job.state.is_at_rest() {
        return Err("is still at work: wait for it, or cancel it".into());
    }
    let operations: BTreeSet<String> = job
        .calls
        .keys()
        .map(|it| it.replacen('.', ":", 1))
        .collect();
    if operations.is_empty() {
        return Err("called nothing, so there is nothing to allow".into());
    }
    Ok(operations)
}

// === impl GovernanceAsk ===

impl GovernanceAsk {
    /// What kind of job it makes.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Assess { .. } => Kind::AssessInstance,
            Self::Mend { .. } => Kind::MendFindings,
            Self::Policy(_) => Kind::GeneratePolicy,
            Self::Attach { .. } => Kind::AttachPolicy,
            Self::Ensure { .. } => Kind::EnsureGovernance,
            Self::Cost(_) => Kind::GetCost,
            Self::Tags { .. } => Kind::ReviewTags,
        }
    }

    /// Whether it is to look alone, although others of its kind write.
    pub fn looks(&self) -> bool {
        matches!(
            self,
            Self::Mend { look: true, .. }
                | Self::Attach { look: true, .. }
                | Self::Ensure { look: true, .. }
        )
    }

    /// The declaration in it, where there is one.
    pub fn spec(&self) -> Option<&SpecFiles> {
        match self {
            Self::Assess { held, .. } | Self::Mend { held, .. } => held.spec.as_ref(),
            Self::Policy(policy) | Self::Attach { policy, .. } => match &policy.source {
                PolicySource::Center(spec) => Some(spec),
                PolicySource::Operations(_)
                | PolicySource::Job { .. }
                | PolicySource::Persona(_) => None,
            },
            Self::Ensure { spec, .. } => Some(spec),
            Self::Tags { spec, .. } => spec.as_ref(),
            Self::Cost(_) => None,
        }
    }

    /// The file in it beside the declaration, where there is one.
    pub(super) fn file(&self) -> Option<&FileRef> {
        match self {
            Self::Assess { baseline, .. } => baseline.as_ref(),
            _ => None,
        }
    }
}

// === impl CenterWork ===

impl CenterWork {
    fn before_choice() -> Self {
        Self::Create
    }
}

// === impl Order ===

impl Order {
    /// What the policy is for that it asks for, if it asks for one.
    fn policy_source_mut(&mut self) -> Option<&mut PolicySource> {
        match self {
            Self::Governance {
                ask: GovernanceAsk::Policy(policy) | GovernanceAsk::Attach { policy, .. },
            } => Some(&mut policy.source),
            _ => None,
        }
    }
}

// === impl Persona ===

impl Persona {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Supervisor, Self::Agent];
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, time::SystemTime};

    use uuid::Uuid;

    use super::*;
    use crate::jobs::{Brief, Progress, State, Times, Trace};

    fn job(state: State, calls: &[&str]) -> Job {
        let now = SystemTime::UNIX_EPOCH;
        Job {
            id: JobId(Uuid::nil()),
            serial: 1,
            state,
            times: Times {
                created: now,
                updated: now,
                started: None,
                ended: None,
            },
            brief: Brief {
                order: Order::DescribeCenter {
                    alias: Alias::new("uk").unwrap(),
                },
                target: TargetName::new("prod").unwrap(),
                subject: String::new(),
                locks: BTreeSet::new(),
                labels: BTreeMap::new(),
                reason: String::new(),
                requested_by: String::new(),
                request_id: Uuid::nil(),
                trace: Trace::default(),
            },
            blocked_by: Vec::new(),
            progress: Progress::default(),
            runs: 1,
            last_event: 1,
            error: None,
            result: None,
            calls: calls.iter().map(|it| ((*it).to_owned(), 2)).collect(),
        }
    }

    #[test]
    fn what_a_job_called_is_told_as_policies_name_it() {
        let target = TargetName::new("prod").unwrap();
        let calls = ["connect.ListQueues", "s3.PutObject"];
        let found = called(&job(State::Failed, &calls), &target).unwrap();
        let found: Vec<_> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["connect:ListQueues", "s3:PutObject"]);
    }

    #[test]
    fn what_tells_nothing_of_the_target_is_refused_with_the_reason() {
        let (here, there) = (TargetName::new("prod"), TargetName::new("test"));
        let (here, there) = (here.unwrap(), there.unwrap());
        let calls = ["connect.ListQueues"];
        let said = |job: &Job, target| called(job, target).unwrap_err();
        assert_eq!(
            said(&job(State::Succeeded, &calls), &there),
            "is about targets/prod, and not about targets/test"
        );
        assert_eq!(
            said(&job(State::Running, &calls), &here),
            "is still at work: wait for it, or cancel it"
        );
        assert_eq!(
            said(&job(State::Succeeded, &[]), &here),
            "called nothing, so there is nothing to allow"
        );
    }
}
