//! Observe, plan, run.

use connect_model::{InstanceId, spec::ContactCenter};
use connect_resources::{Acting, KindId};
use reconcile::{Journal, RunContext, run};

use crate::{
    act::Hand,
    blueprint::Blueprint,
    error::Error,
    observe::{Look, Site, World, declared, observe, reading},
    options::PlanOptions,
    plan::plan,
    report::{Outputs, Report},
};

/// How to apply.
#[derive(Clone, Debug, Default)]
pub struct ApplyOptions {
    /// What may be touched, and how deep to look before.
    pub plan: PlanOptions,
    /// The digest of the plan that was approved. When what would be done is something else, nothing
    /// is done. A resumed job must not give one: it has moved the world itself.
    pub digest: Option<String>,
}

/// What is there, looked at so deep, and what is to be done.
pub async fn draft(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &PlanOptions,
) -> Result<(World, Blueprint), Error> {
    draft_at(cx, site, center, options, &options.look()).await
}

async fn draft_at(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &PlanOptions,
    look: &Look,
) -> Result<(World, Blueprint), Error> {
    let declared = declared(center);
    let world = observe(cx, site, &declared, look)
        .await
        .map_err(Error::observe)?;
    let blueprint = plan(center, &world, options).map_err(Error::Findings)?;
    Ok((world, blueprint))
}

/// The same for a plan that is carried out: of what is to be changed nothing is in doubt. A thing
/// that was not seen whole, or is only remembered, is read in full before it is written upon; that
/// may bring up more to do, so it ends when it brings up nothing new.
async fn draft_to_write(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &PlanOptions,
) -> Result<(World, Blueprint), Error> {
    let mut look = options.look();
    loop {
        let (world, blueprint) = draft_at(cx, site, center, options, &look).await?;
        let before = look.wholly.len();
        look.wholly.extend(blueprint.in_doubt().map(str::to_owned));
        if look.wholly.len() == before {
            return Ok((world, blueprint));
        }
    }
}

/// Brings a centre to its declared state.
///
/// Safe to repeat and to resume: the world is observed anew, and each step accepts that its effect
/// is already there. A step that fails does not stop those that do not need it; the report says what
/// became of each.
pub async fn apply(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &ApplyOptions,
    journal: &dyn Journal,
) -> Result<Report, Error> {
    let (world, blueprint) = draft_to_write(cx, site, center, &options.plan).await?;
    refuse_stale(options, &blueprint)?;
    carry_out(cx, site, world, blueprint, journal, &declared(center)).await
}

/// Runs a blueprint against the world that it was made for.
pub(crate) async fn carry_out(
    cx: &RunContext,
    site: Site<'_>,
    world: World,
    blueprint: Blueprint,
    journal: &dyn Journal,
    declared: &crate::observe::ByKind,
) -> Result<Report, Error> {
    let instance = world
        .instance()
        .map(|thing| InstanceId::new(&thing.known.id));
    let look = Look::default();
    let reading = reading(cx, site, instance.as_ref(), &look);
    let lex = declared
        .get(&KindId::Lex)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let acting = Acting::new(reading.of(lex), site.passwords, world.index.clone());
    let hand = Hand { cx, acting };
    let run = run(cx, &blueprint.steps, journal, &hand).await?;
    let observed = world
        .things
        .values()
        .map(|thing| (&thing.key, &thing.members));
    let wanted = declared
        .values()
        .flatten()
        .map(|thing| (&thing.key, &thing.members));
    let outputs = Outputs::of(&hand.acting.known(), &blueprint)
        .renamed(declared.values().flatten())
        .with_members(observed.chain(wanted));
    Ok(Report {
        blueprint,
        run,
        outputs,
    })
}

fn refuse_stale(options: &ApplyOptions, blueprint: &Blueprint) -> Result<(), Error> {
    let found = blueprint.digest();
    match &options.digest {
        Some(approved) if *approved != found => Err(Error::Stale {
            approved: approved.clone(),
            found,
        }),
        _ => Ok(()),
    }
}
