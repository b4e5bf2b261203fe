//! What changed from one bundle to another, flow by flow.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display, Formatter},
};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Alias, Bundle, Content, Item, ItemName, Recording};
use crate::diff::{self, Change};

/// What counts as a change. By default the behaviour of flows, and nothing of the designer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compare {
    /// What counts within a flow.
    pub flows: diff::Options,
    /// Compare contents alone: descriptions, statuses, tags, contracts, aliases and prompts are left.
    /// For files that do not say them. Two bundles of one flow each are then taken for versions of
    /// the same flow: what a file is called says little.
    pub contents_alone: bool,
    /// Leave aliases out. For a bundle as one of its aliases has it, which has none.
    pub without_aliases: bool,
}

/// What changed from one bundle to another. Flows are told apart by type and name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BundleDifference {
    /// Flows and modules that only the new bundle has.
    pub added: Vec<ItemName>,
    /// Flows and modules that only the old bundle has.
    pub removed: Vec<ItemName>,
    /// Flows and modules that both have and that are not the same.
    pub changed: Vec<ItemDifference>,
    /// Prompts that are not the same, by name.
    pub prompts: PromptDifference,
}

/// What changed of one flow or module.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemDifference {
    /// The flow or module, as the new bundle calls it.
    pub item: ItemName,
    /// As the old bundle calls it, if otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<ItemName>,
    /// Description, status, tags, contract and aliases. The content of an alias counts by its digest.
    pub resource: Vec<Change>,
    /// The content.
    #[serde(flatten)]
    pub content: diff::Difference,
}

/// Prompts that are not the same, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PromptDifference {
    /// Only the new bundle has them.
    pub added: Vec<String>,
    /// Only the old bundle has them.
    pub removed: Vec<String>,
    /// Audio, description or tags are not the same.
    pub changed: Vec<String>,
}

/// What changed from one bundle to another.
pub fn difference(old: &Bundle, new: &Bundle, compare: Compare) -> BundleDifference {
    let mut removed: BTreeSet<&ItemName> = old.items.keys().collect();
    let mut told = BundleDifference {
        prompts: prompts(old, new, compare),
        ..BundleDifference::default()
    };
    for item in &new.items {
        match counterpart(item.0, new, old, compare.contents_alone) {
            Some(before) => {
                removed.remove(before.0);
                told.changed.extend(changed(before, item, compare));
            }
            None => told.added.push(item.0.clone()),
        }
    }
    told.removed = removed.into_iter().cloned().collect();
    told
}

/// The old version of a flow of the new bundle: the one of the same type and name, or by
/// [`Compare::contents_alone`] the only one.
pub fn counterpart<'b>(
    name: &ItemName,
    new: &Bundle,
    old: &'b Bundle,
    contents_alone: bool,
) -> Option<(&'b ItemName, &'b Item)> {
    if contents_alone && new.items.len() == 1 && old.items.len() == 1 {
        old.items.iter().next()
    } else {
        old.items.get_key_value(name)
    }
}

fn changed(
    (was, old): (&ItemName, &Item),
    (name, new): (&ItemName, &Item),
    compare: Compare,
) -> Option<ItemDifference> {
    if old == new {
        // Most flows are as they were, and comparing texts is cheap.
        return None;
    }
    let content = if old.content == new.content {
        diff::Difference::default()
    } else {
        let (old, new) = (old.content.document(), new.content.document());
        diff::documents(&old, &new, compare.flows)
    };
    let mut resource = Vec::new();
    if !compare.contents_alone {
        let (old, new) = (self::resource(old, compare), self::resource(new, compare));
        diff::values("", &old, &new, &mut resource);
    }
    let difference = ItemDifference {
        item: name.clone(),
        was: (was != name).then(|| was.clone()),
        resource,
        content,
    };
    (!difference.is_empty()).then_some(difference)
}

fn resource(item: &Item, compare: Compare) -> Value {
    let told = !compare.without_aliases;
    let alias = |(name, alias): (&String, &Alias)| {
        let digest = alias.content.as_ref().map(Content::digest);
        let told = json!({ "description": alias.description, "content": digest });
        (name.clone(), said(told))
    };
    said(json!({
        "description": item.description,
        "status": item.status,
        "tags": item.tags,
        "contract": item.contract,
        "aliases": told.then(|| item.aliases.iter().map(alias).collect::<Map<_, _>>()),
    }))
}

/// What is not said is not there.
fn said(mut members: Value) -> Value {
    if let Some(members) = members.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    members
}

fn prompts(old: &Bundle, new: &Bundle, compare: Compare) -> PromptDifference {
    if compare.contents_alone {
        return PromptDifference::default();
    }
    let differs = |(name, prompt): &(&String, &Recording)| {
        let before = old.prompts.get(*name);
        before.is_some_and(|before| before != *prompt)
    };
    let changed = new.prompts.iter().filter(differs);
    PromptDifference {
        added: missing(&new.prompts, &old.prompts),
        removed: missing(&old.prompts, &new.prompts),
        changed: changed.map(|(name, _)| name.clone()).collect(),
    }
}

fn missing<N: Ord + Clone, T>(from: &BTreeMap<N, T>, to: &BTreeMap<N, T>) -> Vec<N> {
    let names = from.keys().filter(|name| !to.contains_key(*name));
    names.cloned().collect()
}

// === impl BundleDifference ===

impl BundleDifference {
    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

// === impl ItemDifference ===

impl ItemDifference {
    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.resource.is_empty() && self.content.is_empty()
    }
}

impl Display for BundleDifference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (word, items) in [("removed", &self.removed), ("added", &self.added)] {
            for item in items {
                writeln!(f, "{word} {}", Quoted(item))?;
            }
        }
        for changed in &self.changed {
            write!(f, "{changed}")?;
        }
        let PromptDifference {
            added,
            removed,
            changed,
        } = &self.prompts;
        for (word, names) in [("removed", removed), ("added", added), ("changed", changed)] {
            for name in names {
                writeln!(f, "{word} prompt {}", Value::from(name.as_str()))?;
            }
        }
        Ok(())
    }
}

impl Display for ItemDifference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "changed {}", Quoted(&self.item))?;
        for change in &self.resource {
            writeln!(f, "  {change}")?;
        }
        for line in self.content.to_string().lines() {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}

/// Control characters of hostile names must not reach a terminal.
struct Quoted<'n>(&'n ItemName);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = Value::from(self.0.name.as_str());
        match self.0.flow_type() {
            Some(flow_type) => write!(f, "flow {flow_type} {name}"),
            None => write!(f, "module {name}"),
        }
    }
}

impl Bundle {
    /// The bundle as an alias has it: of each flow and module the content that the alias stands for.
    /// Those that have no such alias are told.
    pub fn as_of(mut self, alias: &str) -> (Self, Vec<ItemName>) {
        let mut without = Vec::new();
        for (name, item) in std::mem::take(&mut self.items) {
            match item.aliases.get(alias) {
                Some(told) => {
                    let content = told.content.clone().unwrap_or(item.content);
                    let aliases = BTreeMap::new();
                    let item = Item {
                        content,
                        aliases,
                        ..item
                    };
                    self.items.insert(name, item);
                }
                None => without.push(name),
            }
        }
        (self, without)
    }
}
