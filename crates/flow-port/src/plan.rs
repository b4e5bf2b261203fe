//! What has to be done: pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::KindId;
use flow_language::{
    Ref, RefKind,
    bundle::{ItemName, Status},
};
use reconcile::{Lane, Plan, PlanError, Step, StepId};
use serde::{Deserialize, Serialize};

use crate::{
    contents,
    deploy::Deploy,
    inventory::Inventory,
    marks,
    observe::{Seen, World},
    rings::Rings,
    wanted::{Wanted, WantedItem},
};

/// One step of a deploy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// What is done.
    pub verb: Verb,
    /// The flow, module or prompt, as the target calls it: `flow CONTACT_FLOW/Main`.
    pub thing: String,
    /// The alias, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verb {
    /// Keep what was there, to be rolled back to.
    Remember,
    /// Make it, with its content.
    Make,
    /// Make it as a stub; its content follows once everything that it names is there.
    Stub,
    /// Change what people read about it.
    Describe,
    /// Make a version of what is there.
    Keep,
    /// Write the content.
    Write,
    /// Make a version of what was written.
    Version,
    /// Lead an alias to a version.
    Alias,
    /// Say in tags what was left.
    Mark,
    /// Give a prompt its recording.
    Record,
}

/// What has to be done about one flow or module.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a step that there is or is not"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) make: bool,
    pub(crate) describe: bool,
    pub(crate) keep: bool,
    pub(crate) write: bool,
    pub(crate) version: bool,
    pub(crate) aliases: BTreeSet<String>,
    pub(crate) mark: bool,
}

/// What has to be done about all of them.
pub(crate) type Needs = BTreeMap<ItemName, Need>;

// === impl Need ===

impl Need {
    /// Whether there is nothing to do.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether something is different afterwards that can be put back; a version only comes to others.
    pub(crate) fn leaves_a_trace(&self) -> bool {
        self.write || self.describe || self.mark || !self.aliases.is_empty()
    }
}

/// Whether the content of a flow or module is what is wanted.
pub(crate) fn is_as_wanted(
    item: &WantedItem<'_>,
    seen: &Seen,
    deploy: &Deploy,
    expected: &Inventory,
) -> bool {
    let Ok(bound) = contents::bound(&item.document, &deploy.mapping, expected) else {
        return false;
    };
    let content_fits = match seen.current(item) {
        Some(current) => {
            let wanted = contents::portable(bound, expected);
            let found = contents::portable(current.clone(), expected);
            wanted.canonical() == found.canonical()
        }
        None => seen.left(item) == Some(marks::digest(&bound)),
    };
    let settings = |contract: Option<&flow_language::bundle::Contract>| {
        contract.and_then(|contract| contract.settings.clone())
    };
    let declared = settings(item.item.contract.as_ref());
    let contract_fits = declared.is_none() || declared == settings(seen.contract.as_ref());
    contract_fits && content_fits
}

/// What has to be done, thing by thing.
pub(crate) fn needs(
    wanted: &Wanted<'_>,
    world: &World,
    deploy: &Deploy,
    expected: &Inventory,
    begun: &BTreeSet<StepId>,
) -> Needs {
    let need = |(name, item): (&ItemName, &WantedItem<'_>)| {
        let mut need = match world.items.get(name) {
            Some(seen) => of_seen(item, seen, deploy, expected),
            None => of_new(item, deploy),
        };
        // What this work made itself, such as a stub, is nothing that somebody would want back.
        need.keep &= !begun.contains(&id(name, Verb::Make, None));
        (name.clone(), need)
    };
    wanted
        .items
        .iter()
        .map(need)
        .filter(|(_, need)| !need.is_none())
        .collect()
}

fn of_new(item: &WantedItem<'_>, deploy: &Deploy) -> Need {
    let is_published = item.item.status == Status::Published;
    let aliases = deploy.aliases(item.item);
    Need {
        make: true,
        version: is_published && (deploy.version || !aliases.is_empty()),
        aliases,
        mark: true,
        ..Need::default()
    }
}

