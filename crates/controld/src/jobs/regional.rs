//! What comes of jobs about Regions, in the form in which it is stored and shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::StepOutcome;

/// What was replicated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Replicated {
    /// The instance.
    pub source: RegionalInstance,
    /// The replica, as far as it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replica: Option<RegionalInstance>,
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// Types of resources of which nothing is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfollowed: Vec<String>,
}

/// The instance in one of its Regions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RegionalInstance {
    /// The Region.
    pub region: String,
    /// The id, which is the same in both.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The alias there, where it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alias: String,
    /// Its state as AWS spells it.
    pub status: String,
}

/// Where traffic goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// The Region that was asked.
    pub via: String,
    /// The groups.
    pub groups: Vec<GroupTraffic>,
    /// How many calls found this out.
    pub reads: u32,
}

/// What was moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shifted {
    /// The Region that was called.
    pub via: String,
    /// Every group that was meant.
    pub groups: Vec<GroupShift>,
    /// What became of each step.
    pub outcomes: Vec<StepOutcome>,
    /// How many groups were moved.
    pub changes: u32,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What was moved of one group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupShift {
    /// The group as it was.
    pub before: GroupTraffic,
    /// How it distributes now.
    pub after: Distribution,
}

/// A traffic distribution group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupTraffic {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Whether it is the instance's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_default: bool,
    /// How it distributes.
    pub distribution: Distribution,
}

/// How calls, agents and sign-in are shared out, each by Region. What a group does not have is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Percent of the calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephony: Option<BTreeMap<String, u32>>,
    /// Percent of the agents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agents: Option<BTreeMap<String, u32>>,
    /// Whether people sign in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<BTreeMap<String, bool>>,
}
