//! The reports of the capability in the form that is kept and shown.

use std::collections::{BTreeMap, BTreeSet};

use connect_aws::Told;
use connect_provision::{Blueprint, Outputs, Report, Verb};
use connect_resources::{Bond, Doubt, KindId, Members, Reference};
use reconcile::{Cancel, Ended, RunReport, StepReport};
use serde_json::Value;

use crate::{
    jobs::{
        self, Applied, Center, Change, Depth, Destroyed, Instance, JobError, JobResult, LexBot,
        PhoneNumber, Plan, PlanCounts, PlanStep, State, StepEnding, StepOutcome, Stopped, Thing,
        UnsureField,
    },
    reason,
};

/// Digests are shown with the name of their hash.
pub(super) const DIGEST_PREFIX: &str = "sha256:";

/// The member that says where a first password is; not even that is told.
const PASSWORD: &str = "password";

/// A plan.
pub(super) fn plan(center: &str, blueprint: &Blueprint, reads: u32) -> Plan {
    let counts = blueprint.counts();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Plan {
        id: None,
        center: center.to_owned(),
        digest: format!("{DIGEST_PREFIX}{}", blueprint.digest()),
        depth: depth(blueprint.depth),
        steps: blueprint.steps.steps().iter().map(step).collect(),
        counts: PlanCounts {
            creates: count(counts.create),
            updates: count(counts.update),
            deletes: count(counts.delete),
            unchanged: count(blueprint.unchanged),
        },
        reads,
        text: blueprint.to_string(),
        notes: notes(blueprint),
        unsure: blueprint.unsure.iter().map(unsure).collect(),
        findings: blueprint
            .excesses
            .iter()
            .map(|excess| excess.finding.clone())
            .collect(),
    }
}

fn depth(depth: connect_resources::Depth) -> Depth {
    match depth {
        connect_resources::Depth::Full => Depth::Full,
        connect_resources::Depth::Fast => Depth::Fast,
        connect_resources::Depth::Cached => Depth::Cached,
    }
}

pub(super) fn unsure(unsure: &connect_provision::Unsure) -> UnsureField {
    UnsureField {
        kind: unsure.kind.to_string(),
        field: unsure.member.clone(),
        things: u32::try_from(unsure.things).unwrap_or(u32::MAX),
        remembered: unsure.doubt != Doubt::Unseen,
    }
}

fn notes(blueprint: &Blueprint) -> Vec<String> {
    let foreign = blueprint.foreign.iter().map(|key| {
        format!("{key} was there before and is not ours: it is updated and never removed")
    });
    let held = blueprint.held.iter().map(|held| {
        let layer = held.layer.as_str();
        format!("{} comes with the layer {layer}", held.key)
    });
    let kept = blueprint.kept.iter().map(|key| {
        let why = match key.kind.kind().facts().bond {
            Bond::Claimed => "is no longer declared and stays claimed",
            Bond::Owned | Bond::Kept | Bond::Associated => "holds data and stays",
        };
        format!("{key} {why}")
    });
    foreign.chain(held).chain(kept).collect()
}

/// Says something more about a plan.
pub(super) fn remark(plan: &mut Plan, note: String) {
    plan.text.push('\n');
    plan.text.push_str(&note);
    plan.text.push('\n');
    plan.notes.push(note);
}

/// At which rates a plan would run that are not those that are documented.
pub(super) fn rates(blueprint: &Blueprint, told: &[Told]) -> Option<String> {
    let steps = blueprint.steps.steps();
    let lanes: BTreeSet<_> = steps.iter().map(|step| step.lane.as_str()).collect();
    let told = told
        .iter()
        .filter(|told| lanes.contains(told.lane.as_str()));
    let rates: Vec<_> = told
        .map(|told| {
            format!(
                "{} {} ({})",
                told.lane,
                per_second(told.per_1000_s),
                per_second(told.documented_per_1000_s)
            )
        })
        .collect();
    (!rates.is_empty()).then(|| {
        format!(
            "by the account's quotas, calls run at other rates a second than those documented, \
             which stand in parentheses: {}",
            rates.join(", ")
        )
    })
}

fn per_second(per_1000_s: u32) -> String {
    (f64::from(per_1000_s) / 1_000.0).to_string()
}

