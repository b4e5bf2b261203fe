//! Differences of one action.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use crate::{
    action::{Action, BranchPlace},
    block::Position,
    diff::{Change, Options, Side, Sides, label, value},
};

/// An action by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// Its `Identifier`.
    pub identifier: String,
    /// What people call it.
    pub label: String,
    /// Its `Type`.
    #[serde(rename = "type")]
    pub action_type: String,
}

/// What changed in one action.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionDifference {
    /// The action of the new document.
    #[serde(flatten)]
    pub block: Block,
    /// The old `Identifier`, if it was another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<String>,
    /// Type, parameters, and members of the action that this crate does not know.
    pub parameters: Vec<Change>,
    /// Branches that lead elsewhere, are new, or are gone.
    pub branches: Vec<BranchDifference>,
    /// Whether conditions are tried in another order.
    pub reordered: bool,
    /// The block stands elsewhere. Only if positions were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Movement>,
    /// The designer's notes on the action. Only if notes were asked for.
    pub notes: Vec<Change>,
}

/// A branch that leads elsewhere. Targets are labels; none where the branch is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchDifference {
    /// The branch in plain words.
    pub label: String,
    /// Where it led.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// The way of a block on the canvas.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// Where it stood; none if that was not noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Position>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Position>,
}

impl ActionDifference {
    fn is_empty(&self) -> bool {
        let lists = self.parameters.is_empty() && self.branches.is_empty() && self.notes.is_empty();
        lists && self.renamed.is_none() && self.moved.is_none() && !self.reordered
    }
}

pub(crate) fn changed(sides: &Sides<'_>, options: Options) -> Vec<ActionDifference> {
    let partners = sides.new.partner.iter().enumerate();
    let pairs = partners.filter_map(|(at, partner)| Some(((*partner)?, at)));
    pairs
        .map(|(old, new)| compare(sides, old, new, options))
        .filter(|difference| !difference.is_empty())
        .collect()
}

fn compare(sides: &Sides<'_>, old: usize, new: usize, options: Options) -> ActionDifference {
    let (left, right) = (sides.old.graph.action(old), sides.new.graph.action(new));
    let renamed = left.identifier() != right.identifier();
    let (branches, reordered) = branches(sides, old, new);
    ActionDifference {
        block: sides.new.block(new),
        renamed: renamed.then(|| left.identifier().to_owned()),
        parameters: parameters(sides, left, right),
        branches,
        reordered,
        moved: moved(sides, left, right).filter(|_| options.positions),
        notes: if options.notes {
            notes(sides, left, right)
        } else {
            Vec::new()
        },
    }
}

fn parameters(sides: &Sides<'_>, left: Action<'_>, right: Action<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let skipped = ["Identifier", "Transitions"];
    value::members("", left.value, right.value, &skipped, &mut changes);
    let name = |side: &Side<'_>, action: Action<'_>, path: &str| {
        let pointer = format!("{}{path}", action.path());
        side.names.get(&pointer).cloned()
    };
    for change in &mut changes {
        change.old_name = name(&sides.old, left, &change.path);
        change.new_name = name(&sides.new, right, &change.path);
    }
    changes
}

/// A branch of either side, told apart from others of the same label by its turn.
type Key = (String, usize);

struct Way {
    key: Key,
    /// The position of the target in the new document, where it has one.
    target: Result<usize, String>,
    label: String,
    is_condition: bool,
}

fn ways(side: &Side<'_>, at: usize, shared: impl Fn(usize) -> Option<usize>) -> Vec<Way> {
    let mut turns: HashMap<String, usize> = HashMap::new();
    let ways = side.graph.edges(at).iter().map(|edge| {
        let action = side.graph.action(at);
        let is_condition = matches!(edge.branch.place, BranchPlace::Condition(_));
        let kind = if is_condition { "condition" } else { "" };
        let name = label::branch(action, edge.branch);
        let raw = edge.branch.label.unwrap_or_default();
        let key = format!("{kind}{name}\n{raw}");
        let turn = turns.entry(key.clone()).or_default();
        *turn += 1;
        let next = edge.branch.next.to_owned();
        Way {
            key: (key, *turn),
            target: edge.to.and_then(&shared).ok_or(next),
            label: side.label_of(edge.branch.next),
            is_condition,
        }
    });
    ways.collect()
}

fn branches(sides: &Sides<'_>, old: usize, new: usize) -> (Vec<BranchDifference>, bool) {
    let left = ways(&sides.old, old, |to| sides.old.partner[to]);
    let right = ways(&sides.new, new, Some);
    let of_old: HashMap<&Key, &Way> = left.iter().map(|way| (&way.key, way)).collect();
    let of_new: HashMap<&Key, &Way> = right.iter().map(|way| (&way.key, way)).collect();
    let mut all = Vec::new();
    let difference = |way: &Way, old: Option<&&Way>, new: Option<&&Way>| BranchDifference {
        label: way
            .key
            .0
            .trim_start_matches("condition")
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
        old: old.map(|way| way.label.clone()),
        new: new.map(|way| way.label.clone()),
    };
    for way in &right {
        let before = of_old.get(&way.key);
        if before.is_none_or(|before| before.target != way.target) {
            all.push(difference(way, before, Some(&way)));
        }
    }
    for way in left.iter().filter(|way| !of_new.contains_key(&way.key)) {
        all.push(difference(way, Some(&way), None));
    }
    let order = |ways: &[Way], other: &HashMap<&Key, &Way>| -> Vec<Key> {
        let both = |way: &&Way| way.is_condition && other.contains_key(&way.key);
        ways.iter()
            .filter(both)
            .map(|way| way.key.clone())
            .collect()
    };
    let reordered = order(&left, &of_new) != order(&right, &of_old);
    (all, reordered)
}

fn moved(sides: &Sides<'_>, left: Action<'_>, right: Action<'_>) -> Option<Movement> {
    let old = sides.old.document.position(left);
    let new = sides.new.document.position(right);
    (old != new).then_some(Movement { old, new })
}

fn notes(sides: &Sides<'_>, left: Action<'_>, right: Action<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let empty = Value::Null;
    let old = sides.old.document.notes(left).unwrap_or(&empty);
    let new = sides.new.document.notes(right).unwrap_or(&empty);
    value::members("", old, new, &["position"], &mut changes);
    changes
}
