//! The flows of a world with names in the place of ids, and what is found in them.

use std::collections::{BTreeSet, HashMap};

use flow_language::{
    Action, Document, Ref, RefKind, RefValue, Role,
    lint::{self, Context, Item},
};
use serde_json::Value;

use super::tally::few;
use crate::{
    Subject,
    world::{Association, Flow, FlowKind, World},
};

/// A flow or module that has something published.
pub(in crate::rules) struct Script<'w> {
    pub(in crate::rules) flow: &'w Flow,
    /// What is published, with names where ids of the world stood.
    pub(in crate::rules) document: Document,
}

/// What flows refer to.
#[derive(Default)]
pub(in crate::rules) struct Mentions {
    names: BTreeSet<Ref>,
    /// Ids, names and ARNs as they stand there.
    texts: BTreeSet<String>,
    dynamic: BTreeSet<RefKind>,
}

/// The flows and modules that have something published.
pub(in crate::rules) fn scripts(world: &World) -> Vec<Script<'_>> {
    let names = names(world);
    let lookup = |kind, text: &str| names.get(&(kind, id(text))).cloned();
    let script = |flow: &'_ Flow| Some(flow.document.as_ref()?.parameterise(&lookup));
    let flows = world.flows.iter();
    flows
        .filter_map(|flow| {
            let document = script(flow)?;
            Some(Script { flow, document })
        })
        .collect()
}

/// Those that contacts meet: every one that the instance did not come with, and of the others those that
/// a number leads to.
pub(in crate::rules) fn live(world: &World) -> Vec<Script<'_>> {
    let mut all = scripts(world);
    let answers = |flow: &Flow| {
        let mut numbers = world.numbers.iter();
        numbers.any(|number| number.flow.as_ref() == Some(&flow.name))
    };
    all.retain(|script| !script.flow.is_builtin || answers(script.flow));
    all
}

/// What the checks of flows find, by flow; those that every instance has are left out.
pub(in crate::rules) fn faults<'w>(
    world: &'w World,
    wanted: &dyn Fn(&lint::Finding) -> bool,
) -> Vec<(&'w Flow, Vec<lint::Finding>)> {
    let scripts = scripts(world);
    let items = scripts.iter().map(|script| Item {
        name: &script.flow.name,
        role: role(script.flow),
        document: &script.document,
        contract: None,
    });
    let mut found = lint::bundle(items, &context(world));
    found.retain(wanted);
    let own = scripts.iter().filter(|script| !script.flow.is_builtin);
    let faulty = own.map(|script| {
        let flow = script.flow;
        let of_flow = |finding: &&lint::Finding| {
            let name = finding.flow.as_ref();
            name.is_some_and(|it| it.role == role(flow) && it.name == flow.name)
        };
        (flow, found.iter().filter(of_flow).cloned().collect())
    });
    let is_faulty = |(_, found): &(_, Vec<_>)| !found.is_empty();
    faulty.filter(is_faulty).collect()
}

/// The first few of them in words.
pub(in crate::rules) fn told(found: &[lint::Finding]) -> String {
    let texts: Vec<String> = found
        .iter()
        .map(|finding| match &finding.block {
            Some(block) => format!("`{block}`: {}", finding.message),
            None => finding.message.clone(),
        })
        .collect();
    few(&texts, "; ")
}

/// A flow or module as a subject.
pub(in crate::rules) fn subject(flow: &Flow) -> Subject {
    let kind = match flow.kind {
        FlowKind::Flow(_) => "flow",
        FlowKind::Module => "module",
    };
    Subject::new(kind, &flow.name).at(&flow.arn)
}

/// The name by which others refer to a flow or module.
pub(in crate::rules) fn name(flow: &Flow) -> Option<Ref> {
    match flow.kind {
        FlowKind::Flow(flow_type) => Ref::flow(flow_type, &flow.name).ok(),
        FlowKind::Module => Ref::new(RefKind::Module, &flow.name).ok(),
    }
}

/// The id at the end of an ARN, or the text itself.
pub(in crate::rules) fn id(text: &str) -> &str {
    text.rsplit_once('/').map_or(text, |(_, id)| id)
}

/// The ARN of a function without version and alias; none where it depends on what is not known.
pub(in crate::rules) fn function(world: &World, text: &str) -> Option<String> {
    let region = world.region.as_ref().map(ToString::to_string);
    let text = match region {
        Some(region) => text.replace("$.AwsRegion", &region),
        None => text.to_owned(),
    };
    let parts: Vec<&str> = text.split(':').take(7).collect();
    let is_known = parts.len() == 7 && parts[2] == "lambda" && !text.contains('$');
    is_known.then(|| parts.join(":"))
}

/// Whether an action has calls recorded.
pub(in crate::rules) fn records(action: Action<'_>) -> bool {
    let is_list = |value: &Value| value.as_array().is_some_and(|list| !list.is_empty());
    sets_recording(action) && any(action.parameters(), "RecordedParticipants", &is_list)
}