fn of_seen(item: &WantedItem<'_>, seen: &Seen, deploy: &Deploy, expected: &Inventory) -> Need {
    let is_published = item.item.status == Status::Published;
    let write = !is_as_wanted(item, seen, deploy, expected);
    let left = seen.left(item);
    let aliases: BTreeSet<String> = deploy
        .aliases(item.item)
        .into_iter()
        .filter(|alias| write || seen.marks.versioned != left || !seen.has_alias(alias))
        .collect();
    let is_versioned = !write && seen.marks.versioned.is_some() && seen.marks.versioned == left;
    let version = is_published && (deploy.version || !aliases.is_empty()) && !is_versioned;
    let describes = item.item.description.as_deref().unwrap_or_default()
        != seen.description.as_deref().unwrap_or_default();
    let is_marked = seen.marks.content.is_some() && seen.marks.content == left;
    let tags_fit = item
        .item
        .tags
        .iter()
        .all(|(key, value)| seen.tags.get(key) == Some(value));
    Need {
        make: false,
        describe: describes,
        keep: write && is_published && seen.published.is_some(),
        write,
        version,
        mark: write || version || !is_marked || !tags_fit,
        aliases,
    }
}

/// The steps.
pub(crate) fn steps(
    wanted: &Wanted<'_>,
    world: &World,
    needs: &Needs,
    prompts: &BTreeSet<String>,
) -> Result<Plan<Action>, PlanError> {
    let rings = Rings::of(wanted, needs);
    let mut steps = Vec::new();
    for name in prompts {
        let verb = if world.prompts.contains_key(name) {
            Verb::Record
        } else {
            Verb::Make
        };
        steps.push(prompt_step(name, verb));
    }
    for (name, need) in needs {
        let item = &wanted.items[name];
        steps.extend(
            Line {
                name,
                item,
                need,
                needs,
                prompts,
                rings: &rings,
            }
            .steps(),
        );
    }
    if steps.is_empty() {
        return Plan::new(steps);
    }
    let remember = remember();
    for step in &mut steps {
        step.needs.insert(remember.id.clone());
    }
    steps.push(remember);
    Plan::new(steps)
}

/// The step that keeps what was there: before all others.
fn remember() -> Step<Action> {
    Step {
        id: remembering_step(),
        lane: Lane::new("trunkline:Remember"),
        needs: BTreeSet::new(),
        stage: 0,
        action: Action {
            verb: Verb::Remember,
            thing: "what was there".to_owned(),
            alias: None,
        },
    }
}

fn prompt_step(name: &str, verb: Verb) -> Step<Action> {
    let call = if verb == Verb::Make {
        "CreatePrompt"
    } else {
        "UpdatePrompt"
    };
    Step {
        id: prompt_id(name),
        lane: Lane::new(format!("connect:{call}")),
        needs: BTreeSet::new(),
        stage: 0,
        action: Action {
            verb,
            thing: format!("prompt {name}"),
            alias: None,
        },
    }
}

fn prompt_id(name: &str) -> StepId {
    StepId::new(KindId::Prompt.as_str(), name, "audio")
}

/// The steps of one flow or module, one after another.
struct Line<'l> {
    name: &'l ItemName,
    item: &'l WantedItem<'l>,
    need: &'l Need,
    needs: &'l Needs,
    prompts: &'l BTreeSet<String>,
    rings: &'l Rings,
}

// === impl Line ===

