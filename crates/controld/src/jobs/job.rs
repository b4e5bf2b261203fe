//! A job, as it is stored and shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::SystemTime,
};

use connect_model::{Finding, TargetName};
use connect_resources::{KindId, Scope};
use reconcile::{Setback, StepId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Calls, Difference, JobResult, Order};

/// Names a job. Also the key of its tokens and the name of its AWS sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub Uuid);

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for its turn.
    Queued,
    /// At work.
    Running,
    /// At work, and asked to stop.
    Cancelling,
    /// At rest: all was done.
    Succeeded,
    /// At rest: something was given up.
    Failed,
    /// At rest: stopped as asked.
    Cancelled,
    /// At rest: a person must decide.
    NeedsAttention,
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Finds out what has to be done to a contact centre.
    PlanCenter,
    /// Brings a contact centre to its declared state.
    ApplyCenter,
    /// Removes a contact centre.
    DestroyCenter,
    /// Shows a contact centre.
    DescribeCenter,
    /// Write it as a spec.
    ExportCenter,
    /// Find out what differs from what is declared.
    DetectDrift,
    /// Replicates an instance into another Region.
    ReplicateCenter,
    /// Shows where traffic goes.
    GetTraffic,
    /// Moves traffic between Regions.
    ShiftTraffic,
    /// Writes the flows of an instance as a bundle.
    ExportFlows,
    /// Brings a bundle of flows to an instance.
    DeployFlows,
    /// Puts back what was there before a deploy.
    RollBackFlows,
    /// Brings a bundle of flows to several instances.
    ReleaseFlows,
    /// Puts back what was there before a release.
    RollBackRelease,
    /// Reads what flows logged for a contact.
    ReadContactLog,
    /// Makes a share of analytics so.
    EnsureShare,
    /// Removes a share.
    RemoveShare,
    /// Looks at every link of a share.
    VerifyShare,
    /// Finds out what ensuring a share would do.
    GetShareStatus,
    /// Writes a data set of a share to files.
    RunShareExport,
    /// Brings a file of agents to an instance.
    ImportAgents,
    /// Makes one agent so.
    UpsertAgent,
    /// Removes one agent.
    RemoveAgent,
    /// Holds an instance to the rules.
    AssessInstance,
    /// Mends what an assessment finds.
    MendFindings,
    /// Says which IAM policy some work takes.
    GeneratePolicy,
    /// Attaches such a policy to a role.
    AttachPolicy,
    /// Makes keys, storage, tags and budgets so.
    EnsureGovernance,
    /// Says what was spent.
    GetCost,
    /// Says which resources lack tags.
    ReviewTags,
}

/// A job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// Where it stands in the order of all jobs by age; grows by the order of submission.
    pub serial: i64,
    /// Where it stands.
    pub state: State,
    /// When what happened.
    pub times: Times,
    /// What was asked for.
    pub brief: Brief,
    /// What it waits for, when it is queued behind others.
    pub blocked_by: Vec<Blocker>,
    /// How far it is.
    pub progress: Progress,
    /// How many times it was started.
    pub runs: u32,
    /// The number of its newest event.
    pub last_event: i64,
    /// Why it did not succeed.
    pub error: Option<JobError>,
    /// What came of it. Left out of lists.
    pub result: Option<JobResult>,
    /// Which operations its runs called, and how often. Left out of lists.
    pub calls: Calls,
}

/// What was asked for, and by whom: what never changes about a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// What to do.
    pub order: Order,
    /// Where.
    pub target: TargetName,
    /// What it works on, such as `targets/T/centers/A`.
    pub subject: String,
    /// What it holds against others while it is queued or runs.
    pub locks: BTreeSet<LockKey>,
    /// Words by which it can be found again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who asked.
    pub requested_by: String,
    /// The `request_id` that started it.
    pub request_id: Uuid,
    /// The trace of the request.
    pub trace: Trace,
}

/// W3C trace context of a request; empty where none was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The `traceparent` header.
    pub parent: String,
    /// The `tracestate` header.
    pub state: String,
}

/// When what happened to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// It was asked for.
    pub created: SystemTime,
    /// It last changed.
    pub updated: SystemTime,
    /// It first started.
    pub started: Option<SystemTime>,
    /// It came to rest.
    pub ended: Option<SystemTime>,
}

/// Something that only one job can hold at a time, such as
/// `connect/111111111111/eu-west-2/support/queue`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LockKey(String);

/// A job that stands before another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocker {
    /// What both want to hold.
    pub lock: LockKey,
    /// The one that has it or comes first.
    pub job: JobId,
}

/// How far a job is with its newest plan, in steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All; 0 until there is a plan.
    pub total: u32,
    /// Done.
    pub done: u32,
    /// Given up, or left for a person.
    pub failed: u32,
    /// Started and not ended.
    pub running: u32,
}

/// Why a job did not succeed. Outlives the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobError {
    /// A stable code; a constant of [`reason`](crate::reason), or the code that AWS gave.
    pub reason: String,
    /// What happened, for people.
    pub message: String,
    /// What is wrong with the spec.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Every value that occurs in the message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, String>,
    /// The steps that were given up or need a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<(StepId, Setback)>,
    /// Where the world is not as a kept plan saw it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

const CENTERS: &str = "connect/";

