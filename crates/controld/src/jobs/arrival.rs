//! Files that arrive where a watch looks, and what becomes of them.

use std::{collections::BTreeMap, time::SystemTime};

use connect_agents::{
    ImportOptions,
    arrival::{ObjectId, ObjectVersion, Watch, WatchSpec},
};
use connect_model::{Alias, TargetName};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    AgentAsk, AgentFile, AgentsResult, ArrivedFile, Caller, Demand, Job, JobId, JobResult, Order,
    State,
};
use crate::{reason, store::Record};

/// The method that requests of arrivals are of. No caller can call it.
const METHOD: &str = "Arrival";
/// Labels of the jobs that it starts.
const WATCH: &str = "watch";
/// The rules by which results tell of files that were not imported.
pub const STRANGER: &str = "no-agent-file";
/// Another daemon has taken the file.
pub const TAKEN: &str = "taken-elsewhere";

/// A prefix whose files are imported as they come.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentWatch {
    /// Its name. What has arrived is known by it.
    pub name: String,
    /// Where the bucket and the instance are.
    pub target: TargetName,
    /// The instance.
    pub alias: Alias,
    /// What is watched, as it is declared.
    pub spec: WatchSpec,
    /// What an import may do.
    pub options: ImportOptions,
    /// How long between two lists, in seconds.
    pub poll_s: u64,
}

/// A version that arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Grows by the order of arrival.
    pub serial: i64,
    /// The watch.
    pub watch: String,
    /// Where it arrived.
    pub target: TargetName,
    /// The instance that it is for.
    pub alias: Alias,
    /// The version.
    pub object: ObjectVersion,
    /// When it was seen first.
    pub arrived: SystemTime,
    /// What became of it.
    pub state: ArrivalState,
    /// The job that imports it.
    pub job: Option<JobId>,
    /// Where that job stands, unless it is forgotten.
    pub job_state: Option<State>,
    /// When it was over.
    pub ended: Option<SystemTime>,
    /// The rest.
    pub fate: ArrivalFate,
}

/// What became of a version that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalState {
    /// Its job has not come to rest.
    Open,
    /// It was imported; rows of it may have failed.
    Imported,
    /// It is no file of agents, and was left alone.
    Stranger,
    /// As a whole it cannot be imported; it was moved aside with a report.
    Refused,
    /// Another daemon has taken it.
    Elsewhere,
    /// Its job failed or was cancelled, and can be retried.
    Failed,
}

/// Where results are, and why it ended so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalFate {
    /// Where the results are, or the file and its report: `s3://BUCKET/KEY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What became of a version, as its job ended.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivalEnd {
    /// The watch.
    pub watch: String,
    /// The version.
    pub object: ObjectId,
    /// What became of it.
    pub state: ArrivalState,
    /// The rest.
    pub fate: ArrivalFate,
}

// === impl AgentWatch ===

impl AgentWatch {
    /// What is watched; the configuration has checked it.
    pub fn watch(&self) -> Option<Watch> {
        Watch::new(self.spec.clone()).ok()
    }

    /// The wish for the job of a version. The name of the request is made of the watch and the version, so that
    /// whoever comes second finds the job.
    pub(super) fn demand(&self, object: &ObjectVersion) -> Demand {
        let file = AgentFile::Arrived(Box::new(ArrivedFile {
            watch: self.name.clone(),
            spec: self.spec.clone(),
            object: object.clone(),
        }));
        let ask = AgentAsk::Import {
            file: Box::new(file),
            options: Box::new(self.options.clone()),
        };
        Demand {
            method: METHOD,
            request_id: self.run_of(&object.id()),
            validate_only: false,
            target: self.target.clone(),
            order: Order::Agents {
                alias: self.alias.clone(),
                ask,
                look: false,
            },
            contents: BTreeMap::new(),
            labels: BTreeMap::from([(WATCH.to_owned(), self.name.clone())]),
            reason: format!("{} arrived", object.id()),
            caller: Caller {
                name: format!("watch {}", self.name),
                ..Caller::default()
            },
        }
    }

    fn run_of(&self, object: &ObjectId) -> Uuid {
        let text = serde_json::json!([METHOD, self.name, object]).to_string();
        let digest = Sha256::digest(text.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

// === impl ArrivalState ===

impl ArrivalState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Imported,
        Self::Stranger,
        Self::Refused,
        Self::Elsewhere,
        Self::Failed,
    ];

    /// The word for it in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Imported => "imported",
            Self::Stranger => "stranger",
            Self::Refused => "refused",
            Self::Elsewhere => "elsewhere",
            Self::Failed => "failed",
        }
    }

    /// The state that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

// === impl ArrivalEnd ===

impl ArrivalEnd {
    /// What the end of a job says of the version that it was about.
    pub(super) fn of(job: &Job, ending: &Record) -> Option<Self> {
        let ArrivedFile {
            watch,
            spec,
            object,
        } = arrived(&job.brief.order)?;
        let Record::Ended {
            state,
            error,
            result,
        } = ending
        else {
            return None;
        };
        let told = match result.as_deref() {
            Some(JobResult::Agents(AgentsResult::Import(told))) => Some(told),
            _ => None,
        };
        let finding = told.and_then(|told| told.findings.first());
        let rule = finding.map(|finding| finding.rule.as_str());
        let (became, why) = match (state, rule) {
            (State::Succeeded, Some(STRANGER)) => (ArrivalState::Stranger, finding.map(said)),
            (State::Succeeded, Some(TAKEN)) => (ArrivalState::Elsewhere, finding.map(said)),
            (State::Succeeded, _) => (ArrivalState::Imported, None),
            _ => {
                let error = error.as_ref();
                let is_refused = error.is_some_and(|it| it.reason == reason::SPEC_INVALID);
                let first = error.and_then(|it| it.findings.first().map(said));
                let why = first.or_else(|| error.map(|it| it.message.clone()));
                let became = if is_refused {
                    ArrivalState::Refused
                } else {
                    ArrivalState::Failed
                };
                (became, why)
            }
        };
        Some(Self {
            watch: watch.clone(),
            object: object.id(),
            state: became,
            fate: ArrivalFate {
                place: place(became, spec, object),
                why: why.unwrap_or_default(),
            },
        })
    }
}

/// The file that a job is about, if it arrived.
fn arrived(order: &Order) -> Option<&ArrivedFile> {
    let Order::Agents {
        ask: AgentAsk::Import { file, .. },
        ..
    } = order
    else {
        return None;
    };
    match &**file {
        AgentFile::Arrived(arrived) => Some(arrived),
        _ => None,
    }
}

fn said(finding: &connect_model::Finding) -> String {
    finding.message.clone()
}

/// Where to look for what is told of a version.
fn place(state: ArrivalState, spec: &WatchSpec, object: &ObjectVersion) -> Option<String> {
    let watch = Watch::new(spec.clone()).ok()?;
    let names = connect_agents::arrival::Names::of(&watch, object);
    let key = match state {
        ArrivalState::Imported | ArrivalState::Elsewhere => names.results,
        ArrivalState::Refused => names.report,
        ArrivalState::Open | ArrivalState::Stranger | ArrivalState::Failed => return None,
    };
    Some(format!("s3://{}/{key}", object.bucket))
}