impl Line<'_> {
    fn steps(&self) -> Vec<Step<Action>> {
        let is_stub = self.rings.stubs(self.name);
        let mut steps = Vec::new();
        if is_stub {
            steps.push(self.step(Verb::Stub, None));
        } else if self.need.make {
            steps.push(self.writing(Verb::Make));
        }
        if self.need.describe {
            steps.push(self.step(Verb::Describe, None));
        }
        if self.need.keep {
            steps.push(self.step(Verb::Keep, None));
        }
        let own = self
            .item
            .aliases
            .keys()
            .filter(|alias| self.need.aliases.contains(**alias));
        for alias in own {
            steps.push(self.writing_for(alias));
        }
        if self.need.write || is_stub {
            steps.push(self.writing(Verb::Write));
        }
        if self.need.version {
            steps.push(self.step(Verb::Version, None));
        }
        let of_item = self.need.aliases.iter();
        for alias in of_item.filter(|alias| !self.item.aliases.contains_key(alias.as_str())) {
            steps.push(self.step(Verb::Alias, Some(alias)));
        }
        let tagged_when_made = self.need.make && !is_stub && !self.need.version;
        if self.need.mark && !tagged_when_made {
            steps.push(self.step(Verb::Mark, None));
        }
        chained(steps)
    }

    fn step(&self, verb: Verb, alias: Option<&str>) -> Step<Action> {
        let lane = lane(self.name, verb);
        Step {
            id: id(self.name, verb, alias),
            lane,
            needs: BTreeSet::new(),
            stage: 0,
            action: Action {
                verb,
                thing: self.name.to_string(),
                alias: alias.map(str::to_owned),
            },
        }
    }

    /// A step that writes content, after what the content names.
    fn writing(&self, verb: Verb) -> Step<Action> {
        let mut step = self.step(verb, None);
        step.needs = self.before();
        step
    }

    /// The content of an alias, written before that of the flow itself so that a version can be made of
    /// it.
    fn writing_for(&self, alias: &str) -> Step<Action> {
        let mut step = self.step(Verb::Alias, Some(alias));
        step.needs = self.before();
        step
    }

    fn before(&self) -> BTreeSet<StepId> {
        let names = self.item.names();
        names
            .iter()
            .filter_map(|name| self.before_naming(name))
            .collect()
    }

    /// The step after which a name can stand in a published content.
    fn before_naming(&self, name: &Ref) -> Option<StepId> {
        if name.kind() == RefKind::Prompt {
            let is_made = self.prompts.contains(name.name());
            return is_made.then(|| prompt_id(name.name()));
        }
        let other = ItemName::of(name).filter(|other| other != self.name)?;
        let need = self.needs.get(&other)?;
        let is_module = other.flow_type().is_none();
        if need.make {
            let verb = if self.rings.stubs(&other) {
                Verb::Stub
            } else {
                Verb::Make
            };
            return Some(id(&other, verb, None));
        }
        // The service checks a call against the contract of the module, so that comes first.
        let comes_first = is_module && need.write && !self.rings.join(self.name, &other);
        comes_first.then(|| id(&other, Verb::Write, None))
    }
}

/// Each step after the one before it.
fn chained(mut steps: Vec<Step<Action>>) -> Vec<Step<Action>> {
    for n in 1..steps.len() {
        let before = steps[n - 1].id.clone();
        steps[n].needs.insert(before);
    }
    steps
}

fn id(name: &ItemName, verb: Verb, alias: Option<&str>) -> StepId {
    let aspect = match (verb, alias) {
        (Verb::Make | Verb::Stub, _) => "make".to_owned(),
        (Verb::Describe, _) => "name".to_owned(),
        (Verb::Keep, _) => "keep".to_owned(),
        (Verb::Version, _) => "version".to_owned(),
        (Verb::Alias, alias) => format!("alias:{}", alias.unwrap_or_default()),
        (Verb::Mark, _) => "marks".to_owned(),
        (Verb::Write | Verb::Record | Verb::Remember, _) => "content".to_owned(),
    };
    step_id(name, &aspect)
}

/// The step about one aspect of a flow or module.
pub(crate) fn step_id(name: &ItemName, aspect: &str) -> StepId {
    match name.flow_type() {
        Some(flow_type) => {
            let called = format!("{flow_type}:{}", name.name);
            StepId::new(KindId::Flow.as_str(), &called, aspect)
        }
        None => StepId::new(KindId::Module.as_str(), &name.name, aspect),
    }
}

fn lane(name: &ItemName, verb: Verb) -> Lane {
    let noun = if name.flow_type().is_some() {
        "ContactFlow"
    } else {
        "ContactFlowModule"
    };
    let call = match verb {
        Verb::Make | Verb::Stub => format!("Create{noun}"),
        Verb::Describe => format!("Update{noun}Metadata"),
        Verb::Write => format!("Update{noun}Content"),
        Verb::Keep | Verb::Version => format!("Create{noun}Version"),
        Verb::Alias => format!("Create{noun}Alias"),
        Verb::Mark => "TagResource".to_owned(),
        Verb::Record | Verb::Remember => "UpdatePrompt".to_owned(),
    };
    Lane::new(format!("connect:{call}"))
}

/// The steps that put a content into a flow or module.
pub(crate) fn writing_steps(name: &ItemName) -> impl Iterator<Item = StepId> {
    [Verb::Make, Verb::Write]
        .into_iter()
        .map(|verb| id(name, verb, None))
}

/// The step that keeps what was there.
pub(crate) fn remembering_step() -> StepId {
    StepId::new("bundle", "before", "remember")
}
