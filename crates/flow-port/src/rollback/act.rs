//! One thing put back. What is as it was is not written.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{FaultClass, InstanceId, Tags};
use connect_resources::Trouble;
use flow_language::bundle::ItemName;
use reconcile::{Act, Attempt, Setback, Step, Verdict};
use serde_json::Value;

use super::{Scene, Undo};
use crate::{
    before::Item,
    observe::Seen,
    port::{AliasRecord, Subject},
    site::Site,
    writing::Written,
};

/// Carries out the steps.
pub(super) struct Hand<'a> {
    pub(super) site: Site<'a>,
    pub(super) instance: InstanceId,
    scene: &'a Scene<'a>,
    /// What there is, as steps name it.
    things: BTreeMap<String, (&'a ItemName, &'a Seen)>,
}

// === impl Hand ===

#[async_trait]
impl Act<Undo> for Hand<'_> {
    async fn act(&self, step: &Step<Undo>, _: &Attempt<'_>) -> Result<Value, Setback> {
        let mut tapes = self.scene.prompts.iter();
        if let Some(tape) = tapes.find(|tape| tape.thing() == step.action.thing) {
            let done = self.restore_prompt(tape).await;
            return done.map(|()| Value::Null).map_err(Setback::from);
        }
        let named = self.things.get(&step.action.thing);
        let (name, seen) = *named.ok_or_else(|| {
            let message = format!("there is no {}", step.action.thing);
            Setback::new(Verdict::Final, "STEP_INCOMPLETE", message)
        })?;
        let done = match self.scene.items.get(name) {
            Some(item) if !step.action.removes => self.restore(name, seen, item).await,
            _ => self.remove(seen).await,
        };
        done.map(|()| Value::Null).map_err(Setback::from)
    }
}

impl<'a> Hand<'a> {
    pub(super) fn new(site: Site<'a>, instance: InstanceId, scene: &'a Scene<'a>) -> Self {
        let things = scene.seen.iter();
        Self {
            site,
            instance,
            scene,
            things: things
                .map(|(name, seen)| (name.to_string(), (name, seen)))
                .collect(),
        }
    }

    /// The tags come last: they say whose the content is.
    async fn restore(&self, name: &ItemName, seen: &Seen, item: &Item) -> Result<(), Trouble> {
        self.restore_content(seen, item).await?;
        if item.description != seen.description {
            let description = item.description.as_deref();
            self.written(seen)
                .description(&name.name, description)
                .await?;
        }
        self.restore_aliases(seen, item).await?;
        self.restore_tags(seen, item).await
    }

    /// A content that is published takes the draft with it, so the draft follows.
    async fn restore_content(&self, seen: &Seen, item: &Item) -> Result<(), Trouble> {
        let (written, contract) = (self.written(seen), item.contract.as_ref());
        let published = seen.published.as_ref().map(|stored| stored.text.as_str());
        let draft = seen.draft.as_ref().map(|stored| stored.text.as_str());
        let contract_fits = item.contract == seen.contract;
        let draft_stays = item.draft.is_some() || seen.other_draft().is_none();
        let mut is_published = false;
        if let Some(content) = &item.content
            && (published != Some(content) || !contract_fits || !draft_stays)
        {
            let content = content.clone();
            written.content(content, contract, false).await?;
            is_published = true;
        }
        if let Some(content) = &item.draft
            && (is_published || draft != Some(content))
        {
            written.content(content.clone(), contract, true).await?;
        }
        Ok(())
    }

    async fn restore_aliases(&self, seen: &Seen, item: &Item) -> Result<(), Trouble> {
        if item.aliases.is_empty() {
            return Ok(());
        }
        let (port, of) = (&self.site.calls.versions, &seen.subject);
        let there = port.aliases(&self.instance, of).await?;
        for (name, led) in &item.aliases {
            if let Some(led) = led {
                let alias = AliasRecord {
                    id: String::new(),
                    name: name.clone(),
                    description: led.description.clone(),
                    version: led.version,
                };
                self.written(seen).lead(&there, alias).await?;
            } else if let Some(found) = there.iter().find(|alias| alias.name == *name) {
                port.remove_alias(&self.instance, of, &found.id).await?;
            }
        }
        Ok(())
    }

    async fn restore_tags(&self, seen: &Seen, item: &Item) -> Result<(), Trouble> {
        let there = seen.tags.overlaid(&seen.marks.tags());
        let mut tags = Tags::new();
        for (key, value) in &item.tags {
            if there.get(key) != Some(value) {
                // What AWS gave, AWS takes.
                let _refused = tags.insert(key, value);
            }
        }
        let port = &self.site.ports.tags;
        if !tags.is_empty() {
            port.tag(&seen.arn, &tags).await?;
        }
        let is_there = |key: &&String| there.get(key).is_some();
        let new: Vec<_> = item.new_tags.iter().filter(is_there).cloned().collect();
        if !new.is_empty() {
            port.untag(&seen.arn, &new).await?;
        }
        Ok(())
    }

    fn written<'w>(&'w self, seen: &'w Seen) -> Written<'w> {
        Written {
            site: self.site,
            instance: &self.instance,
            subject: &seen.subject,
        }
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
