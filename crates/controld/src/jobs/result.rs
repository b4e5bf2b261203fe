//! What comes of a job, in the form in which it is stored and shown.
//!
//! The capability crates have reports of their own; what is kept for a month and read by other
//! programs has its form here, so that it does not change with them.

use std::collections::BTreeMap;

use connect_model::Finding;
use reconcile::{Setback, StepId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    AgentsResult, ContactLogged, Drifted, Exported, FlowsDeployed, FlowsExported, FlowsReleased,
    FlowsRolledBack, GovernanceResult, ReleaseBack, ShareResult,
    regional::{Replicated, Shifted, Traffic},
};

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobResult {
    /// What has to be done.
    Plan(Plan),
    /// What was done.
    Apply(Applied),
    /// What was removed.
    Destroy(Destroyed),
    /// What is there.
    Describe(Described),
    /// The same as a spec.
    Export(Exported),
    /// What differs.
    Drift(Drifted),
    /// What was replicated.
    Replicate(Replicated),
    /// Where traffic goes.
    Traffic(Traffic),
    /// What was moved.
    Shift(Shifted),
    /// The flows of an instance.
    FlowsExport(FlowsExported),
    /// What was deployed.
    FlowsDeploy(FlowsDeployed),
    /// What was put back.
    FlowsRollBack(FlowsRolledBack),
    /// What was released.
    FlowsRelease(FlowsReleased),
    /// What came of the way back from a release.
    ReleaseRollBack(ReleaseBack),
    /// What a contact logged.
    ContactLog(ContactLogged),
    /// What came of a share.
    Share(ShareResult),
    /// What came of agents.
    Agents(AgentsResult),
    /// What came of governance.
    Governance(GovernanceResult),
}

/// What has to be done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Its name, when it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<super::PlanId>,
    /// The contact centre: `targets/T/centers/A`.
    pub center: String,
    /// Equal digests do the same.
    pub digest: String,
    /// How far it looked.
    pub depth: Depth,
    /// The steps, each after its needs.
    pub steps: Vec<PlanStep>,
    /// How much there is to do.
    pub counts: PlanCounts,
    /// How many calls found this out.
    pub reads: u32,
    /// As people read it.
    pub text: String,
    /// What is worth knowing and changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the depth left in doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<UnsureField>,
    /// Quotas that it goes over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// How much there is to do, in things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCounts {
    /// To be made.
    pub creates: u32,
    /// To be changed.
    pub updates: u32,
    /// To be removed.
    pub deletes: u32,
    /// As they should be.
    pub unchanged: u32,
}

/// How far a plan looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// At every declared field.
    #[default]
    Full,
    /// At what lists and searches show.
    Fast,
    /// As fast, with what earlier plans saw.
    Cached,
}

/// A declared field that is in doubt on some things of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsureField {
    /// The kind.
    pub kind: String,
    /// The field.
    pub field: String,
    /// On how many things.
    pub things: u32,
    /// Whether it was compared with what an earlier plan saw, or else not at all.
    pub remembered: bool,
}

/// One aspect of one thing to be made so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanStep {
    /// Its id.
    pub id: StepId,
    /// What it does.
    pub verb: Verb,
    /// The kind of the thing.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Which side of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aspect: String,
    /// What differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What must be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<StepId>,
    /// It starts once every step of a lower stage has ended.
    #[serde(default)]
    pub stage: u16,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Makes a thing.
    Create,
    /// Changes a thing.
    Update,
    /// Removes a thing.
    Delete,
    /// Takes a thing in.
    Adopt,
    /// Waits until a thing is ready or gone.
    Wait,
    /// Ties two things together.
    Associate,
    /// Unties them.
    Disassociate,
    /// Sets tags.
    Tag,
    /// Takes a number out of the provider's pool.
    Claim,
    /// Gives it back.
    Release,
    /// Leaves a thing although its removal was asked for.
    Keep,
}

/// One field that differs. The values of a sensitive one are never filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub field: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is going to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// Whether its values are secret.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Applied {
    /// The plan that was carried out.
    pub plan: Box<Plan>,
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// What is there now.
    pub center: Option<Center>,
    /// How many steps changed something.
    pub changes: u32,
}

/// What was removed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Destroyed {
    /// The plan that was carried out.
    pub plan: Plan,
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// What was left standing, and why.
    pub kept: Vec<String>,
    /// How many steps changed something.
    pub changes: u32,
}

/// What is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// The contact centre.
    pub center: Center,
    /// How many calls found this out.
    pub reads: u32,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepOutcome {
    /// Which.
    pub step: StepId,
    /// How it ended.
    pub ending: StepEnding,
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepEnding {
    /// Made so.
    Done,
    /// Given up, or left for a person.
    Failed(Setback),
    /// Not tried; the text says why.
    Skipped(String),
    /// Not tried, because the job was asked to stop.
    NotStarted,
}

/// A contact centre as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Center {
    /// `targets/T/centers/A`.
    pub name: String,
    /// The instance.
    pub instance: Instance,
    /// Things that have an id and an ARN and nothing else to tell: by the word for their kind, and by name.
    pub things: BTreeMap<String, BTreeMap<String, Thing>>,
    /// Numbers by their key.
    pub phone_numbers: BTreeMap<String, PhoneNumber>,
    /// ARNs of functions.
    pub lambda_functions: Vec<String>,
    /// Bots.
    pub lex_bots: Vec<LexBot>,
}

/// A Connect instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its alias.
    pub alias: String,
    /// Its status as AWS spells it.
    pub status: String,
    /// Where agents sign in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub access_url: String,
    /// How users are known, as AWS spells it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity_management: String,
    /// When it was made, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_s: Option<i64>,
    /// The role by which Connect acts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_role_arn: String,
}

/// Something with an id and an ARN.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
}

/// A phone number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// The number in E.164.
    pub number: String,
    /// Its country.
    pub country: String,
    /// Its type as AWS spells it.
    #[serde(rename = "type")]
    pub number_type: String,
    /// The flow that answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub flow: String,
}

/// A Lex bot, by the ARN of its alias (V2) or by name and Region (V1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LexBot {
    /// The ARN of a V2 bot's alias.
    V2(String),
    /// Name and Region of a V1 bot.
    V1(String, String),
}

// === impl Depth ===

impl Depth {
    /// Whether it is the depth that holds when nothing is said.
    pub fn is_full(&self) -> bool {
        *self == Self::Full
    }
}
