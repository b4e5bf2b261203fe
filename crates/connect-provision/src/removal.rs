//! Taking things away in an order in which nothing is in use when it goes.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::{Declared, KindId, Members, Observed, Ownership, ThingKey};
use reconcile::{Lane, Step};

use crate::{
    blueprint::{Action, Change, Verb},
    observe::World,
    order::step as step_id,
};

/// The member of a number that AWS guards flows with.
const FLOW: &str = "flow";

/// Whether a thing is ours, and there is anything of it to remove.
pub(crate) fn goes(world: &World, thing: &Observed) -> bool {
    ours(world, thing) && thing.key.kind.kind().can_go(thing)
}

/// Whether a thing was made for this centre, or goes with an instance that was.
pub(crate) fn ours(world: &World, thing: &Observed) -> bool {
    let alias = world.scope.alias.as_str();
    match thing.ownership {
        Ownership::OfInstance => world
            .instance()
            .is_some_and(|instance| instance.ownership.is_of(alias)),
        _ => thing.ownership.is_of(alias),
    }
}

/// Whether data would be lost with a thing.
pub(crate) fn holds_data(thing: &Observed) -> bool {
    thing.key.kind.kind().holds_data(thing)
}

/// The steps that remove `going`, from stage `first` on: users before profiles before queues before
/// hours. What cannot be removed does not keep the rest from being tried.
pub(crate) fn steps(
    going: &[&Observed],
    first: u16,
    rank: impl Fn(&Observed) -> u8,
) -> Vec<Step<Action>> {
    let mut ranks = BTreeMap::<u8, Vec<&Observed>>::new();
    for thing in going {
        ranks.entry(rank(thing)).or_default().push(thing);
    }
    let staged = ranks.into_values().zip(first..);
    staged
        .flat_map(|(things, stage)| things.into_iter().map(move |thing| step(thing, stage)))
        .collect()
}

/// When a thing goes in a tear-down.
pub(crate) fn rank(thing: &Observed) -> u8 {
    thing.key.kind.kind().teardown(&thing.key)
}

fn step(thing: &Observed, stage: u16) -> Step<Action> {
    let facts = thing.key.kind.kind().facts();
    let mut action = Action::new(Verb::Remove, thing.key.clone());
    action.known = Some(thing.known.clone());
    action.with_data = holds_data(thing);
    Step {
        id: step_id(&thing.key, "delete"),
        lane: Lane::new(facts.remove),
        needs: BTreeSet::new(),
        stage,
        action,
    }
}

/// A number that stays lets go of a flow that goes: AWS deletes no flow that a number leads to.
pub(crate) fn releases(world: &World, going: &[&Observed]) -> Vec<Step<Action>> {
    let going: BTreeSet<&ThingKey> = going.iter().map(|thing| &thing.key).collect();
    let numbers = world
        .things
        .values()
        .filter(|thing| thing.key.kind == KindId::PhoneNumber && !going.contains(&thing.key));
    numbers
        .filter(|number| flows_of(number).iter().any(|flow| going.contains(flow)))
        .map(release)
        .collect()
}

fn flows_of(number: &Observed) -> Vec<ThingKey> {
    let flow = number.members.get(FLOW);
    flow.map(|flow| KindId::PhoneNumber.kind().references(FLOW, flow))
        .unwrap_or_default()
}

fn release(number: &Observed) -> Step<Action> {
    let facts = KindId::PhoneNumber.kind().facts();
    let detach = facts.aspects.iter().find(|aspect| aspect.name == FLOW);
    let mut left = Members::default();
    for (name, value) in number.members.iter().filter(|(name, _)| *name != FLOW) {
        left.set(name, value.clone());
    }
    let mut action = Action::new(Verb::Mend, number.key.clone());
    action.aspect = Some(FLOW.to_owned());
    action.changes = vec![Change {
        member: FLOW.to_owned(),
        before: number.members.get(FLOW).cloned(),
        after: None,
    }];
    action.known = Some(number.known.clone());
    action.thing = Some(Declared::bare(number.key.clone(), left));
    Step {
        id: step_id(&number.key, FLOW),
        lane: Lane::new(detach.map_or(facts.remove, |aspect| aspect.lane)),
        needs: BTreeSet::new(),
        stage: 0,
        action,
    }
}
