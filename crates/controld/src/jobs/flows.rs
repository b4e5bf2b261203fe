//! What comes of work on flows.

use connect_model::{Alias, Finding, TargetName};
use serde::{Deserialize, Serialize};

use super::{Digest, ExportedFile, StepOutcome};

/// What was exported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowsExported {
    /// The digest of the bundle.
    pub bundle: String,
    /// Its files, sorted by path.
    pub files: Vec<ExportedFile>,
    /// The references of each flow and module.
    pub references: Vec<FlowReferences>,
    /// How many calls found this out.
    pub reads: u32,
}

/// What was deployed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowsDeployed {
    /// The digest of the bundle.
    pub bundle: String,
    /// The references of each flow and module.
    pub references: Vec<FlowReferences>,
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// What was there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Digest>,
    /// The steps that a deploy would take, where it was asked to look alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
}

/// What was put back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowsRolledBack {
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// What cannot be put back, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What was released.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowsReleased {
    /// The digest of the bundle.
    pub bundle: String,
    /// What became of each stop, in their order.
    pub stops: Vec<StopOutcome>,
}

/// What came of the way back from a release.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReleaseBack {
    /// What became of each stop, the last one of the release first.
    pub stops: Vec<StopOutcome>,
}

/// What became of a stop of a release, or of its way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StopOutcome {
    /// Where.
    pub target: TargetName,
    /// Which instance.
    pub alias: Alias,
    /// How it ended.
    pub fate: StopFate,
    /// The references of each flow and module.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<FlowReferences>,
    /// What became of each step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    #[serde(default)]
    pub changes: u32,
    /// What was there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Digest>,
    /// The steps that it would take, where it was looked at alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Why it was refused, or only half done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What cannot be put back, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How a stop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopFate {
    /// It was looked at alone.
    Looked,
    /// It has what it is to have.
    Done,
    /// What there is by now does not allow it.
    Refused,
    /// Part of it is there, and what there is by now does not allow the rest.
    HalfDone,
    /// At least one step was given up, or it could not be looked at.
    Failed,
    /// At least one step needs a person.
    NeedsAttention,
    /// The job was asked to stop before all steps had started.
    Cancelled,
    /// The job ended before.
    NotBegun,
}

// === impl StopOutcome ===

impl StopOutcome {
    /// Of a stop of which nothing but its fate is to be told.
    pub fn new(target: TargetName, alias: Alias, fate: StopFate) -> Self {
        Self {
            target,
            alias,
            fate,
            references: Vec::new(),
            outcomes: Vec::new(),
            changes: 0,
            before: None,
            steps: Vec::new(),
            findings: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// What became of the references of one flow or module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowReferences {
    /// The flow or module.
    pub thing: String,
    /// With another form on the other side.
    pub rewritten: Vec<FlowReference>,
    /// Without a name.
    pub unresolved: Vec<FlowReference>,
    /// Brought by the contact.
    pub dynamic: Vec<FlowReference>,
    /// Plain data.
    pub soft: Vec<FlowReference>,
}

/// One reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowReference {
    /// The identifier of the action.
    pub action: String,
    /// A JSON pointer.
    pub path: String,
    /// The word for the kind; empty where nothing tells.
    pub kind: String,
    /// What stands there.
    pub value: String,
}
