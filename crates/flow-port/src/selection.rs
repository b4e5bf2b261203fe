//! Which flows and modules travel.

use std::collections::BTreeSet;

use connect_model::{Finding, suggest};
use flow_language::{
    RefKind,
    bundle::{Bundle, Content, Item, ItemName},
};
use serde::{Deserialize, Serialize};

/// Which flows and modules travel, by their names where they come from. What those of a bundle need and
/// leave behind has to be in the target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selection {
    /// These alone; empty for all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub only: BTreeSet<String>,
    /// None of these.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub without: BTreeSet<String>,
}

// === impl Selection ===

impl Selection {
    /// Whether everything travels.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a flow or module travels.
    pub fn takes(&self, name: &ItemName) -> bool {
        let is_named = self.only.is_empty() || self.only.contains(&name.name);
        is_named && !self.without.contains(&name.name)
    }

    /// The prompts that travel: all, or those that what travels plays.
    pub(crate) fn prompts<'b>(&self, bundle: &'b Bundle) -> BTreeSet<&'b str> {
        let all = bundle.prompts.keys().map(String::as_str);
        if self.is_everything() {
            return all.collect();
        }
        let items = bundle.items.iter().filter(|(name, _)| self.takes(name));
        let contents = items.flat_map(|(_, item): (_, &Item)| item.contents());
        let played: BTreeSet<_> = contents
            .flat_map(Content::names)
            .filter(|name| name.kind() == RefKind::Prompt)
            .map(|name| name.name().to_owned())
            .collect();
        all.filter(|name| played.contains(*name)).collect()
    }

    /// A finding for each name that the bundle does not have, and one if nothing is left.
    pub(crate) fn findings(&self, bundle: &Bundle) -> Vec<Finding> {
        let known: BTreeSet<&str> = bundle.items.keys().map(|it| it.name.as_str()).collect();
        let names: Vec<&str> = known.iter().copied().collect();
        let asked = self.only.iter().chain(&self.without);
        let unknown = asked.filter(|name| !known.contains(name.as_str()));
        let mut findings: Vec<_> = unknown
            .map(|name| {
                let message = format!("the bundle has no flow or module {name}");
                let remedy = suggest(name, &names, "name one that the bundle has");
                Finding::of_the_world("unknown-item", message, remedy)
            })
            .collect();
        let is_left = bundle.items.keys().any(|name| self.takes(name));
        if findings.is_empty() && !is_left && !self.is_everything() {
            findings.push(Finding::of_the_world(
                "nothing-selected",
                "nothing of the bundle is left to travel",
                "take fewer names out",
            ));
        }
        findings
    }
}
