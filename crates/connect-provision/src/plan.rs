//! The plan: declared things against observed ones. Pure.

use std::collections::BTreeSet;

use connect_model::{Finding, spec::ContactCenter};
use connect_resources::{
    Condition, Declared, Deferrals, Index, Layer, Observed, Ownership, TAGS, ThingKey, Turn,
    deferrals,
};
use reconcile::{Lane, Plan, Step, StepId};
use serde_json::Value;

use crate::{
    blueprint::{Action, Blueprint, Change, Verb},
    diff, flows, layers, leads,
    observe::{ByKind, World, declared, used},
    options::PlanOptions,
    order::{Needs, step},
    prune::prune,
    unsure::Tally,
};

/// What is to be done to bring `world` to what `center` declares; else every reason why it cannot.
pub fn plan(
    center: &ContactCenter,
    world: &World,
    options: &PlanOptions,
) -> Result<Blueprint, Vec<Finding>> {
    plan_of(center, &declared(center), world, options)
}

/// The same for a centre of which is known what it declares.
pub(crate) fn plan_of(
    center: &ContactCenter,
    declared: &ByKind,
    world: &World,
    options: &PlanOptions,
) -> Result<Blueprint, Vec<Finding>> {
    let matters = |thing: &&Declared| !thing.implied || will_be_ours(world, options);
    let things: Vec<&Declared> = declared.values().flatten().filter(matters).collect();
    let mut draft = Draft::new(world, &things, options)?;
    for thing in &things {
        draft.plan(thing);
    }
    if options.touches(Layer::Flows) {
        let findings = flows::findings(center, &draft.sent());
        draft.findings.extend(findings);
    }
    draft.finish(&things, &used(center))
}

/// Whether the instance is ours, or is once the plan is carried out.
pub(crate) fn will_be_ours(world: &World, options: &PlanOptions) -> bool {
    let is_foreign = |instance: &Observed| instance.ownership == Ownership::Foreign;
    options.take_ownership || !world.instance().is_some_and(is_foreign)
}

/// A plan on its way.
struct Draft<'d> {
    world: &'d World,
    options: &'d PlanOptions,
    /// As known once the plan's renames are done.
    index: &'d Index,
    deferrals: Deferrals,
    needs: Needs,
    steps: Vec<Step<Action>>,
    findings: Vec<Finding>,
    unchanged: usize,
    foreign: Vec<ThingKey>,
    unsure: Tally,
}

