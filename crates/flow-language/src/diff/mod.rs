//! What changed between two versions of a flow, by action and not by line.
//!
//! The order of members and of actions carries no meaning, and neither does a new UUID for the
//! same block, so none of them counts. Whether a change matters is not decided here.

mod action;
pub(crate) mod label;
mod matching;
mod set;
mod text;
mod value;

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

pub use crate::diff::{
    action::{ActionDifference, Block, BranchDifference, Movement},
    set::{SetDifference, sets},
    value::Change,
};
use crate::{document::Document, graph::Graph};

/// What counts as a change beside the behaviour of a flow. By default nothing does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Positions of blocks and of the entry point.
    pub positions: bool,
    /// Annotations and all other metadata.
    pub notes: bool,
}

/// What changed between two documents. Empty if they behave alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// `StartAction`, by the labels of the actions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Change>,
    /// `Settings`, `Version` and other members of the content beside actions and metadata.
    pub settings: Vec<Change>,
    /// Description, tags and settings of the resource. Only if both documents came with them.
    pub envelope: Vec<Change>,
    /// Metadata of the document as a whole, such as annotations.
    pub metadata: Vec<Change>,
    /// Actions that only the new document has, in its order.
    pub added: Vec<Block>,
    /// Actions that only the old document has, in its order.
    pub removed: Vec<Block>,
    /// Actions that both have and that are not the same, in the order of the new document.
    pub changed: Vec<ActionDifference>,
}

impl Difference {
    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What changed from one document to the other.
pub fn documents(old: &Document, new: &Document, options: Options) -> Difference {
    let sides = Sides::new(old, new);
    let unmatched = |side: &Side<'_>| -> Vec<Block> {
        let alone = |at: &usize| side.partner[*at].is_none();
        let alone = (0..side.partner.len()).filter(alone);
        alone.map(|at| side.block(at)).collect()
    };
    let mut metadata = Vec::new();
    let (left, right) = (plain_metadata(old, options), plain_metadata(new, options));
    value::compare("/Metadata", Some(&left), Some(&right), &mut metadata);
    Difference {
        start: start(&sides),
        settings: settings(old, new),
        envelope: envelope(old, new),
        metadata,
        added: unmatched(&sides.new),
        removed: unmatched(&sides.old),
        changed: action::changed(&sides, options),
    }
}

/// The innermost values that differ, by their JSON pointer below `path`.
pub(crate) fn values(path: &str, old: &Value, new: &Value, changes: &mut Vec<Change>) {
    value::compare(path, Some(old), Some(new), changes);
}

/// One of the two documents, and for each action its partner in the other one.
pub(crate) struct Side<'a> {
    pub(crate) document: &'a Document,
    pub(crate) graph: Graph<'a>,
    pub(crate) partner: Vec<Option<usize>>,
    /// Names of references, by JSON pointer into the content.
    pub(crate) names: HashMap<String, String>,
}

pub(crate) struct Sides<'a> {
    pub(crate) old: Side<'a>,
    pub(crate) new: Side<'a>,
}

impl<'a> Sides<'a> {
    fn new(old: &'a Document, new: &'a Document) -> Self {
        let (left, right) = (old.graph(), new.graph());
        let (forth, back) = matching::partners(&left, &right);
        Self {
            old: Side::new(old, left, forth),
            new: Side::new(new, right, back),
        }
    }
}

impl<'a> Side<'a> {
    fn new(document: &'a Document, graph: Graph<'a>, partner: Vec<Option<usize>>) -> Self {
        let pairs = document.references().into_iter().filter_map(|reference| {
            let at = graph.find(&reference.action)?;
            let name = label::reference_name(document, graph.action(at), &reference)?;
            Some((reference.path, name))
        });
        let names = pairs.collect();
        Self {
            document,
            graph,
            partner,
            names,
        }
    }

    /// The label of an action; the identifier where no action has it.
    pub(crate) fn label_of(&self, identifier: &str) -> String {
        let found = self.graph.find(identifier);
        let label = found.map(|at| self.document.label(self.graph.action(at)));
        label.unwrap_or(identifier).to_owned()
    }

    pub(crate) fn block(&self, at: usize) -> Block {
        let action = self.graph.action(at);
        Block {
            identifier: action.identifier().to_owned(),
            label: self.document.label(action).to_owned(),
            action_type: action.action_type().to_owned(),
        }
    }
}

fn start(sides: &Sides<'_>) -> Option<Change> {
    let (old, new) = (
        sides.old.document.start_action(),
        sides.new.document.start_action(),
    );
    let same = match (sides.old.graph.start(), sides.new.graph.start()) {
        (Some(left), Some(right)) => sides.old.partner[left] == Some(right),
        (None, None) => old == new,
        _ => false,
    };
    let text = |name: Option<&str>| name.map(Value::from);
    (!same).then(|| Change {
        path: "/StartAction".to_owned(),
        old: text(old),
        new: text(new),
        old_name: old.map(|name| sides.old.label_of(name)),
        new_name: new.map(|name| sides.new.label_of(name)),
    })
}

fn settings(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    let skipped = ["Actions", "StartAction", "Metadata"];
    value::members("", &old.content, &new.content, &skipped, &mut changes);
    changes
}

/// The members of a resource that people write. All others are the service's.
const ENVELOPE_MEMBERS: &[&str] = &[
    "Description",
    "Tags",
    "Settings",
    "ExternalInvocationConfiguration",
];

fn envelope(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    let (Some(old), Some(new)) = (old.envelope(), new.envelope()) else {
        return changes;
    };
    for name in ENVELOPE_MEMBERS {
        let (left, right) = (old.member(name), new.member(name));
        let (left, right) = (left.map(value::unpacked), right.map(value::unpacked));
        value::compare(
            &format!("/{name}"),
            left.as_ref(),
            right.as_ref(),
            &mut changes,
        );
    }
    changes
}

/// The metadata of the document as a whole, as far as it was asked for.
fn plain_metadata(document: &Document, options: Options) -> Value {
    let all = document.content.get("Metadata").and_then(Value::as_object);
    let wanted = |name: &str| match name {
        "ActionMetadata" => false,
        "entryPointPosition" => options.positions,
        _ => options.notes,
    };
    let kept = all.into_iter().flatten().filter(|(name, _)| wanted(name));
    Value::Object(
        kept.map(|(name, item)| (name.clone(), item.clone()))
            .collect(),
    )
}
