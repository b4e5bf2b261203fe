//! What was there before a deploy, put back.

mod act;
mod prompt;

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Finding, InstanceId};
use connect_resources::Observed;
use flow_language::{
    Document,
    bundle::{Digest, ItemName},
};
use reconcile::{Journal, Lane, Plan, RunContext, RunReport, Step, StepId, run};
use serde::{Deserialize, Serialize};

use self::{act::Hand, prompt::Tape};
use crate::{
    before::{Before, Item, Recorded},
    deploy::Overwrite,
    error::{Error, refuse},
    marks,
    observe::{Seen, find, prompts},
    plan,
    report::changes,
    site::{Site, id, instance},
};

/// One step of a rollback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Undo {
    /// The flow, module or prompt: `flow CONTACT_FLOW/Main`.
    pub thing: String,
    /// Whether it is removed, because the deploy made it; else its content is put back.
    pub removes: bool,
}

/// What came of a rollback.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What became of each step.
    pub run: RunReport,
    /// What cannot be put back, and why: for people.
    pub notes: Vec<String>,
}

/// Puts back what was there before a deploy, byte by byte, and removes what the deploy made.
///
/// Refuses what was changed since the deploy, unless it may be written over. What AWS offers no way back
/// for is told in the notes: a flow that was never published stays published, and a prompt that was made
/// stays. Safe to repeat and to resume.
pub async fn roll_back(
    cx: &RunContext,
    site: Site<'_>,
    before: &Before,
    overwrite: &Overwrite,
    journal: &dyn Journal,
) -> Result<Undone, Error> {
    let found = look(cx, site, before).await?;
    let begun: BTreeSet<StepId> = journal.recall().await?.into_keys().collect();
    let scene = Scene::of(before, &found);
    refuse(scene.findings(overwrite, &begun))?;
    let plan = Plan::new(scene.steps()).map_err(|cause| Error::of_plan(&cause))?;
    let hand = Hand::new(site, found.instance.clone(), &scene);
    Ok(Undone {
        run: run(cx, &plan, journal, &hand).await?,
        notes: scene.notes(),
    })
}

/// The steps of a rollback, unless something stands in the way. Reads only.
pub(crate) async fn survey(
    cx: &RunContext,
    site: Site<'_>,
    before: &Before,
    overwrite: &Overwrite,
    begun: &BTreeSet<StepId>,
) -> Result<Vec<StepId>, Error> {
    let found = look(cx, site, before).await?;
    let scene = Scene::of(before, &found);
    refuse(scene.findings(overwrite, begun))?;
    Ok(scene.steps().into_iter().map(|step| step.id).collect())
}

async fn look(cx: &RunContext, site: Site<'_>, before: &Before) -> Result<Found, Error> {
    if !before.prompts.is_empty() {
        site.calls.audio()?;
    }
    let instance = id(&instance(cx, site).await?);
    let names: BTreeSet<ItemName> = before.names().collect();
    let recorded = before.prompts.iter().map(|prompt| prompt.name.as_str());
    Ok(Found {
        items: find(cx, site, &instance, &names).await?,
        prompts: prompts(cx, site, &instance, &recorded.collect()).await?,
        instance,
    })
}

/// What is there by now.
struct Found {
    instance: InstanceId,
    items: BTreeMap<ItemName, Seen>,
    prompts: BTreeMap<String, Observed>,
}

/// What was there and what is.
struct Scene<'s> {
    before: &'s Before,
    /// What is told of flows and modules that were there.
    items: BTreeMap<ItemName, &'s Item>,
    seen: &'s BTreeMap<ItemName, Seen>,
    prompts: Vec<Tape<'s>>,
}

// === impl Undone ===

impl Undone {
    /// How many steps changed something in AWS.
    pub fn changes(&self) -> usize {
        changes(&self.run)
    }
}

// === impl Scene ===