/// What an apply did.
pub(super) fn applied(center: &str, report: &Report, reads: u32) -> Applied {
    Applied {
        plan: Box::new(plan(center, &report.blueprint, reads)),
        outcomes: outcomes(&report.run),
        center: Some(self::center(center, &report.outputs)),
        changes: changes(report),
    }
}

/// What a removal did.
pub(super) fn destroyed(center: &str, report: &Report, reads: u32) -> Destroyed {
    let kept = report.outputs.iter().flat_map(|(kind, things)| {
        let noun = kind.kind().facts().noun;
        things.keys().map(move |name| format!("{noun} {name}"))
    });
    // With the instance goes everything in it, whether it has a step of its own or not.
    let gone = report.outputs.of_kind(KindId::Instance).next().is_none();
    let outlives = report.blueprint.kept.iter().map(ToString::to_string);
    Destroyed {
        plan: plan(center, &report.blueprint, reads),
        outcomes: outcomes(&report.run),
        kept: if gone {
            outlives.collect()
        } else {
            kept.collect()
        },
        changes: changes(report),
    }
}

/// How the job ends.
pub(super) fn ended(
    run: &RunReport,
    cancel: &Cancel,
    told: JobResult,
) -> Result<JobResult, Stopped> {
    let state = match run.ended {
        Ended::Done => return Ok(told),
        Ended::NeedsAttention => State::NeedsAttention,
        Ended::Cancelled => State::Cancelled,
        Ended::Failed if cancel.is_asked() => State::Cancelled,
        Ended::Failed => State::Failed,
    };
    let steps: Vec<_> = run
        .setbacks()
        .map(|(id, setback)| (id.clone(), setback.clone()))
        .collect();
    let error = match (state, steps.first()) {
        (State::Cancelled, _) => JobError::new(
            reason::CANCELLED,
            "the job was asked to stop; what was made stays",
        ),
        (State::NeedsAttention, _) => {
            let message = "what happened at some steps cannot be told apart; decide about each";
            JobError::new(reason::NEEDS_ATTENTION, message)
        }
        (_, first) => steps_failed(run, first.map(|(id, setback)| format!("{id}: {setback}"))),
    };
    Err(Stopped::at_rest(
        state,
        JobError { steps, ..error },
        Some(told),
    ))
}

fn steps_failed(run: &RunReport, first: Option<String>) -> JobError {
    let tally = run.tally();
    let count = |word: &str| tally.get(word).copied().unwrap_or_default().to_string();
    let message = match first {
        Some(first) => format!(
            "{} of {} steps failed; the first: {first}",
            count("failed"),
            run.steps.len()
        ),
        None => "some steps failed".to_owned(),
    };
    JobError::new(reason::STEPS_FAILED, message)
        .with("failed", count("failed"))
        .with("done", count("done"))
        .with("total", run.steps.len().to_string())
}

/// A contact centre as it stands.
pub(super) fn center(name: &str, outputs: &Outputs) -> Center {
    let mut center = Center {
        name: name.to_owned(),
        ..Center::default()
    };
    for (kind, things) in outputs.iter() {
        for (key, output) in things {
            let thing = Thing {
                id: output.id.clone(),
                arn: output.arn.clone(),
            };
            match kind {
                KindId::Instance => center.instance = instance(key, thing, &output.members),
                KindId::PhoneNumber => {
                    let number = output.label.clone().unwrap_or_default();
                    center
                        .phone_numbers
                        .insert(key.clone(), phone(thing, number, &output.members));
                }
                KindId::Lambda => center.lambda_functions.push(thing.arn),
                KindId::Lex => center.lex_bots.push(bot(&thing.arn)),
                _ => {
                    let things = center.things.entry(kind.to_string()).or_default();
                    things.insert(shown_name(kind, key).to_owned(), thing);
                }
            }
        }
    }
    center
}

/// A secret is called `trunkline/ALIAS/USERNAME`, and known by the user whose it is.
fn shown_name(kind: KindId, name: &str) -> &str {
    match kind {
        KindId::Secret => name.splitn(3, '/').last().unwrap_or(name),
        _ => name,
    }
}