/// What becomes of a declared thing.
enum Fate<'d> {
    /// It is to be made; what failed before is removed first.
    Make { failed: Option<&'d Observed> },
    /// It is being made already.
    Settling(&'d Observed),
    /// It is there.
    There(&'d Observed),
    /// It is not needed.
    Unwanted,
}

// === impl Draft ===

impl<'d> Draft<'d> {
    fn new(
        world: &'d World,
        things: &[&'d Declared],
        options: &'d PlanOptions,
    ) -> Result<Self, Vec<Finding>> {
        let made: Vec<_> = things
            .iter()
            .copied()
            .filter(|t| fate(world, t).is_made())
            .collect();
        let deferrals = deferrals(&made, options.is_partial())
            .map_err(|ring| vec![ring_finding(&made, &ring)])?;
        let mut needs = Needs::new(&world.scope);
        for thing in things {
            match fate(world, thing) {
                Fate::Make { .. } => {
                    needs.will_be_made(&thing.key);
                    needs.will_be_completed(thing);
                }
                Fate::Settling(_) => {
                    needs.will_settle(&thing.key);
                    needs.will_be_completed(thing);
                }
                Fate::There(observed) => {
                    let differences = diff::differences(thing, observed, &world.index).into_iter();
                    for first in differences.filter(|it| it.aspect.turn == Turn::First) {
                        needs.will_be_mended(&thing.key, first.aspect);
                    }
                }
                Fate::Unwanted => {}
            }
        }
        Ok(Self {
            world,
            options,
            index: &world.index,
            deferrals,
            needs,
            steps: Vec::new(),
            findings: Vec::new(),
            unchanged: 0,
            foreign: Vec::new(),
            unsure: Tally::default(),
        })
    }

    fn plan(&mut self, thing: &'d Declared) {
        match fate(self.world, thing) {
            Fate::Make { failed } => self.make(thing, failed),
            Fate::Settling(observed) => self.settle(thing, observed),
            Fate::There(observed) => self.mend(thing, observed),
            Fate::Unwanted => {}
        }
    }

    fn make(&mut self, thing: &Declared, failed: Option<&Observed>) {
        let facts = thing.key.kind.kind().facts();
        let deferred = self.deferrals.get(&thing.key).cloned().unwrap_or_default();
        let mut needs = self.needs.of_making(thing, &deferred);
        if let Some(failed) = failed {
            needs.insert(self.remove(failed));
        }
        let mut action = Action::new(Verb::Make, thing.key.clone());
        action.changes = all_members(thing);
        action.deferred.clone_from(&deferred);
        action.thing = Some(thing.clone());
        self.push("create", facts.make, needs, action);
        if let Some(lane) = facts.settles {
            let needs = BTreeSet::from([step(&thing.key, "create")]);
            self.push(
                "ready",
                lane,
                needs,
                Action::new(Verb::Settle, thing.key.clone()),
            );
        }
        for aspect in deferred {
            self.complete(thing, &aspect, None);
        }
    }

    /// A thing that is being made gets what the making call could not take.
    fn settle(&mut self, thing: &Declared, observed: &Observed) {
        let kind = thing.key.kind.kind();
        let mut action = Action::new(Verb::Settle, thing.key.clone());
        action.known = Some(observed.known.clone());
        let lane = kind.facts().settles.unwrap_or_else(|| kind.facts().make);
        self.push("ready", lane, BTreeSet::new(), action);
        for aspect in kind.after_make(thing) {
            self.complete(thing, aspect, Some(observed));
        }
    }

    fn complete(&mut self, thing: &Declared, aspect: &str, observed: Option<&Observed>) {
        let Some(aspect) = thing.key.kind.kind().facts().aspect(aspect) else {
            return;
        };
        let after = |member: &&str| Change {
            member: (*member).to_owned(),
            before: None,
            after: thing.members.get(member).cloned(),
        };
        let mut action = Action::new(Verb::Mend, thing.key.clone());
        action.changes = aspect
            .members
            .iter()
            .map(after)
            .filter(|c| c.after.is_some())
            .collect();
        action.aspect = Some(aspect.name.to_owned());
        action.completes = true;
        action.thing = Some(thing.clone());
        action.known = observed.map(|observed| observed.known.clone());
        let needs = self.needs.of_mending(thing, aspect);
        self.push(aspect.name, aspect.lane, needs, action);
    }

    fn mend(&mut self, thing: &Declared, observed: &Observed) {
        let is_chosen = self.options.touches_thing(&thing.key);
        if is_chosen {
            self.unsure.count(thing, observed);
            self.findings.extend(diff::refusals(thing, observed));
        }
        let before = self.steps.len();
        for difference in diff::differences(thing, observed, self.index) {
            let mut action = Action::new(Verb::Mend, thing.key.clone());
            action.aspect = Some(difference.aspect.name.to_owned());
            action.changes = difference.changes;
            action.thing = Some(diff::completed(thing, observed));
            action.known = Some(observed.known.clone());
            action.is_in_doubt = diff::is_in_doubt(observed, difference.aspect);
            let needs = self.needs.of_mending(thing, difference.aspect);
            self.push(
                difference.aspect.name,
                difference.aspect.lane,
                needs,
                action,
            );
        }
        if let Some(change) = diff::tag_change(thing, observed, &self.world.scope, self.options) {
            let mut action = Action::new(Verb::Tag, thing.key.clone());
            action.aspect = Some(TAGS.to_owned());
            action.changes = vec![change];
            action.thing = Some(thing.clone());
            action.known = Some(observed.known.clone());
            let lane = thing.key.kind.kind().tag_lane();
            self.push(TAGS, lane, BTreeSet::new(), action);
        }
        self.unchanged += usize::from(is_chosen && self.steps.len() == before);
        let stays_foreign = observed.ownership == Ownership::Foreign
            && observed.tags.is_some()
            && !self.options.take_ownership;
        if is_chosen && stays_foreign {
            self.foreign.push(thing.key.clone());
        }
    }

    fn remove(&mut self, observed: &Observed) -> StepId {
        let mut action = Action::new(Verb::Remove, observed.key.clone());
        action.known = Some(observed.known.clone());
        let lane = observed.key.kind.kind().facts().remove;
        self.push("delete", lane, BTreeSet::new(), action);
        step(&observed.key, "delete")
    }

    /// The flows and modules whose content goes to AWS.
    fn sent(&self) -> BTreeSet<&ThingKey> {
        let sends = |action: &&Action| match action.aspect.as_deref() {
            Some(aspect) => aspect == flows::CONTENT,
            None => action.verb == Verb::Make,
        };
        let actions = self.steps.iter().map(|step| &step.action);
        actions.filter(sends).map(|action| &action.key).collect()
    }

    fn push(&mut self, aspect: &str, lane: &'static str, needs: BTreeSet<StepId>, action: Action) {
        let id = step(&action.key, aspect);
        let aspect = action.key.kind.kind().facts().aspect(aspect);
        let is_last = aspect.is_some_and(|aspect| aspect.turn == Turn::Last);
        self.steps.push(Step {
            id,
            lane: Lane::new(lane),
            needs,
            stage: if is_last { u16::MAX } else { 0 },
            action,
        });
    }

    fn finish(
        mut self,
        declared: &[&Declared],
        used: &BTreeSet<ThingKey>,
    ) -> Result<Blueprint, Vec<Finding>> {
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        let planned = self.steps.iter().map(|step| step.id.clone()).collect();
        let pruning = prune(self.world, declared, used, self.options, &planned);
        self.steps.extend(pruning.steps);
        leads::lead(&mut self.steps);
        let whole = valid(self.steps);
        let choice = if self.options.is_partial() {
            layers::choose(whole.into_steps(), self.options)?
        } else {
            layers::whole(whole.into_steps())
        };
        let mut blueprint = Blueprint::new(&self.world.scope, valid(choice.steps));
        blueprint.unchanged = self.unchanged;
        blueprint.foreign = self.foreign;
        blueprint.layers.clone_from(&self.options.layers);
        blueprint.held = choice.held;
        blueprint.kept = pruning.kept;
        blueprint.depth = self.world.depth;
        blueprint.unsure = self.unsure.into_unsure();
        Ok(blueprint)
    }
}

fn valid(steps: Vec<Step<Action>>) -> Plan<Action> {
    Plan::new(steps).expect("rings are broken and needs are steps of the plan")
}

// === impl Fate ===

impl Fate<'_> {
    fn is_made(&self) -> bool {
        matches!(self, Self::Make { .. })
    }
}

fn fate<'d>(world: &'d World, thing: &Declared) -> Fate<'d> {
    match world.find(thing) {
        None if thing.key.kind.kind().wanted(thing, &world.index) => Fate::Make { failed: None },
        None => Fate::Unwanted,
        Some(observed) => match observed.condition {
            Condition::Ready => Fate::There(observed),
            Condition::Settling => Fate::Settling(observed),
            Condition::Broken(_) => Fate::Make {
                failed: Some(observed),
            },
        },
    }
}

/// Every declared member of a new thing.
fn all_members(thing: &Declared) -> Vec<Change> {
    let change = |(member, value): (&str, &Value)| Change {
        member: member.to_owned(),
        before: None,
        after: Some(value.clone()),
    };
    thing.members.iter().map(change).collect()
}

fn ring_finding(made: &[&Declared], ring: &[ThingKey]) -> Finding {
    let names: Vec<_> = ring.iter().map(ToString::to_string).collect();
    let place = made
        .iter()
        .find(|thing| ring.contains(&thing.key))
        .map(|thing| thing.place.clone());
    Finding {
        rule: "ring".into(),
        place: place.unwrap_or_default(),
        message: format!(
            "these need one another before any of them can be made: {}",
            names.join(", ")
        ),
        remedy: "take one of the references away".into(),
    }
}
