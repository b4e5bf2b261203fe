//! What is asked about agents, and what comes of it.

use std::collections::BTreeMap;

use connect_agents::{
    ImportOptions, Outcome, Tally,
    arrival::{ObjectVersion, WatchSpec},
};
use connect_model::{DirectoryName, Finding, Username};
use serde::{Deserialize, Serialize};

use super::{ExportedFile, FileRef, Kind};

/// What is asked about agents of an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentAsk {
    /// To bring a file of them.
    Import {
        /// The file.
        file: Box<AgentFile>,
        /// What may be done.
        options: Box<ImportOptions>,
    },
    /// To make one so.
    Upsert {
        /// A file of one row.
        row: FileRef,
        /// What may be done.
        options: Box<ImportOptions>,
    },
    /// To remove one.
    Remove {
        /// Who.
        username: Username,
        /// Of which directory, and what becomes of the agent.
        options: Box<ImportOptions>,
    },
}

/// Where a file of agents is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentFile {
    /// With the order.
    Sent(FileRef),
    /// Below the folder that the daemon may read, by its path from there.
    Local(String),
    /// In S3, in the account and Region of the target; without a version, the one that the job first meets.
    Object {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// The version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    },
    /// Where a watch looks.
    Arrived(Box<ArrivedFile>),
}

/// A file that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivedFile {
    /// The watch.
    pub watch: String,
    /// What it watches.
    pub spec: WatchSpec,
    /// The version.
    pub object: ObjectVersion,
}

/// What came of agents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentsResult {
    /// Of a file of them.
    Import(Box<AgentsTold>),
    /// Of one who was to be so.
    Upsert(Box<AgentsTold>),
    /// Of one who was to go.
    Remove(Box<AgentsTold>),
}

/// What came of a file of agents, or would come of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgentsTold {
    /// The directory.
    pub directory: DirectoryName,
    /// The file, as its caller named it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// SHA-256 of the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Equal digests do the same to the same agents.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Whether it was only looked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub look: bool,
    /// How many rows came to what.
    pub tally: AgentTally,
    /// Some rows of each outcome but those that are as they should be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<AgentRow>,
    /// The result file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<ExportedFile>,
    /// Groups of the hierarchy that were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Columns that are about nothing that agents have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    /// Users who belong to no directory.
    #[serde(default)]
    pub foreign: u64,
    /// Rows with proficiencies as they are remembered.
    #[serde(default)]
    pub unsure: u64,
    /// Agents of the directory who are not in the file and stay.
    #[serde(default)]
    pub kept: u64,
    /// What should be known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// How many calls only read.
    pub reads: u32,
}

/// How many rows came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentTally {
    /// Rows of the file.
    pub rows: u64,
    /// Rows and leavers, by what became of them.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Passwords that were made.
    pub secrets: u64,
    /// Changes of users who are there, by aspect.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changes: BTreeMap<String, u64>,
    /// What is wrong with rows, by rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, u64>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRow {
    /// The line; none of somebody whom the file does not name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The login, if it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
    /// What became of it.
    pub outcome: Outcome,
    /// What differs, for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    /// The entry with the first password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// What is wrong: a rule, and a text for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<(String, String)>,
}

// === impl AgentAsk ===

impl AgentAsk {
    /// What kind of job it makes.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Import { .. } => Kind::ImportAgents,
            Self::Upsert { .. } => Kind::UpsertAgent,
            Self::Remove { .. } => Kind::RemoveAgent,
        }
    }

    /// The file that came with it.
    pub(super) fn file(&self) -> Option<&FileRef> {
        match self {
            Self::Import { file, .. } => match &**file {
                AgentFile::Sent(file) => Some(file),
                _ => None,
            },
            Self::Upsert { row, .. } => Some(row),
            Self::Remove { .. } => None,
        }
    }

    /// What may be done.
    pub fn options(&self) -> &ImportOptions {
        match self {
            Self::Import { options, .. }
            | Self::Upsert { options, .. }
            | Self::Remove { options, .. } => options,
        }
    }
}

// === impl AgentsResult ===

impl AgentsResult {
    /// What is told, whatever was asked.
    pub fn told(&self) -> &AgentsTold {
        match self {
            Self::Import(told) | Self::Upsert(told) | Self::Remove(told) => told,
        }
    }
}

// === impl AgentTally ===

impl AgentTally {
    /// How many came to this.
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }
}

impl From<Tally> for AgentTally {
    fn from(tally: Tally) -> Self {
        let Tally {
            rows,
            outcomes,
            aspects,
            rules,
            secrets,
        } = tally;
        Self {
            rows,
            outcomes,
            secrets,
            changes: aspects,
            rules,
        }
    }
}
