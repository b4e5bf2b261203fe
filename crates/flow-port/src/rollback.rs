//! What was there before a deploy, put back.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use connect_model::{FaultClass, Finding, InstanceId};
use connect_resources::Trouble;
use flow_language::{
    Document,
    bundle::{Digest, ItemName},
};
use reconcile::{
    Act, Attempt, Journal, Lane, Plan, RunContext, RunReport, Setback, Step, StepId, Verdict, run,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    before::{Before, Item},
    deploy::Overwrite,
    error::Error,
    marks::{self, Marks},
    observe::{Seen, find},
    plan,
    port::Subject,
    site::{Site, id, instance},
    writing::Written,
};

/// One step of a rollback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Undo {
    /// The flow or module: `flow CONTACT_FLOW/Main`.
    pub thing: String,
    /// Whether it is removed, because the deploy made it; else its content is put back.
    pub removes: bool,
}

/// Puts back what was there before a deploy, byte by byte, and removes what the deploy made.
///
/// Refuses what was changed since the deploy, unless it may be written over. Prompts stay: AWS never tells
/// which recording one had. Safe to repeat and to resume.
pub async fn roll_back(
    cx: &RunContext,
    site: Site<'_>,
    before: &Before,
    overwrite: &Overwrite,
    journal: &dyn Journal,
) -> Result<RunReport, Error> {
    let instance = id(&instance(cx, site).await?);
    let names = before
        .items
        .iter()
        .map(|item| &item.name)
        .chain(&before.made);
    let names: BTreeSet<ItemName> = names.map(ItemName::from).collect();
    let seen = find(cx, site, &instance, &names).await?;
    let begun: BTreeSet<StepId> = journal.recall().await?.into_keys().collect();
    let scene = Scene {
        before,
        seen: &seen,
    };
    let findings = scene.findings(overwrite, &begun);
    if !findings.is_empty() {
        return Err(Error::Findings(findings));
    }
    let plan = Plan::new(scene.steps()).map_err(|cause| {
        Error::Findings(vec![Finding::of_the_world(
            "plan",
            cause.to_string(),
            "report this",
        )])
    })?;
    let hand = Hand {
        site,
        instance,
        scene,
    };
    Ok(run(cx, &plan, journal, &hand).await?)
}

/// What was there and what is.
#[derive(Clone, Copy)]
struct Scene<'s> {
    before: &'s Before,
    seen: &'s BTreeMap<ItemName, Seen>,
}

/// Carries out the steps.
struct Hand<'a> {
    site: Site<'a>,
    instance: InstanceId,
    scene: Scene<'a>,
}

// === impl Scene ===

impl Scene<'_> {
    fn findings(&self, overwrite: &Overwrite, begun: &BTreeSet<StepId>) -> Vec<Finding> {
        let items = self.before.items.iter().map(|item| &item.name);
        let names = items.chain(&self.before.made).map(ItemName::from);
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
        let current = seen.published.as_ref().or(seen.draft.as_ref());
        let found = current.map(|stored| marks::digest(&stored.document));
        let wanted = self
            .item(name)
            .and_then(|item| digest(item.content.as_deref()?));
        left.is_some() && found != left && found != wanted
    }

    fn item(&self, name: &ItemName) -> Option<&Item> {
        self.before
            .items
            .iter()
            .find(|item| ItemName::from(&item.name) == *name)
    }

    /// What is put back comes first, so that nothing leads to what is removed.
    fn steps(&self) -> Vec<Step<Undo>> {
        let restored = self
            .before
            .items
            .iter()
            .map(|item| ItemName::from(&item.name));
        let restored = restored.filter(|name| self.seen.contains_key(name));
        let removed = self.before.made.iter().map(ItemName::from);
        let removed = removed.filter(|name| self.seen.contains_key(name));
        let step = |name: ItemName, removes: bool| Step {
            id: step_id(&name),
            lane: lane(&name, removes),
            needs: BTreeSet::new(),
            // Flows go before the modules that they call.
            stage: u16::from(removes) + u16::from(removes && name.flow_type().is_none()),
            action: Undo {
                thing: name.to_string(),
                removes,
            },
        };
        restored
            .map(|name| step(name, false))
            .chain(removed.map(|name| step(name, true)))
            .collect()
    }
}

// === impl Hand ===

#[async_trait]
impl Act<Undo> for Hand<'_> {
    async fn act(&self, step: &Step<Undo>, _: &Attempt<'_>) -> Result<Value, Setback> {
        let named = self
            .scene
            .seen
            .iter()
            .find(|(name, _)| name.to_string() == step.action.thing);
        let (name, seen) = named.ok_or_else(|| {
            let message = format!("there is no {}", step.action.thing);
            Setback::new(Verdict::Final, "STEP_INCOMPLETE", message)
        })?;
        let done = match self.scene.item(name) {
            Some(item) if !step.action.removes => self.restore(name, seen, item).await,
            _ => self.remove(seen).await,
        };
        done.map(|()| Value::Null).map_err(Setback::from)
    }
}

impl Hand<'_> {
    async fn restore(&self, name: &ItemName, seen: &Seen, item: &Item) -> Result<(), Trouble> {
        let written = Written {
            site: self.site,
            instance: &self.instance,
            subject: &seen.subject,
        };
        let contract = item.contract.as_ref();
        for (content, saved) in [(&item.content, false), (&item.draft, true)] {
            if let Some(content) = content {
                written.content(content.clone(), contract, saved).await?;
            }
        }
        if item.description != seen.description {
            let description = item.description.as_deref();
            written.description(&name.name, description).await?;
        }
        let marks = Marks {
            content: item.content.as_deref().and_then(digest),
            ..Marks::default()
        };
        let tags = marks.tags();
        if !tags.is_empty() {
            self.site.ports.tags.tag(&seen.arn, &tags).await?;
        }
        Ok(())
    }

    async fn remove(&self, seen: &Seen) -> Result<(), Trouble> {
        let removed = match &seen.subject {
            Subject::Flow(id) => self.site.ports.flow.delete(&self.instance, id).await,
            Subject::Module(id) => self.site.ports.module.delete(&self.instance, id).await,
        };
        match removed {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault.into()),
            _ => Ok(()),
        }
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
