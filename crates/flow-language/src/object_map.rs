//! `FLOW_OBJECT_MAPS#`: names as attributes of a flow, filled when it is deployed.
//!
//! A flow that sets its queue, prompt or function by `$.FlowAttributes.<name>` finds the ARN in an
//! attribute that a block called `FLOW_OBJECT_MAPS#` sets early on. The author leaves the block empty;
//! who deploys the flow fills it with what the names are in the target. A flow without the block is
//! left alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{action::Action, document::Document, graph::Graph};

/// The `Identifier` of the block.
pub const OBJECT_MAP: &str = "FLOW_OBJECT_MAPS#";

/// Most bytes of names and values that one block sets. All attributes of a contact together may take
/// 32 KB; a block of this size leaves room for those that the flow sets itself.
const BLOCK_BYTES_MAX: usize = 16 * 1024;

/// Most bytes of names and values that all blocks of a flow set.
const MAP_BYTES_MAX: usize = 28 * 1024;

const ATTRIBUTES: &str = "$.FlowAttributes.";

/// Why a map cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MapProblem {
    /// Nothing of that name is in the target, and no block of the flow sets it.
    Unknown {
        /// The name.
        name: String,
    },
    /// A block of the flow sets what is the name of something in the target, too.
    SetTwice {
        /// The name.
        name: String,
        /// The action that sets it.
        action: String,
    },
    /// Things of several kinds have the name.
    Ambiguous {
        /// The name.
        name: String,
        /// Their kinds.
        kinds: Vec<String>,
    },
    /// The block is no block that sets attributes of the flow.
    NoBlock {
        /// Its action type.
        action_type: String,
    },
    /// More is named than attributes of a contact can hold.
    TooLarge {
        /// What the names and values take, in bytes.
        bytes: usize,
    },
}

/// What something is called in the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The word for its kind.
    pub kind: String,
    /// Its ARN.
    pub arn: String,
}

impl Document {
    /// Whether the flow has the block.
    pub fn has_object_map(&self) -> bool {
        self.actions().any(is_map)
    }

    /// The names that the flow reads as its attributes and does not set itself; none without the block.
    pub fn object_names(&self) -> BTreeSet<String> {
        if !self.has_object_map() {
            return BTreeSet::new();
        }
        let set = self.attributes_set();
        let read = self.attributes_read();
        read.into_iter()
            .filter(|name| !set.contains_key(name))
            .collect()
    }

