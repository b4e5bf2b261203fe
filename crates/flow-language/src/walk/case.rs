//! Test cases as authors write them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    bundle::ItemName,
    flow_type::Role,
    walk::{contact::Contact, trail::EndKind},
};

/// A file of test cases for one flow. Members that are not known are errors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseFile {
    /// The flow at which the contacts start.
    pub flow: FlowSelector,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// A flow by its name, or by type and name where the name alone is not enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the name of a flow, or an object of `type` and `name`"
)]
pub enum FlowSelector {
    /// By name: the flow, or else the module, of that name.
    Name(String),
    /// By type and name.
    Typed {
        /// The type of flow; `MODULE` for a module.
        #[serde(rename = "type")]
        flow_type: String,
        /// The name.
        name: String,
    },
}

/// One contact and what is to become of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// What the case shows, in words.
    pub name: String,
    /// The contact.
    #[serde(default)]
    pub contact: Contact,
    /// What is expected.
    #[serde(default)]
    pub expect: Expectation,
}

/// What is expected of a walk. Everything is optional. Blocks are named by label or identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Expectation {
    /// Blocks in this order, with others between them unless `exact`.
    pub path: Vec<String>,
    /// The path is the whole walk.
    pub exact: bool,
    /// Blocks that are reached, in any order.
    pub visits: Vec<String>,
    /// Blocks that are not reached.
    pub avoids: Vec<String>,
    /// How the walk ends.
    pub end: Option<EndKind>,
    /// The queue that is set at the end.
    pub queue: Option<String>,
    /// What is said, in this order, with others between them. An ending `…` stands for any text.
    pub prompts: Vec<String>,
    /// Attributes at the end; others may be there.
    pub attributes: BTreeMap<String, String>,
    /// Flow attributes at the end; others may be there.
    pub flow_attributes: BTreeMap<String, String>,
}

impl From<&str> for FlowSelector {
    /// `TYPE/name`, where the type is one; else a name.
    fn from(text: &str) -> Self {
        let is_type = |word: &str| word.parse::<Role>().is_ok();
        match text.split_once('/') {
            Some((flow_type, name)) if is_type(flow_type) => Self::Typed {
                flow_type: flow_type.to_owned(),
                name: name.to_owned(),
            },
            _ => Self::Name(text.to_owned()),
        }
    }
}

impl FlowSelector {
    /// The flow of the set that is meant.
    pub fn find(&self, set: &crate::walk::FlowSet) -> Option<ItemName> {
        match self {
            Self::Name(name) => set
                .find_flow(name)
                .or_else(|| set.find_module(name))
                .cloned(),
            Self::Typed { flow_type, name } => {
                let meant = ItemName {
                    role: flow_type.parse().ok()?,
                    name: name.clone(),
                };
                set.get(&meant).map(|_| meant)
            }
        }
    }
}

impl std::fmt::Display for FlowSelector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Typed { flow_type, name } => write!(f, "{name} ({flow_type})"),
        }
    }
}
