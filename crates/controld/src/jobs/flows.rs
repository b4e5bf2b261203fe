//! What comes of work on flows.

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