    /// The document with the map of `lookup`, which answers everything that has a name. Without the
    /// block it stays as it is.
    pub fn with_object_map(
        &self,
        lookup: &dyn Fn(&str) -> Vec<Target>,
    ) -> Result<Self, Vec<MapProblem>> {
        let Some(block) = self.actions().find(|action| is_map(*action)) else {
            return Ok(self.clone());
        };
        let (mut entries, mut problems) = (BTreeMap::new(), Vec::new());
        if block.action_type() != "UpdateFlowAttributes" {
            let action_type = block.action_type().to_owned();
            problems.push(MapProblem::NoBlock { action_type });
        }
        let set = self.attributes_set();
        for name in self.attributes_read() {
            match entry(&name, set.get(&name), &lookup(&name)) {
                Ok(Some(arn)) => _ = entries.insert(name, arn),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        let bytes = entries
            .iter()
            .map(|(name, arn)| name.len() + arn.len())
            .sum();
        if bytes > MAP_BYTES_MAX {
            problems.push(MapProblem::TooLarge { bytes });
        }
        if problems.is_empty() {
            Ok(self.filled(block.index, &entries))
        } else {
            Err(problems)
        }
    }

    /// The document with an empty map, as it means the same everywhere. Blocks that were added because
    /// one would have been too large are taken out.
    pub fn without_object_map(&self) -> Self {
        let mut document = self.clone();
        let Some(block) = self.actions().find(|action| is_map(*action)) else {
            return document;
        };
        let graph = self.graph();
        let last = overflow(&graph, block.index).last().copied();
        let next = graph
            .action(last.unwrap_or(block.index))
            .next_action()
            .map(str::to_owned);
        document.set_map(block.index, &Map::new());
        document.lead(block.index, next.as_deref());
        document.drop_overflow();
        document
    }

    /// Attributes that other blocks set, each with the action.
    fn attributes_set(&self) -> BTreeMap<String, String> {
        let setters = self
            .actions()
            .filter(|action| action.action_type() == "UpdateFlowAttributes" && !is_ours(*action));
        let mut set = BTreeMap::new();
        for action in setters {
            let attributes = action
                .parameters()
                .and_then(|parameters| parameters.get("FlowAttributes"))
                .and_then(Value::as_object);
            for name in attributes.into_iter().flat_map(Map::keys) {
                set.insert(name.clone(), action.identifier().to_owned());
            }
        }
        set
    }

    fn attributes_read(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for action in self.actions().filter(|action| !is_ours(*action)) {
            crate::reference::candidates(action, &mut |_, text| {
                names.extend(text.strip_prefix(ATTRIBUTES).map(str::to_owned));
            });
        }
        names
    }

    fn filled(&self, at: usize, entries: &BTreeMap<String, String>) -> Self {
        let mut document = self.without_object_map();
        let mut blocks = split(entries).into_iter();
        document.set_map(at, &blocks.next().unwrap_or_default());
        let mut last = at;
        for (number, block) in blocks.enumerate() {
            last = document.add_overflow(last, number + 2, &block);
        }
        document
    }

    fn set_map(&mut self, at: usize, attributes: &Map<String, Value>) {
        if let Some(action) = self.action_mut(at) {
            action["Parameters"] = json!({"FlowAttributes": attributes});
        }
    }

    fn lead(&mut self, at: usize, next: Option<&str>) {
        if let (Some(action), Some(next)) = (self.action_mut(at), next) {
            action["Transitions"]["NextAction"] = next.into();
        }
    }

    /// Adds a block behind another one. The errors of the first lead where those of all do.
    fn add_overflow(
        &mut self,
        after: usize,
        number: usize,
        attributes: &Map<String, Value>,
    ) -> usize {
        let identifier = format!("{OBJECT_MAP}{number}");
        let Some(before) = self.action_mut(after) else {
            return after;
        };
        let mut added = before.clone();
        before["Transitions"]["NextAction"] = identifier.clone().into();
        added["Identifier"] = identifier.into();
        added["Parameters"] = json!({"FlowAttributes": attributes});
        let Some(actions) = self
            .content
            .get_mut("Actions")
            .and_then(Value::as_array_mut)
        else {
            return after;
        };
        actions.push(added);
        actions.len() - 1
    }

    fn drop_overflow(&mut self) {
        if let Some(actions) = self
            .content
            .get_mut("Actions")
            .and_then(Value::as_array_mut)
        {
            actions.retain(|action| {
                let identifier = action.get("Identifier").and_then(Value::as_str);
                !identifier.is_some_and(is_overflow)
            });
        }
    }

    fn action_mut(&mut self, at: usize) -> Option<&mut Value> {
        self.content.get_mut("Actions")?.get_mut(at)
    }
}

fn entry(
    name: &str,
    setter: Option<&String>,
    targets: &[Target],
) -> Result<Option<String>, MapProblem> {
    let name = || name.to_owned();
    match (setter, targets) {
        (None, [target]) => Ok(Some(target.arn.clone())),
        (Some(_), []) => Ok(None),
        (None, []) => Err(MapProblem::Unknown { name: name() }),
        (Some(action), _) => Err(MapProblem::SetTwice {
            name: name(),
            action: action.clone(),
        }),
        (None, several) => Err(MapProblem::Ambiguous {
            name: name(),
            kinds: several.iter().map(|target| target.kind.clone()).collect(),
        }),
    }
}

fn is_map(action: Action<'_>) -> bool {
    action.identifier() == OBJECT_MAP
}

fn is_ours(action: Action<'_>) -> bool {
    is_map(action) || is_overflow(action.identifier())
}

/// A further block that was added when one would have been too large.
fn is_overflow(identifier: &str) -> bool {
    let number = identifier.strip_prefix(OBJECT_MAP);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The further blocks behind the first.
fn overflow(graph: &Graph<'_>, from: usize) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut at = from;
    while let Some(next) = graph
        .action(at)
        .next_action()
        .filter(|next| is_overflow(next))
        && let Some(found) = graph.find(next).filter(|found| !chain.contains(found))
    {
        chain.push(found);
        at = found;
    }
    chain
}

/// The entries by blocks, none of them too large.
fn split(entries: &BTreeMap<String, String>) -> Vec<Map<String, Value>> {
    let mut blocks = vec![Map::new()];
    let mut bytes = 0;
    for (name, arn) in entries {
        bytes += name.len() + arn.len();
        if bytes > BLOCK_BYTES_MAX {
            blocks.push(Map::new());
            bytes = name.len() + arn.len();
        }
        let block = blocks.last_mut().expect("there is always one");
        block.insert(name.clone(), json!({"Value": arn}));
    }
    blocks
}
