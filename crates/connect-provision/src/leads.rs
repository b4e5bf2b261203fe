//! What goes first because AWS holds others against it.
//!
//! A flow that calls a module is validated against the contract that the module has at that moment. So
//! a change of it goes before what is sent of those that call it. That is no need of the plan: where
//! it would close a ring it is left out, and AWS has the last word.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::{ThingKey, Turn};
use reconcile::{Step, StepId};

use crate::blueprint::{Action, Verb};

/// What each step waits for.
type Waits = BTreeMap<StepId, BTreeSet<StepId>>;

/// Lets steps wait for the leading changes of what they refer to.
pub(crate) fn lead(steps: &mut [Step<Action>]) {
    let mut leading = BTreeMap::<ThingKey, Vec<StepId>>::new();
    for (key, step) in steps.iter().filter_map(leader) {
        leading.entry(key).or_default().push(step);
    }
    if leading.is_empty() {
        return;
    }
    let mut waits: Waits = steps
        .iter()
        .map(|step| (step.id.clone(), step.needs.clone()))
        .collect();
    for step in steps {
        for first in referred(&step.action)
            .iter()
            .filter_map(|key| leading.get(key))
            .flatten()
        {
            if !comes_after(&waits, first, &step.id) {
                step.needs.insert(first.clone());
                waits.insert(step.id.clone(), step.needs.clone());
            }
        }
    }
}

/// A change of something that is there, and what it is about.
fn leader(step: &Step<Action>) -> Option<(ThingKey, StepId)> {
    let (action, facts) = (&step.action, step.action.key.kind.kind().facts());
    let aspect = facts.aspect(action.aspect.as_deref()?)?;
    let leads = aspect.turn == Turn::Leading && action.verb == Verb::Mend && !action.completes;
    leads.then(|| (action.key.clone(), step.id.clone()))
}

/// What a step sends references to.
fn referred(action: &Action) -> Vec<ThingKey> {
    let kind = action.key.kind.kind();
    let of = action.aspect.as_deref();
    let is_sent = |member: &str| match kind.facts().aspect_of(member) {
        Some(aspect) if action.verb == Verb::Mend => Some(aspect.name) == of,
        Some(aspect) => !action.deferred.contains(aspect.name),
        None => action.verb == Verb::Make,
    };
    let sends = matches!(action.verb, Verb::Make | Verb::Mend);
    let thing = action.thing.iter().filter(|_| sends);
    thing
        .flat_map(|thing| thing.members.iter())
        .filter(|(member, _)| is_sent(member))
        .flat_map(|(member, value)| kind.references(member, value))
        .collect()
}

/// Whether `step` comes after `other` already, or is the same.
fn comes_after(waits: &Waits, step: &StepId, other: &StepId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![step]);
    while let Some(id) = open.pop() {
        if id == other {
            return true;
        }
        if seen.insert(id) {
            open.extend(waits.get(id).into_iter().flatten());
        }
    }
    false
}
