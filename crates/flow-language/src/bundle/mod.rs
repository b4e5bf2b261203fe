//! Flows, modules and prompts that travel together: from an instance to git, and to other instances.
//!
//! A bundle holds nothing of one instance: what its flows refer to stands there by name. Equal bundles
//! have equal digests, however their files are laid out or indented, so a digest says what was
//! released, and where it is in force.

mod content;
mod difference;
mod files;
mod index;
mod loose;
mod manifest;
mod name;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use self::files::Paths;
pub use self::{
    content::Content,
    difference::{
        BundleDifference, Compare, ItemDifference, PromptDifference, counterpart, difference,
    },
    files::{Files, PROMPT_BYTES_MAX},
    index::Digest,
    manifest::MANIFEST,
    name::ItemName,
    read::{Loose, Read, Skipped, Trouble},
};
use crate::reference::portable::Ref;

/// Flows, modules and prompts that travel together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// Modules and flows. Modules come first, as they do when they are made.
    pub items: BTreeMap<ItemName, Item>,
    /// Recordings by the name of their prompt.
    pub prompts: BTreeMap<String, Recording>,
}

/// A flow or a module.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What people read about it.
    pub description: Option<String>,
    /// Whether it is in force.
    pub status: Status,
    /// Its tags, but for those that say whose it is.
    pub tags: BTreeMap<String, String>,
    /// The flow language, with references by name.
    pub content: Content,
    /// What a module promises its callers.
    pub contract: Option<Contract>,
    /// Versions that go by a name of their own.
    pub aliases: BTreeMap<String, Alias>,
}

/// Whether a flow or module is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Checked by the service and used for contacts.
    #[default]
    Published,
    /// Kept as a draft that no contact meets.
    Saved,
}

/// What a module promises its callers. It is no part of the content, and a copier that moves content
/// alone loses it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contract {
    /// The `Settings` of the module: schemas of input and result, and the ways it returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Value>,
    /// Whether others than flows may call it; it is fixed when the module is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_invocation: Option<bool>,
}

/// A version that goes by a name of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alias {
    /// What people read about it.
    pub description: Option<String>,
    /// What it stands for; none if that is the content of its flow as it is.
    pub content: Option<Content>,
}

/// The audio of a prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What people read about the prompt.
    pub description: Option<String>,
    /// Its tags, but for those that say whose it is.
    pub tags: BTreeMap<String, String>,
    /// A WAV file.
    pub audio: Vec<u8>,
}

// === impl Bundle ===

impl Bundle {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.prompts.is_empty()
    }

    /// Leaves the flows and modules of these names alone, whatever their types; all, if none is named.
    pub fn keep(&mut self, names: &BTreeSet<String>) {
        if !names.is_empty() {
            self.items.retain(|item, _| names.contains(&item.name));
        }
    }

    /// Everything that its flows refer to by name, without versions and aliases; what cannot be read
    /// refers to nothing.
    pub fn names(&self) -> BTreeSet<Ref> {
        let contents = self.items.values().flat_map(Item::contents);
        contents
            .flat_map(Content::names)
            .map(|name| name.without_qualifier())
            .collect()
    }

    /// Whether the bundle itself has what is named.
    pub fn has(&self, name: &Ref) -> bool {
        let item = ItemName::of(name);
        let is_prompt = name.kind() == crate::RefKind::Prompt;
        item.is_some_and(|item| self.items.contains_key(&item))
            || (is_prompt && self.prompts.contains_key(name.name()))
    }
}

// === impl Item ===

impl Item {
    /// A published flow or module that has nothing but its content.
    pub fn new(content: Content) -> Self {
        Self {
            description: None,
            status: Status::Published,
            tags: BTreeMap::new(),
            content,
            contract: None,
            aliases: BTreeMap::new(),
        }
    }

    /// Its content and that of its aliases.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let aliases = self
            .aliases
            .values()
            .filter_map(|alias| alias.content.as_ref());
        std::iter::once(&self.content).chain(aliases)
    }
}

// === impl Status ===

impl Status {
    /// As AWS spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "PUBLISHED",
            Self::Saved => "SAVED",
        }
    }
}
