//! Takes away what is ours, in an order in which nothing is in use when it goes.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Finding, Place, Tags, spec::ContactCenter};
use connect_resources::{Declared, KindId, Members, Observed, Ownership, ThingKey};
use reconcile::{Journal, Lane, Plan, RunContext, Step, StepId};

use crate::{
    apply::carry_out,
    blueprint::{Action, Blueprint, Change, Verb},
    error::Error,
    observe::{ByKind, Site, World, declared, observe},
    order::step as step_id,
    report::Report,
};

/// The member of a number that AWS guards flows with.
const FLOW: &str = "flow";

/// What to keep.
#[derive(Clone, Copy, Debug, Default)]
pub struct DestroyOptions {
    /// Keep the instance and what is not ours in it.
    pub keep_instance: bool,
    /// Keep phone numbers; only together with the instance, which they would go with.
    pub keep_numbers: bool,
}

/// Removes a centre. Without a declaration everything that is tagged as ours goes.
pub async fn destroy(
    cx: &RunContext,
    site: Site<'_>,
    center: Option<&ContactCenter>,
    options: DestroyOptions,
    journal: &dyn Journal,
) -> Result<Report, Error> {
    let declared: ByKind = center.map(declared).unwrap_or_default();
    let world = observe(cx, site, &declared, true)
        .await
        .map_err(Error::observe)?;
    let blueprint = teardown(&world, options).map_err(Error::Findings)?;
    carry_out(cx, site, world, blueprint, journal, &declared).await
}

/// What is to be removed. Pure.
///
/// An instance of ours goes as a whole: AWS drops everything inside, and gives its numbers back. Of
/// an instance that stays only what is ours goes, users before profiles before queues before hours.
pub fn teardown(world: &World, options: DestroyOptions) -> Result<Blueprint, Vec<Finding>> {
    let whole = world
        .instance()
        .is_some_and(|instance| ours(world, instance))
        && !options.keep_instance;
    if whole {
        refuse_loss(world, options)?;
    }
    let goes = |thing: &&Observed| match thing.key.kind {
        KindId::Instance => whole,
        KindId::PhoneNumber => ours(world, thing) && !options.keep_numbers,
        KindId::Secret => true,
        _ => !whole && ours(world, thing),
    };
    let going: Vec<_> = world.things.values().filter(goes).collect();
    let released = if whole {
        Vec::new()
    } else {
        releases(world, &going)
    };
    let steps = steps(&going, whole, released);
    let steps = Plan::new(steps).expect("ranks have no rings");
    Ok(Blueprint::new(&world.scope, steps))
}

/// A number that stays lets go of a flow that goes: AWS deletes no flow that a number leads to.
fn releases(world: &World, going: &[&Observed]) -> Vec<Step<Action>> {
    let goes = |key: &ThingKey| going.iter().any(|thing| thing.key == *key);
    let numbers = world
        .things
        .values()
        .filter(|thing| thing.key.kind == KindId::PhoneNumber && !goes(&thing.key));
    numbers
        .filter(|number| flows_of(number).iter().any(goes))
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
    action.thing = Some(Declared {
        key: number.key.clone(),
        was: None,
        members: left,
        tags: Tags::new(),
        ignore: BTreeSet::new(),
        place: Place::default(),
    });
    Step {
        id: step_id(&number.key, FLOW),
        lane: Lane::new(detach.map_or(facts.remove, |aspect| aspect.lane)),
        needs: BTreeSet::new(),
        action,
    }
}

/// Whether a thing was made for this centre, or goes with an instance that was.
fn ours(world: &World, thing: &Observed) -> bool {
    let alias = world.scope.alias.as_str();
    match thing.ownership {
        Ownership::OfInstance => world
            .instance()
            .is_some_and(|instance| instance.ownership.is_of(alias)),
        _ => thing.ownership.is_of(alias),
    }
}

/// Numbers cannot outlive their instance, and those of others must not go unasked.
fn refuse_loss(world: &World, options: DestroyOptions) -> Result<(), Vec<Finding>> {
    let lost = |thing: &&Observed| {
        thing.key.kind == KindId::PhoneNumber && (options.keep_numbers || !ours(world, thing))
    };
    let finding = |thing: &Observed| Finding {
        rule: "number-would-be-lost".into(),
        place: Place::default(),
        message: format!(
            "{} goes back to the inventory of AWS together with the instance",
            thing.key
        ),
        remedy: "keep the instance too, or move the number to another instance first".into(),
    };
    let findings: Vec<_> = world.things.values().filter(lost).map(finding).collect();
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

/// What is let go of comes first, then one rank after the other.
fn steps(going: &[&Observed], whole: bool, released: Vec<Step<Action>>) -> Vec<Step<Action>> {
    let mut ranks = BTreeMap::<u8, Vec<&Observed>>::new();
    for thing in going {
        ranks.entry(rank(thing, whole)).or_default().push(thing);
    }
    let mut needs: BTreeSet<_> = released.iter().map(|step| step.id.clone()).collect();
    let mut steps = released;
    for things in ranks.into_values() {
        let ranked: Vec<_> = things
            .into_iter()
            .map(|thing| step(thing, &needs))
            .collect();
        needs = ranked.iter().map(|step| step.id.clone()).collect();
        steps.extend(ranked);
    }
    steps
}

/// With the whole instance its numbers go by themselves; what is left of them then is released.
fn rank(thing: &Observed, whole: bool) -> u8 {
    match thing.key.kind {
        KindId::PhoneNumber if whole => u8::MAX,
        kind => kind.kind().facts().teardown,
    }
}

fn step(thing: &Observed, needs: &BTreeSet<StepId>) -> Step<Action> {
    let facts = thing.key.kind.kind().facts();
    let mut action = Action::new(Verb::Remove, thing.key.clone());
    action.known = Some(thing.known.clone());
    Step {
        id: step_id(&thing.key, "delete"),
        lane: Lane::new(facts.remove),
        needs: needs.clone(),
        action,
    }
}
