//! One step made so.

mod mark;
mod prompt;
mod version;

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, FlowId, InstanceId, ModuleId, Tags};
use connect_resources::{Known, Trouble, flow::FlowDraft, module::ModuleDraft};
use flow_language::{
    Document, FlowType,
    bundle::{ItemName, Recording, Status},
};
use reconcile::{Act, Attempt, Certainty, RunContext, Setback, Step, Verdict};
use serde_json::{Value, json};

use crate::{
    before::Before,
    contents,
    deploy::{Deploy, Draft, Keeper},
    inventory::Inventory,
    plan::{Action, Verb},
    port::Subject,
    problem,
    site::{Site, id},
    wanted::WantedItem,
    writing::{Written, settings},
};

pub(crate) use self::prompt::{has_recording, text};

/// Carries out the steps of a deploy.
pub(crate) struct Hand<'a> {
    cx: &'a RunContext,
    site: Site<'a>,
    draft: &'a Draft<'a>,
    deploy: &'a Deploy,
    before: &'a Before,
    keeper: &'a dyn Keeper,
    instance: InstanceId,
    /// Flows and modules as steps name them.
    things: BTreeMap<String, &'a ItemName>,
    /// What is there by now.
    inventory: Mutex<Inventory>,
    subjects: Mutex<BTreeMap<ItemName, (Subject, String)>>,
    /// Versions of this run, by flow or module.
    versions: Mutex<BTreeMap<ItemName, u64>>,
}

/// What a step is about.
enum About<'a> {
    Item(&'a ItemName, &'a WantedItem<'a>),
    Prompt(&'a str, &'a Recording),
    Before,
}

// === impl Hand ===

#[async_trait]
impl Act<Action> for Hand<'_> {
    async fn act(&self, step: &Step<Action>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let action = &step.action;
        let done = match self.about(action)? {
            About::Before => return self.remember(attempt).await,
            About::Prompt(name, recording) => self.record(name, recording, attempt).await,
            About::Item(name, item) => self.item(name, item, action, attempt).await,
        };
        done.map_err(Setback::from)
    }
}

impl<'a> Hand<'a> {
    pub(crate) fn new(
        cx: &'a RunContext,
        site: Site<'a>,
        draft: &'a Draft<'a>,
        deploy: &'a Deploy,
        before: &'a Before,
        keeper: &'a dyn Keeper,
    ) -> Self {
        let known = draft
            .world
            .items
            .iter()
            .map(|(name, seen)| (name.clone(), (seen.subject.clone(), seen.arn.clone())));
        Self {
            cx,
            site,
            draft,
            deploy,
            before,
            keeper,
            instance: id(&draft.world.instance),
            things: draft
                .wanted
                .items
                .keys()
                .map(|name| (name.to_string(), name))
                .collect(),
            inventory: Mutex::new(draft.world.inventory.clone()),
            subjects: Mutex::new(known.collect()),
            versions: Mutex::default(),
        }
    }

