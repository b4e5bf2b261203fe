//! Takes away what is ours, in an order in which nothing is in use when it goes.

use std::collections::BTreeSet;

use connect_model::{Finding, Place, spec::ContactCenter};
use connect_resources::{KindId, Observed, Ownership, ThingKey};
use reconcile::{Journal, Plan, RunContext};

use crate::{
    apply::carry_out,
    blueprint::Blueprint,
    error::Error,
    missing::missing,
    observe::{ByKind, Look, Site, World, declared, observe, used},
    removal::{self, ours},
    report::Report,
};

/// What to keep.
#[derive(Clone, Copy, Debug, Default)]
pub struct DestroyOptions {
    /// Keep the instance and what is not ours in it.
    pub keep_instance: bool,
    /// Keep phone numbers; only together with the instance, which they would go with.
    pub keep_numbers: bool,
    /// Delete what holds data too, with all that is in it.
    pub delete_data: bool,
}

/// Removes a centre. Without a declaration everything that is tagged as ours goes, and an alias of
/// which there is nothing is an error: it may be mistyped. What a declaration is about may be gone, and
/// so may be what the journal says that an earlier run began to remove.
pub async fn destroy(
    cx: &RunContext,
    site: Site<'_>,
    center: Option<&ContactCenter>,
    options: DestroyOptions,
    journal: &dyn Journal,
) -> Result<Report, Error> {
    let declared: ByKind = center.map(declared).unwrap_or_default();
    let world = observe(cx, site, &declared, &Look::with_owners())
        .await
        .map_err(Error::observe)?;
    let used = center.map(used).unwrap_or_default();
    let blueprint = teardown(&world, &used, options).map_err(Error::Findings)?;
    if center.is_none() && is_nothing(&world, &blueprint) && journal.recall().await?.is_empty() {
        return Err(missing(cx, site).await);
    }
    carry_out(cx, site, world, blueprint, journal, &declared).await
}

/// Whether there is no instance, and nothing that outlived it.
fn is_nothing(world: &World, blueprint: &Blueprint) -> bool {
    world.instance().is_none() && blueprint.is_empty() && blueprint.kept.is_empty()
}

/// What is to be removed. Pure.
///
/// An instance of ours goes as a whole: AWS drops everything inside, and gives its numbers back. Of
/// an instance that stays only what is ours goes, users before profiles before queues before hours;
/// what is `used` and kept by others stays. What is ours and lives on without the instance goes after
/// it, but for what holds data.
pub fn teardown(
    world: &World,
    used: &BTreeSet<ThingKey>,
    options: DestroyOptions,
) -> Result<Blueprint, Vec<Finding>> {
    let whole = world
        .instance()
        .is_some_and(|instance| ours(world, instance))
        && !options.keep_instance;
    if whole {
        refuse_loss(world, options)?;
    }
    let goes = |thing: &&Observed| match thing.key.kind {
        kind if kind.kind().embodies_instance() => whole,
        KindId::PhoneNumber => ours(world, thing) && !options.keep_numbers,
        // Those of users that an import made are not ours, and go with the instance alone.
        KindId::Secret => whole || thing.ownership == Ownership::OfInstance,
        kind => {
            (!whole || kind.kind().outlives_instance() || kind.kind().bars_instance())
                && !used.contains(&thing.key)
                && removal::goes(world, thing)
        }
    };
    let stays = |thing: &&Observed| !options.delete_data && removal::holds_data(thing);
    let going = world.things.values().filter(goes);
    let (kept, going): (Vec<_>, Vec<_>) = going.partition(stays);
    let mut steps = if whole {
        Vec::new()
    } else {
        removal::releases(world, &going)
    };
    steps.extend(removal::steps(&going, 1, |thing| rank(thing, whole)));
    let steps = Plan::new(steps).expect("stages have no rings");
    let mut blueprint = Blueprint::new(&world.scope, steps);
    blueprint.kept = kept.into_iter().map(|thing| thing.key.clone()).collect();
    Ok(blueprint)
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

/// With the whole instance its numbers go by themselves; what is left of them then is released. Those
/// that belong to something that bars the instance go before that.
fn rank(thing: &Observed, whole: bool) -> u8 {
    match thing.key.kind {
        KindId::PhoneNumber if whole && !is_of_barrier(thing) => u8::MAX,
        _ => removal::rank(thing),
    }
}

fn is_of_barrier(thing: &Observed) -> bool {
    let kind = thing.key.kind.kind();
    let mut members = thing.members.iter();
    members.any(|(member, value)| {
        let referred = kind.references(member, value);
        referred.iter().any(|key| key.kind.kind().bars_instance())
    })
}