impl<'s> Scene<'s> {
    fn of(before: &'s Before, found: &'s Found) -> Self {
        let items = before.items.iter();
        let tape = |was: &'s Recorded| Some(Tape::of(was, found.prompts.get(&was.name)?));
        Self {
            before,
            items: items
                .map(|item| (ItemName::from(&item.name), item))
                .collect(),
            seen: &found.items,
            prompts: before.prompts.iter().filter_map(tape).collect(),
        }
    }

    fn findings(&self, overwrite: &Overwrite, begun: &BTreeSet<StepId>) -> Vec<Finding> {
        let names = self.before.names();
        names
            .filter(|name| !overwrite.allows(name) && !begun.contains(&step_id(name)))
            .filter(|name| self.is_changed(name))
            .map(|name| {
                let message = format!("the {name} was changed since the deploy");
                let remedy =
                    "export it and take the change over, or say that it may be overwritten";
                Finding::of_the_world("flow-edited", message, remedy)
            })
            .collect()
    }

    /// Whether something is neither what the deploy left nor what is to be put back.
    fn is_changed(&self, name: &ItemName) -> bool {
        let Some(seen) = self.seen.get(name) else {
            return false;
        };
        let left = seen.marks.content;
        let was = self.items.get(name);
        // Of what had never been published only the draft can be put back.
        let is_draft = was.is_some_and(|item| item.content.is_none());
        let published = seen.published.as_ref().filter(|_| !is_draft);
        let current = published.or(seen.draft.as_ref());
        let found = current.map(|stored| marks::digest(&stored.document));
        let was = was.and_then(|item| item.content.as_deref().or(item.draft.as_deref()));
        left.is_some() && found != left && found != was.and_then(digest)
    }

    /// What is put back comes first, so that nothing leads to what is removed.
    fn steps(&self) -> Vec<Step<Undo>> {
        let is_there = |name: &ItemName| self.seen.contains_key(name);
        let removed = self.before.made.iter().map(ItemName::from);
        let restored = self.items.keys().filter(|name| is_there(name));
        let prompts = self.prompts.iter().map(Tape::step);
        restored
            .map(|name| step(name, false))
            .chain(removed.filter(is_there).map(|name| step(&name, true)))
            .chain(prompts)
            .collect()
    }

    fn notes(&self) -> Vec<String> {
        let published = self.items.iter().filter_map(|(name, item)| {
            let seen = self.seen.get(name)?;
            (item.content.is_none() && seen.published.is_some()).then(|| {
                format!(
                    "the {name} had never been published, and AWS takes no publication back: what \
                     was published stays in force, and its draft is as it was"
                )
            })
        });
        let prompts = self.before.made_prompts.iter().map(|name| {
            format!(
                "the prompt {name} stays; remove it with the centre that declares it, or by hand"
            )
        });
        let tapes = self.prompts.iter().filter_map(Tape::note);
        published.chain(prompts).chain(tapes).collect()
    }
}

fn step(name: &ItemName, removes: bool) -> Step<Undo> {
    Step {
        id: step_id(name),
        lane: lane(name, removes),
        needs: BTreeSet::new(),
        // Flows go before the modules that they call.
        stage: u16::from(removes) + u16::from(removes && name.flow_type().is_none()),
        action: Undo {
            thing: name.to_string(),
            removes,
        },
    }
}

fn step_id(name: &ItemName) -> StepId {
    plan::step_id(name, "rollback")
}

fn lane(name: &ItemName, removes: bool) -> Lane {
    let noun = if name.flow_type().is_some() {
        "ContactFlow"
    } else {
        "ContactFlowModule"
    };
    Lane::new(if removes {
        format!("connect:Delete{noun}")
    } else {
        format!("connect:Update{noun}Content")
    })
}

/// The digest of a content as the service gave it.
fn digest(text: &str) -> Option<Digest> {
    let document = Document::parse(text).ok()?;
    Some(marks::digest(&document))
}