// === impl JobId ===

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// === impl State ===

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Running,
        Self::Cancelling,
        Self::Succeeded,
        Self::Failed,
        Self::Cancelled,
        Self::NeedsAttention,
    ];

    /// The word for it in the store, in messages and in metrics.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Cancelling => "cancelling",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::NeedsAttention => "needs_attention",
        }
    }

    /// The state that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether nothing more happens unless somebody asks for it.
    pub fn is_at_rest(self) -> bool {
        match self {
            Self::Queued | Self::Running | Self::Cancelling => false,
            Self::Succeeded | Self::Failed | Self::Cancelled | Self::NeedsAttention => true,
        }
    }
}

// === impl Kind ===

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 30] = [
        Self::PlanCenter,
        Self::ApplyCenter,
        Self::DestroyCenter,
        Self::DescribeCenter,
        Self::ExportCenter,
        Self::DetectDrift,
        Self::ReplicateCenter,
        Self::GetTraffic,
        Self::ShiftTraffic,
        Self::ExportFlows,
        Self::DeployFlows,
        Self::RollBackFlows,
        Self::ReleaseFlows,
        Self::RollBackRelease,
        Self::ReadContactLog,
        Self::EnsureShare,
        Self::RemoveShare,
        Self::VerifyShare,
        Self::GetShareStatus,
        Self::RunShareExport,
        Self::ImportAgents,
        Self::UpsertAgent,
        Self::RemoveAgent,
        Self::AssessInstance,
        Self::MendFindings,
        Self::GeneratePolicy,
        Self::AttachPolicy,
        Self::EnsureGovernance,
        Self::GetCost,
        Self::ReviewTags,
    ];

    /// The word for it in the store, in messages and in metrics.
    pub fn word(self) -> &'static str {
        match self {
            Self::PlanCenter => "plan_center",
            Self::ApplyCenter => "apply_center",
            Self::DestroyCenter => "destroy_center",
            Self::DescribeCenter => "describe_center",
            Self::ExportCenter => "export_center",
            Self::DetectDrift => "detect_drift",
            Self::ReplicateCenter => "replicate_center",
            Self::GetTraffic => "get_traffic",
            Self::ShiftTraffic => "shift_traffic",
            Self::ExportFlows => "export_flows",
            Self::DeployFlows => "deploy_flows",
            Self::RollBackFlows => "roll_back_flows",
            Self::ReleaseFlows => "release_flows",
            Self::RollBackRelease => "roll_back_release",
            Self::ReadContactLog => "read_contact_log",
            Self::EnsureShare => "ensure_share",
            Self::RemoveShare => "remove_share",
            Self::VerifyShare => "verify_share",
            Self::GetShareStatus => "get_share_status",
            Self::RunShareExport => "run_share_export",
            Self::ImportAgents => "import_agents",
            Self::UpsertAgent => "upsert_agent",
            Self::RemoveAgent => "remove_agent",
            Self::AssessInstance => "assess_instance",
            Self::MendFindings => "mend_findings",
            Self::GeneratePolicy => "generate_policy",
            Self::AttachPolicy => "attach_policy",
            Self::EnsureGovernance => "ensure_governance",
            Self::GetCost => "get_cost",
            Self::ReviewTags => "review_tags",
        }
    }

    /// The kind that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it changes nothing, and so waits for nobody.
    pub fn only_reads(self) -> bool {
        match self {
            Self::PlanCenter
            | Self::DescribeCenter
            | Self::ExportCenter
            | Self::DetectDrift
            | Self::GetTraffic
            | Self::ExportFlows
            | Self::ReadContactLog
            | Self::VerifyShare
            | Self::GetShareStatus
            | Self::AssessInstance
            | Self::GeneratePolicy
            | Self::GetCost
            | Self::ReviewTags => true,
            Self::ApplyCenter
            | Self::DestroyCenter
            | Self::ReplicateCenter
            | Self::ShiftTraffic
            | Self::DeployFlows
            | Self::RollBackFlows
            | Self::ReleaseFlows
            | Self::RollBackRelease
            | Self::EnsureShare
            | Self::RemoveShare
            | Self::RunShareExport
            | Self::ImportAgents
            | Self::UpsertAgent
            | Self::RemoveAgent
            | Self::MendFindings
            | Self::AttachPolicy
            | Self::EnsureGovernance => false,
        }
    }
}

// === impl LockKey ===

impl LockKey {
    /// A key by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// A key of all things of one kind in a centre.
    pub fn of_kind(scope: &Scope, kind: KindId) -> Self {
        let Scope {
            account,
            region,
            alias,
        } = scope;
        Self(format!("{CENTERS}{account}/{region}/{alias}/{kind}"))
    }

    /// The kind, of a key of all things of one kind.
    pub fn kind(&self) -> Option<&str> {
        let (_, kind) = self.0.strip_prefix(CENTERS)?.rsplit_once('/')?;
        Some(kind)
    }

    /// The key's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// === impl JobError ===

impl JobError {
    /// An error without findings, detail or steps.
    pub fn new(reason: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            message: message.into(),
            findings: Vec::new(),
            detail: BTreeMap::new(),
            steps: Vec::new(),
            differences: Vec::new(),
        }
    }

    /// The same with one more detail.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.detail.insert(key.to_owned(), value.into());
        self
    }
}
