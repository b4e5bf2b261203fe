//! What was there before a deploy: enough to put it back, byte by byte.

use std::collections::BTreeSet;

use flow_language::{
    FlowType,
    bundle::{Contract, ItemName},
};
use reconcile::{Journal, JournalError, RunReport, StepReport};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{deploy::Draft, plan};

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
            match draft.world.items.get(name) {
                Some(seen) if need.write || need.describe => before.items.push(Item {
                    name: Name::of(name),
                    description: seen.description.clone(),
                    content: seen.published.as_ref().map(|stored| stored.text.clone()),
                    draft: seen.other_draft().map(|stored| stored.text.clone()),
                    contract: seen.contract.clone(),
                }),
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
    let recalled = journal.recall().await?;
    let drawn = recalled.get(&step).and_then(|intent| intent.drawn.clone());
    Ok(drawn.and_then(|drawn| drawn.as_str().map(str::to_owned)))
}
