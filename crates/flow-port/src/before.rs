//! What was there before a deploy: enough to put it back, byte by byte.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::{
    FlowType,
    bundle::{Contract, ItemName},
};
use reconcile::{Intent, Journal, JournalError, RunReport, StepId, StepReport};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    deploy::Draft,
    marks::Marks,
    observe::Seen,
    plan::{self, Need},
    wanted::WantedItem,
};

/// What was there before a deploy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Before {
    /// The alias of the instance.
    pub instance: String,
    /// Flows and modules that the deploy writes over.
    pub items: Vec<Item>,
    /// Flows and modules that the deploy makes.
    pub made: Vec<Name>,
    /// Prompts that the deploy makes.
    pub made_prompts: Vec<String>,
    /// Prompts to which the deploy gives another recording.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<Recorded>,
}

/// A prompt as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recorded {
    /// The name.
    pub name: String,
    /// What people read about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The digest of its recording: `sha256:…`.
    pub recording: String,
    /// Where a copy of it lies: `s3://bucket/key`.
    pub kept_at: String,
    /// Which recording its tag told of, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// What a flow or module is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Name {
    /// The type of a flow; none for a module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#type: Option<FlowType>,
    /// The name.
    pub name: String,
}

/// A flow or module as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// What it is called.
    #[serde(flatten)]
    pub name: Name,
    /// What people read about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What was in force, as the service gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The draft, where it was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// The contract of a module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Tags that the deploy sets, as they were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Tags that the deploy sets and that were not there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub new_tags: BTreeSet<String>,
    /// Aliases that the deploy leads elsewhere, as they were; none for one that was not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, Option<Led>>,
}

/// Where an alias led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Led {
    /// The version that it stood for.
    pub version: u64,
    /// What people read about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

// === impl Before ===

impl Before {
    /// What the steps of a draft are going to write over.
    pub(crate) fn of(draft: &Draft<'_>) -> Self {
        let mut before = Self {
            instance: draft.world.instance.name.clone(),
            ..Self::default()
        };
        for (name, need) in &draft.needs {
            let wanted = &draft.wanted.items[name];
            match draft.world.items.get(name) {
                Some(seen) if need.leaves_a_trace() => {
                    before.items.push(Item::of(name, need, seen, wanted));
                }
                Some(_) => {}
                None => before.made.push(Name::of(name)),
            }
        }
        let made: BTreeSet<_> = draft
            .wanted
            .prompts
            .keys()
            .filter(|name| !draft.world.prompts.contains_key(*name))
            .collect();
        before.made_prompts = made.into_iter().cloned().collect();
        before
    }

    /// All flows and modules that it tells of.
    pub(crate) fn names(&self) -> impl Iterator<Item = ItemName> {
        let there = self.items.iter().map(|item| &item.name);
        there.chain(&self.made).map(ItemName::from)
    }
}

// === impl Item ===

impl Item {
    fn of(name: &ItemName, need: &Need, seen: &Seen, wanted: &WantedItem<'_>) -> Self {
        let mut item = Self {
            name: Name::of(name),
            description: seen.description.clone(),
            content: seen.published.as_ref().map(|stored| stored.text.clone()),
            draft: seen.other_draft().map(|stored| stored.text.clone()),
            contract: seen.contract.clone(),
            tags: BTreeMap::new(),
            new_tags: BTreeSet::new(),
            aliases: BTreeMap::new(),
        };
        let marks = seen.marks.tags();
        let was = |key: &str| seen.tags.get(key).or_else(|| marks.get(key));
        let plain = wanted.item.tags.keys().map(String::as_str);
        for key in plain.chain(Marks::KEYS) {
            match was(key) {
                Some(value) => _ = item.tags.insert(key.to_owned(), value.to_owned()),
                None => _ = item.new_tags.insert(key.to_owned()),
            }
        }
        for alias in &need.aliases {
            let led = seen.aliases.iter().find(|there| there.name == *alias);
            let led = led.map(|there| Led {
                version: there.version,
                description: there.description.clone(),
            });
            item.aliases.insert(alias.clone(), led);
        }
        item
    }
}

// === impl Name ===

impl Name {
    fn of(name: &ItemName) -> Self {
        Self {
            r#type: name.flow_type(),
            name: name.name.clone(),
        }
    }
}

impl From<&Name> for ItemName {
    fn from(name: &Name) -> Self {
        match name.r#type {
            Some(flow_type) => Self::flow(flow_type, &name.name),
            None => Self::module(&name.name),
        }
    }
}

/// The document of what was there: of this run, or of an earlier one of the same work.
pub(crate) async fn kept(
    journal: &dyn Journal,
    run: &RunReport,
) -> Result<Option<String>, JournalError> {
    let step = plan::remembering_step();
    let told = run.steps.iter().find(|(id, _)| *id == step);
    if let Some((_, StepReport::Done(Value::String(name)))) = told {
        return Ok(Some(name.clone()));
    }
    Ok(remembered(&journal.recall().await?))
}

/// The document of what was there before the first write of a deploy, where an earlier run of the same
/// work came to that: the way back, also when this run cannot go on.
pub async fn left(journal: &dyn Journal) -> Result<Option<String>, JournalError> {
    Ok(remembered(&journal.recall().await?))
}

/// The document of what was there before an earlier run, by what it wrote down.
pub(crate) fn remembered(recalled: &BTreeMap<StepId, Intent>) -> Option<String> {
    let drawn = recalled.get(&plan::remembering_step())?.drawn.as_ref()?;
    drawn.as_str().map(str::to_owned)
}