    fn about(&self, action: &Action) -> Result<About<'_>, Setback> {
        if action.verb == Verb::Remember {
            return Ok(About::Before);
        }
        let wanted = &self.draft.wanted;
        if let Some(name) = action.thing.strip_prefix("prompt ")
            && let Some((name, recording)) = wanted.prompts.get_key_value(name)
        {
            return Ok(About::Prompt(name, recording));
        }
        let name = self.things.get(&action.thing);
        let found = name.and_then(|name| wanted.items.get_key_value(*name));
        let (name, item) = found.ok_or_else(|| {
            let message = format!("the bundle has no {}", action.thing);
            Setback::new(Verdict::Final, "STEP_INCOMPLETE", message)
        })?;
        Ok(About::Item(name, item))
    }

    /// Durable before the first write: what is drawn is stored.
    async fn remember(&self, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let keep = async || {
            let before = Before {
                prompts: self.shelve().await?,
                ..self.before.clone()
            };
            let text = serde_json::to_vec(&before).expect("texts and lists can be written");
            let kept = self.keeper.keep(text).await;
            kept.map_err(|cause| {
                Setback::new(Verdict::Again, "JOURNAL_UNAVAILABLE", cause.to_string())
            })
        };
        let name: String = attempt.draw(keep).await?;
        Ok(Value::String(name))
    }

    async fn item(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        action: &Action,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        match action.verb {
            Verb::Make | Verb::Stub => return self.make(name, item, action.verb, attempt).await,
            Verb::Describe => self.describe(name, item).await?,
            Verb::Write => self.write(name, item, &item.document).await?,
            Verb::Keep => return self.keep(name, attempt).await,
            Verb::Version => {
                let number = self.version(name, "Deploy of", attempt).await?;
                self.versions().insert(name.clone(), number);
                return Ok(json!({"version": number}));
            }
            Verb::Alias => {
                self.alias(name, item, action.alias.as_deref(), attempt)
                    .await?;
            }
            Verb::Mark => self.mark(name, item).await?,
            Verb::Record | Verb::Remember => {}
        }
        Ok(Value::Null)
    }

    /// Makes a flow or module, or takes over the one that has its name by now.
    async fn make(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        verb: Verb,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        if attempt.certainty() == Certainty::MayBeDone && self.look(name).await? {
            return self.take_over(name, item, verb).await;
        }
        match self.create(name, item, verb, attempt).await {
            Ok(known) => {
                let told = self.learn(name, &known);
                if verb == Verb::Make {
                    self.prove(name, item).await;
                }
                Ok(told)
            }
            Err(Trouble::Fault(fault)) if fault.class == FaultClass::Duplicate => {
                if self.look(name).await? {
                    self.take_over(name, item, verb).await
                } else {
                    let message = format!("{name} is there, and no list shows it yet");
                    Err(Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into())
                }
            }
            Err(trouble) => Err(trouble),
        }
    }

    async fn take_over(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        verb: Verb,
    ) -> Result<Value, Trouble> {
        if verb == Verb::Make {
            self.write(name, item, &item.document).await?;
            self.mark(name, item).await?;
        }
        Ok(Value::Null)
    }

    async fn create(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        verb: Verb,
        attempt: &Attempt<'_>,
    ) -> Result<Known, Trouble> {
        let stub = || match name.flow_type() {
            Some(flow_type) => Document::stub(flow_type),
            None => Document::module_stub(),
        };
        let document = if verb == Verb::Stub {
            stub()
        } else {
            self.bound(&item.document)?
        };
        let mut tags = plain_tags(item);
        if verb == Verb::Make {
            tags = tags.overlaid(&self.marks(&document).tags());
        }
        let created = match name.flow_type() {
            None => {
                self.create_module(name, item, &document, &tags, attempt)
                    .await
            }
            Some(flow_type) => {
                self.create_flow((flow_type, name), item, &document, &tags)
                    .await
            }
        };
        created.map_err(|fault| located(&document, fault))
    }

    async fn create_flow(
        &self,
        (flow_type, name): (FlowType, &ItemName),
        item: &WantedItem<'_>,
        document: &Document,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let draft = FlowDraft {
            name: name.name.clone(),
            r#type: flow_type.to_string(),
            description: item.item.description.clone(),
            content: document.to_json(),
            saved: item.item.status == Status::Saved,
        };
        let port = &self.site.ports.flow;
        port.create(&self.instance, &draft, tags).await
    }

    async fn create_module(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        document: &Document,
        tags: &Tags,
        attempt: &Attempt<'_>,
    ) -> Result<Known, Fault> {
        let draft = ModuleDraft {
            name: name.name.clone(),
            description: item.item.description.clone(),
            content: document.to_json(),
            settings: settings(item.item.contract.as_ref()),
            external_invocation: external(item),
            token: attempt.token().await.to_string(),
        };
        let port = &self.site.ports.module;
        port.create(&self.instance, &draft, tags).await
    }

    async fn describe(&self, name: &ItemName, item: &WantedItem<'_>) -> Result<(), Trouble> {
        let (subject, _) = self.subject(name)?;
        let description = item.item.description.as_deref();
        let written = self.written(&subject);
        Ok(written.description(&name.name, description).await?)
    }

    async fn write(
        &self,
        name: &ItemName,
        item: &WantedItem<'_>,
        document: &Document,
    ) -> Result<(), Trouble> {
        let (subject, _) = self.subject(name)?;
        let document = self.bound(document)?;
        let (contract, saved) = (
            item.item.contract.as_ref(),
            item.item.status == Status::Saved,
        );
        let written = self.written(&subject);
        let done = written.content(document.to_json(), contract, saved).await;
        done.map_err(|fault| located(&document, fault))
    }

    fn written<'s>(&'s self, subject: &'s Subject) -> Written<'s> {
        Written {
            site: self.site,
            instance: &self.instance,
            subject,
        }
    }

    /// Looks a flow or module up afresh, and makes it known.
    async fn look(&self, name: &ItemName) -> Result<bool, Trouble> {
        let ports = self.site.ports;
        let listed = match name.flow_type() {
            Some(_) => ports.flow.list(&self.instance).await?,
            None => ports.module.list(&self.instance).await?,
        };
        let flow_type = name.flow_type().map(FlowType::as_str);
        let found = listed
            .into_iter()
            .find(|named| named.name == name.name && named.known.label.as_deref() == flow_type);
        let is_there = found.is_some();
        if let Some(named) = found {
            self.learn(name, &named.known);
        }
        Ok(is_there)
    }

    fn learn(&self, name: &ItemName, known: &Known) -> Value {
        let subject = match name.flow_type() {
            Some(_) => Subject::Flow(FlowId::new(&known.id)),
            None => Subject::Module(ModuleId::new(&known.id)),
        };
        self.subjects()
            .insert(name.clone(), (subject, known.arn.clone()));
        if let Ok(name) = name.to_ref() {
            self.inventory()
                .learn(&name, [known.arn.clone(), known.id.clone()]);
        }
        json!({"id": known.id, "arn": known.arn})
    }

    fn subject(&self, name: &ItemName) -> Result<(Subject, String), Trouble> {
        self.subjects().get(name).cloned().ok_or_else(|| {
            let message = format!("there is no {name} in the instance");
            Setback::new(Verdict::Again, "REFERENCE_NOT_FOUND", message).into()
        })
    }

    /// The content with what the names are by now.
    fn bound(&self, document: &Document) -> Result<Document, Trouble> {
        let inventory = self.inventory();
        contents::bound(document, &self.deploy.mapping, &inventory).map_err(|obstacles| {
            let message = format!("{} names of the flow are not there yet", obstacles.len());
            Trouble::stored("FLOW_REFERENCES_UNRESOLVED", message)
        })
    }

    fn inventory(&self) -> MutexGuard<'_, Inventory> {
        self.inventory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn subjects(&self) -> MutexGuard<'_, BTreeMap<ItemName, (Subject, String)>> {
        self.subjects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn versions(&self) -> MutexGuard<'_, BTreeMap<ItemName, u64>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn external(item: &WantedItem<'_>) -> Option<bool> {
    item.item.contract.as_ref()?.external_invocation
}

fn plain_tags(item: &WantedItem<'_>) -> Tags {
    checked(&item.item.tags)
}

/// Tags that AWS would refuse are findings before the first write.
fn checked(plain: &BTreeMap<String, String>) -> Tags {
    let mut tags = Tags::new();
    for (key, value) in plain {
        let _refused = tags.insert(key, value);
    }
    tags
}

/// Problems with the blocks that they are about.
fn located(document: &Document, mut fault: Fault) -> Trouble {
    for text in &mut fault.problems {
        *text = problem::located(document, text);
    }
    fault.into()
}
