//! What is ours and no longer declared.

use std::collections::BTreeSet;

use connect_resources::{Bond, Declared, Observed, ThingKey};
use reconcile::{Step, StepId};

use crate::{
    blueprint::Action,
    observe::World,
    options::{PlanOptions, Prune},
    removal,
};

/// What goes, and what would go if numbers were given back and data deleted.
pub(crate) struct Pruning {
    pub(crate) steps: Vec<Step<Action>>,
    pub(crate) kept: Vec<ThingKey>,
}

/// The steps that remove what is ours and no longer declared, after everything else. `used` is
/// kept by others, and `planned` are the steps that there are already.
pub(crate) fn prune(
    world: &World,
    declared: &[&Declared],
    used: &BTreeSet<ThingKey>,
    options: &PlanOptions,
    planned: &BTreeSet<StepId>,
) -> Pruning {
    let Some(prune) = options.prune else {
        return Pruning {
            steps: Vec::new(),
            kept: Vec::new(),
        };
    };
    let wanted: BTreeSet<&ThingKey> = declared
        .iter()
        .filter_map(|thing| Some(&world.find(thing)?.key))
        .chain(used)
        .collect();
    let surplus = world.things.values().filter(|thing| {
        !wanted.contains(&thing.key)
            && !thing.key.kind.kind().embodies_instance()
            && options.touches_thing(&thing.key)
            && removal::goes(world, thing)
    });
    let (kept, going): (Vec<&Observed>, Vec<&Observed>) =
        surplus.partition(|thing| stays(thing, prune));
    let mut steps = removal::releases(world, &going);
    steps.retain(|step| !planned.contains(&step.id));
    steps.extend(removal::steps(&going, 1, removal::rank));
    Pruning {
        steps,
        kept: kept.into_iter().map(|thing| thing.key.clone()).collect(),
    }
}

fn stays(thing: &Observed, prune: Prune) -> bool {
    let is_claimed = thing.key.kind.kind().facts().bond == Bond::Claimed;
    is_claimed && !prune.release_numbers || !prune.delete_data && removal::holds_data(thing)
}