fn instance(alias: &str, thing: Thing, members: &Members) -> Instance {
    Instance {
        id: thing.id,
        arn: thing.arn,
        alias: alias.to_owned(),
        status: "ACTIVE".to_owned(),
        access_url: format!("https://{alias}.my.connect.aws"),
        identity_management: text(members, "identity_management"),
        created_s: None,
        service_role_arn: String::new(),
    }
}

fn phone(thing: Thing, number: String, members: &Members) -> PhoneNumber {
    let flow = members
        .get("flow")
        .and_then(Value::as_str)
        .and_then(Reference::read_named);
    PhoneNumber {
        id: thing.id,
        arn: thing.arn,
        number,
        country: text(members, "country"),
        number_type: text(members, "type"),
        flow: flow.map(|key| key.name).unwrap_or_default(),
    }
}

/// V1 bots have no ARN: theirs reads `v1:<Region>:<name>`.
fn bot(arn: &str) -> LexBot {
    match arn
        .strip_prefix("v1:")
        .and_then(|rest| rest.split_once(':'))
    {
        Some((region, name)) => LexBot::V1(name.to_owned(), region.to_owned()),
        None => LexBot::V2(arn.to_owned()),
    }
}

fn text(members: &Members, name: &str) -> String {
    members
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn step(step: &reconcile::Step<connect_provision::Action>) -> PlanStep {
    let action = &step.action;
    let change = |change: &connect_provision::Change| Change {
        field: change.member.clone(),
        before: change.before.clone().filter(|_| change.member != PASSWORD),
        after: change.after.clone().filter(|_| change.member != PASSWORD),
        sensitive: change.member == PASSWORD,
    };
    PlanStep {
        id: step.id.clone(),
        verb: verb(action),
        kind: action.key.kind.to_string(),
        name: action.key.name.clone(),
        aspect: action.aspect.clone().unwrap_or_default(),
        changes: action.changes.iter().map(change).collect(),
        needs: step.needs.iter().cloned().collect(),
        stage: step.stage,
    }
}

fn verb(action: &connect_provision::Action) -> jobs::Verb {
    let bond = action.key.kind.kind().facts().bond;
    match (action.verb, bond) {
        (Verb::Make, Bond::Owned | Bond::Kept) => jobs::Verb::Create,
        (Verb::Make, Bond::Claimed) => jobs::Verb::Claim,
        (Verb::Make, Bond::Associated) => jobs::Verb::Associate,
        (Verb::Settle, _) => jobs::Verb::Wait,
        (Verb::Mend, _) | (Verb::Remove, Bond::Kept) => jobs::Verb::Update,
        (Verb::Tag, _) => jobs::Verb::Tag,
        (Verb::Remove, Bond::Owned) => jobs::Verb::Delete,
        (Verb::Remove, Bond::Claimed) => jobs::Verb::Release,
        (Verb::Remove, Bond::Associated) => jobs::Verb::Disassociate,
    }
}

pub(super) fn outcomes(run: &RunReport) -> Vec<StepOutcome> {
    let outcome = |(step, report): &(reconcile::StepId, StepReport)| StepOutcome {
        step: step.clone(),
        ending: match report {
            StepReport::Done(_) => StepEnding::Done,
            StepReport::Failed(setback) => StepEnding::Failed(setback.clone()),
            StepReport::Skipped(meant) if meant == step => {
                StepEnding::Skipped("a person decided to leave it out".into())
            }
            StepReport::Skipped(need) => StepEnding::Skipped(format!("{need} was not done")),
            StepReport::NotStarted => StepEnding::NotStarted,
        },
    };
    run.steps.iter().map(outcome).collect()
}

/// Waiting changes nothing.
fn changes(report: &Report) -> u32 {
    let verbs: BTreeMap<_, _> = report
        .blueprint
        .steps
        .steps()
        .iter()
        .map(|step| (&step.id, step.action.verb))
        .collect();
    let changed = |(id, report): &&(reconcile::StepId, StepReport)| {
        matches!(report, StepReport::Done(_)) && verbs.get(id) != Some(&Verb::Settle)
    };
    u32::try_from(report.run.steps.iter().filter(changed).count()).unwrap_or(u32::MAX)
}