/// Whether an action has contacts analysed.
pub(in crate::rules) fn analyses(action: Action<'_>) -> bool {
    let is_on = |value: &Value| value.as_str() == Some("True") || value.as_bool() == Some(true);
    sets_recording(action) && any(action.parameters(), "Enabled", &is_on)
}

fn sets_recording(action: Action<'_>) -> bool {
    matches!(
        action.action_type(),
        "UpdateContactRecordingBehavior" | "UpdateContactRecordingAndAnalyticsBehavior"
    )
}

/// Whether some member of this name fits, at any depth: the two action types nest the same members
/// differently.
fn any(value: Option<&Value>, name: &str, fits: &dyn Fn(&Value) -> bool) -> bool {
    let members = value.and_then(Value::as_object);
    members
        .into_iter()
        .flatten()
        .any(|(own, child)| (own == name && fits(child)) || any(Some(child), name, fits))
}

fn role(flow: &Flow) -> Role {
    match flow.kind {
        FlowKind::Flow(flow_type) => Role::Flow(flow_type),
        FlowKind::Module => Role::Module,
    }
}

fn context(world: &World) -> Context {
    let instance = Some(&world.instance.id).filter(|id| !id.is_empty());
    Context {
        account: world.account.as_ref().map(ToString::to_string),
        region: world.region.as_ref().map(ToString::to_string),
        instance: instance.cloned(),
        ..Context::default()
    }
}

/// What flows call things, by kind and id.
fn names(world: &World) -> HashMap<(RefKind, &str), Ref> {
    let mut names = HashMap::new();
    let mut add = |kind, arn, name: &str| {
        if let Ok(name) = Ref::new(kind, name) {
            names.insert((kind, id(arn)), name);
        }
    };
    for queue in &world.queues {
        add(RefKind::Queue, &queue.arn, &queue.name);
    }
    for hours in &world.hours {
        add(RefKind::Hours, &hours.arn, &hours.name);
    }
    for prompt in &world.prompts {
        add(RefKind::Prompt, &prompt.arn, &prompt.name);
    }
    for user in &world.users {
        add(RefKind::User, &user.arn, &user.name);
    }
    for flow in &world.flows {
        if let Some(name) = name(flow) {
            names.insert((name.kind(), id(&flow.arn)), name);
        }
    }
    names
}

// === impl Script ===

impl Script<'_> {
    /// The actions of a type.
    pub(in crate::rules) fn of_type(&self, action_type: &str) -> impl Iterator<Item = Action<'_>> {
        let actions = self.document.actions();
        actions.filter(move |action| action.action_type() == action_type)
    }

    /// A block as people see it.
    pub(in crate::rules) fn block(&self, action: Action<'_>) -> String {
        format!("`{}`", self.document.label(action))
    }

    /// What stands where a kind of thing is expected, each with its block.
    pub(in crate::rules) fn references(&self, kind: RefKind) -> Vec<(String, RefValue)> {
        let references = self.document.references().into_iter();
        let graph = self.document.graph();
        let block = |identifier: &str| {
            let at = graph.find(identifier);
            at.map_or_else(
                || format!("`{identifier}`"),
                |at| self.block(graph.action(at)),
            )
        };
        references
            .filter(|reference| reference.kind == kind)
            .map(|reference| (block(&reference.action), reference.value))
            .collect()
    }
}

// === impl Mentions ===

impl Mentions {
    /// What they refer to, each itself left out.
    pub(in crate::rules) fn of(world: &World, scripts: &[Script<'_>]) -> Self {
        let mut all = Self::default();
        for script in scripts {
            let own = name(script.flow);
            let document = &script.document;
            let names = document.names().into_iter();
            let names = names.map(|name| name.without_qualifier());
            all.names
                .extend(names.filter(|name| own.as_ref() != Some(name)));
            let soft = document.soft_references().into_iter();
            for reference in document.references() {
                if let RefValue::Dynamic(_) = reference.value {
                    all.dynamic.insert(reference.kind);
                }
                all.hear(world, &reference.value);
            }
            soft.for_each(|reference| all.hear(world, &reference.value));
        }
        all
    }

    /// Whether something of a kind may be meant that only the contact knows.
    pub(in crate::rules) fn is_open(&self, kind: RefKind) -> bool {
        self.dynamic.contains(&kind)
    }

    /// Whether a thing is referred to.
    pub(in crate::rules) fn has(&self, name: Option<&Ref>, arn: &str) -> bool {
        name.is_some_and(|name| self.names.contains(name)) || self.texts.contains(id(arn))
    }

    /// Whether a function or bot is referred to.
    pub(in crate::rules) fn uses(&self, world: &World, association: &Association) -> bool {
        match association {
            Association::Function(arn) => {
                let arn = function(world, arn).unwrap_or_else(|| arn.clone());
                self.texts.contains(&arn)
            }
            Association::Bot(arn) => self.texts.contains(arn),
            Association::BotV1(name) => self.texts.contains(name),
        }
    }

    fn hear(&mut self, world: &World, value: &RefValue) {
        if let RefValue::Static(text) = value {
            self.texts.extend(function(world, text));
            self.texts.insert(id(text).to_owned());
            self.texts.insert(text.clone());
        }
    }
}
