//! Observe, plan, run.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, spec::ContactCenter};
use connect_resources::{Acting, KindId, Lists, Quotas, Reading, Roll};
use reconcile::{Journal, RunContext, run};

use crate::{
    act::Hand,
    blueprint::Blueprint,
    error::Error,
    observe::{Look, Site, World, declared, observe_by, reading},
    options::PlanOptions,
    plan::plan_of,
    quota,
    report::{Outputs, Report},
    unbuilt,
};

/// How to apply.
#[derive(Clone, Debug, Default)]
pub struct ApplyOptions {
    /// What may be touched, and how deep to look before.
    pub plan: PlanOptions,
    /// The digest of the plan that was approved. When what would be done is something else, nothing
    /// is done. A job that has begun must not give one: it has moved the world itself.
    pub digest: Option<String>,
}

/// Asked once it is known what is going to be done, and before anything is.
#[async_trait]
pub trait Gate: Send + Sync {
    /// Why it is not done.
    type Refusal: From<Error>;

    /// Lets a plan through. `seen` is the plan at the depth that was asked for; `blueprint` is what
    /// is going to be carried out, for which what is to be changed was read in full.
    async fn admit(&self, seen: &Blueprint, blueprint: &Blueprint) -> Result<(), Self::Refusal>;
}

/// What is there and what is going to be done.
struct Draft {
    /// The plan at the depth that was asked for, where more was read for `blueprint`.
    seen: Option<Blueprint>,
    world: World,
    blueprint: Blueprint,
}

/// Lets everything through.
struct Open;

#[async_trait]
impl Gate for Open {
    type Refusal = Error;

    async fn admit(&self, _: &Blueprint, _: &Blueprint) -> Result<(), Error> {
        Ok(())
    }
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
    unbuilt::refuse(site.ports, &declared)?;
    let lists = Lists::default();
    let world = observe_by(cx, site, &declared, look, &lists)
        .await
        .map_err(Error::observe)?;
    let mut blueprint = plan_of(center, &declared, &world, options).map_err(Error::Findings)?;
    let instance = world.ready_instance();
    let reading = reading(cx, site, instance.as_ref(), look, &lists);
    refuse_obstacles(&reading, &blueprint).await?;
    let totals = totals(&reading, &blueprint, options)
        .await
        .map_err(Error::observe)?;
    blueprint.excesses = quota::excesses(&blueprint, &world, &options.quotas, &totals);
    Ok((world, blueprint))
}

/// What AWS will not make is better known before anything else is made.
async fn refuse_obstacles(reading: &Reading<'_>, blueprint: &Blueprint) -> Result<(), Error> {
    let mut findings = Vec::new();
    for kind in KindId::ALL {
        let new: Vec<_> = blueprint.made(*kind).collect();
        if !new.is_empty() {
            let obstacles = kind.kind().obstacles(reading, &new).await;
            findings.extend(obstacles.map_err(Error::observe)?);
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::Findings(findings))
    }
}

/// How many things there are of kinds that the plan adds to and observations do not show whole.
async fn totals(
    reading: &Reading<'_>,
    blueprint: &Blueprint,
    options: &PlanOptions,
) -> Result<quota::Totals, Fault> {
    let mut totals = quota::Totals::new();
    if options.quotas != Quotas::Ignored {
        for kind in quota::limited(blueprint) {
            totals.extend(kind.kind().count(reading).await?.map(|count| (kind, count)));
        }
    }
    Ok(totals)
}

/// The same for a plan that is carried out: of what is to be changed nothing is in doubt. A thing
/// that was not seen whole, or is only remembered, is read in full before it is written upon; that
/// may bring up more to do, so it ends when it brings up nothing new.
async fn draft_to_write(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &PlanOptions,
) -> Result<Draft, Error> {
    let mut look = options.look();
    let mut seen = None;
    loop {
        let (world, blueprint) = draft_at(cx, site, center, options, &look).await?;
        let before = look.wholly.len();
        look.wholly.extend(blueprint.in_doubt().map(str::to_owned));
        if look.wholly.len() == before {
            return Ok(Draft {
                seen,
                world,
                blueprint,
            });
        }
        seen.get_or_insert(blueprint);
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
    apply_if(cx, site, center, options, journal, &Open).await
}

/// The same, if `gate` lets the plan through.
pub async fn apply_if<G: Gate>(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: &ApplyOptions,
    journal: &dyn Journal,
    gate: &G,
) -> Result<Report, G::Refusal> {
    let Draft {
        seen,
        world,
        blueprint,
    } = draft_to_write(cx, site, center, &options.plan).await?;
    refuse_stale(options, &blueprint)?;
    refuse_excess(&blueprint)?;
    let seen = seen.as_ref().unwrap_or(&blueprint);
    gate.admit(seen, &blueprint).await?;
    let report = carry_out(cx, site, world, blueprint, journal, &declared(center)).await?;
    Ok(report)
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
    let (look, lists) = (Look::default(), Lists::default());
    let reading = reading(cx, site, instance.as_ref(), &look, &lists);
    let lex = declared
        .get(&KindId::Lex)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let lex = Roll::of(lex);
    let acting = Acting::new(reading.of(&lex), site.passwords, world.index.clone());
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

/// A quota that is full ends the work in the middle; that is better known before it begins.
fn refuse_excess(blueprint: &Blueprint) -> Result<(), Error> {
    let certain = blueprint.excesses.iter().filter(|excess| excess.is_certain);
    let findings: Vec<_> = certain.map(|excess| excess.finding.clone()).collect();
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::Quota(findings))
    }
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
