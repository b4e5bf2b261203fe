//! Plans, reports and contact centres as callers see them.

use std::collections::BTreeMap;

use connect_model::Finding;
use control_api::v1 as pb;
use reconcile::{Setback, StepId, Verdict};

use super::job::count;
use crate::jobs::{
    Applied, Center, Change, Depth, Described, Destroyed, Difference, DifferenceKind, Instance,
    LexBot, PhoneNumber, Plan, PlanCounts, PlanStep, StepEnding, StepOutcome, Thing, UnsureField,
    Verb,
};

pub(super) fn finding(finding: &Finding) -> pb::Finding {
    let Finding {
        rule,
        place,
        message,
        remedy,
    } = finding;
    pb::Finding {
        rule: rule.clone(),
        file: place.file.clone(),
        line: count(place.line),
        column: count(place.column),
        path: place.path.clone(),
        message: message.clone(),
        remedy: remedy.clone(),
    }
}

/// A step that was given up or needs a person.
pub(super) fn setback((step, setback): &(StepId, Setback)) -> pb::StepOutcome {
    use pb::step_outcome::State;
    let state = if setback.verdict == Verdict::Attention {
        State::NeedsAttention
    } else {
        State::Failed
    };
    pb::StepOutcome {
        step: step.to_string(),
        state: state.into(),
        reason: setback.reason.clone(),
        message: setback.message.clone(),
        detail: setback.detail.clone(),
    }
}

/// Where the world is not as a plan saw it.
pub(super) fn difference(difference: &Difference) -> pb::PlanDifference {
    use pb::plan_difference::Change;
    let change = match difference.kind {
        DifferenceKind::Added => Change::Added,
        DifferenceKind::Gone => Change::Gone,
        DifferenceKind::Changed => Change::Changed,
    };
    let json = |value: &Option<serde_json::Value>| {
        let value = value.as_ref().filter(|_| !difference.sensitive);
        value.map(ToString::to_string).unwrap_or_default()
    };
    pb::PlanDifference {
        step: difference.step.to_string(),
        change: change.into(),
        field: difference.field.clone(),
        expected_json: json(&difference.expected),
        found_json: json(&difference.found),
        sensitive: difference.sensitive,
    }
}

pub(super) fn counts(counts: PlanCounts, steps: usize) -> pb::PlanCounts {
    pb::PlanCounts {
        creates: count(counts.creates),
        updates: count(counts.updates),
        deletes: count(counts.deletes),
        unchanged: count(counts.unchanged),
        steps: i32::try_from(steps).unwrap_or(i32::MAX),
    }
}

pub(super) fn depth(depth: Depth) -> pb::PlanDepth {
    match depth {
        Depth::Full => pb::PlanDepth::Full,
        Depth::Fast => pb::PlanDepth::Fast,
        Depth::Cached => pb::PlanDepth::Cached,
    }
}

pub(super) fn plan(plan: &Plan) -> pb::Plan {
    pb::Plan {
        name: plan.id.map(|id| id.to_string()).unwrap_or_default(),
        center: plan.center.clone(),
        digest: plan.digest.clone(),
        depth: depth(plan.depth).into(),
        steps: plan.steps.iter().map(step).collect(),
        counts: Some(counts(plan.counts, plan.steps.len())),
        reads: count(plan.reads),
        text: plan.text.clone(),
        notes: plan.notes.clone(),
        unsure: plan.unsure.iter().map(unsure).collect(),
        findings: plan.findings.iter().map(finding).collect(),
    }
}

pub(super) fn unsure(unsure: &UnsureField) -> pb::UnsureField {
    pb::UnsureField {
        kind: unsure.kind.clone(),
        field: unsure.field.clone(),
        things: count(unsure.things),
        remembered: unsure.remembered,
    }
}

pub(super) fn applied(applied: &Applied) -> pb::ApplyResult {
    pb::ApplyResult {
        plan: Some(plan(&applied.plan)),
        outcomes: applied.outcomes.iter().map(outcome).collect(),
        center: applied.center.as_ref().map(center),
        changes: count(applied.changes),
    }
}

pub(super) fn destroyed(destroyed: &Destroyed) -> pb::DestroyResult {
    pb::DestroyResult {
        plan: Some(plan(&destroyed.plan)),
        outcomes: destroyed.outcomes.iter().map(outcome).collect(),
        kept: destroyed.kept.clone(),
        changes: count(destroyed.changes),
    }
}

pub(super) fn described(described: &Described) -> pb::DescribeResult {
    pb::DescribeResult {
        center: Some(center(&described.center)),
        reads: count(described.reads),
    }
}

pub(super) fn step(step: &PlanStep) -> pb::PlanStep {
    pb::PlanStep {
        id: step.id.to_string(),
        verb: verb(step.verb).into(),
        kind: step.kind.clone(),
        name: step.name.clone(),
        aspect: step.aspect.clone(),
        changes: step.changes.iter().map(change).collect(),
        needs: step.needs.iter().map(ToString::to_string).collect(),
        stage: step.stage.into(),
    }
}

fn verb(verb: Verb) -> pb::Verb {
    match verb {
        Verb::Create => pb::Verb::Create,
        Verb::Update => pb::Verb::Update,
        Verb::Delete => pb::Verb::Delete,
        Verb::Adopt => pb::Verb::Adopt,
        Verb::Wait => pb::Verb::Wait,
        Verb::Associate => pb::Verb::Associate,
        Verb::Disassociate => pb::Verb::Disassociate,
        Verb::Tag => pb::Verb::Tag,
        Verb::Claim => pb::Verb::Claim,
        Verb::Release => pb::Verb::Release,
        Verb::Keep => pb::Verb::Keep,
    }
}

/// The values of a sensitive field stay here, whoever filled them in.
fn change(change: &Change) -> pb::FieldChange {
    let shown = |value: &Option<serde_json::Value>| {
        let value = value.as_ref().filter(|_| !change.sensitive);
        value.map(ToString::to_string).unwrap_or_default()
    };
    pb::FieldChange {
        field: change.field.clone(),
        before_json: shown(&change.before),
        after_json: shown(&change.after),
        sensitive: change.sensitive,
    }
}

pub(super) fn outcome(outcome: &StepOutcome) -> pb::StepOutcome {
    use pb::step_outcome::State;
    let plain = |state: State, message: &str| pb::StepOutcome {
        step: outcome.step.to_string(),
        state: state.into(),
        message: message.to_owned(),
        ..pb::StepOutcome::default()
    };
    match &outcome.ending {
        StepEnding::Done => plain(State::Done, ""),
        StepEnding::Failed(trouble) => setback(&(outcome.step.clone(), trouble.clone())),
        StepEnding::Skipped(why) => plain(State::Skipped, why),
        StepEnding::NotStarted => plain(State::NotStarted, ""),
    }
}

fn center(center: &Center) -> pb::ContactCenter {
    let mut others: BTreeMap<_, _> = center
        .things
        .iter()
        .map(|(kind, found)| (kind.as_str(), things(found)))
        .collect();
    let mut of = |kind| others.remove(kind).unwrap_or_default();
    let numbers = center.phone_numbers.iter();
    pb::ContactCenter {
        name: center.name.clone(),
        instance: Some(instance(&center.instance)),
        hours_of_operation: of("hours"),
        queues: of("queue"),
        routing_profiles: of("routing-profile"),
        security_profiles: of("security-profile"),
        users: of("user"),
        quick_connects: of("quick-connect"),
        contact_flows: of("flow"),
        phone_numbers: numbers
            .map(|(key, number)| (key.clone(), phone_number(number)))
            .collect(),
        lambda_functions: center.lambda_functions.clone(),
        lex_bots: center.lex_bots.iter().map(lex_bot).collect(),
        user_secrets: of("secret"),
        others: others
            .into_iter()
            .map(|(kind, by_name)| (kind.to_owned(), pb::Things { by_name }))
            .collect(),
    }
}

fn instance(instance: &Instance) -> pb::Instance {
    pb::Instance {
        id: instance.id.clone(),
        arn: instance.arn.clone(),
        alias: instance.alias.clone(),
        status: instance.status.clone(),
        access_url: instance.access_url.clone(),
        identity_management: instance.identity_management.clone(),
        create_time: instance
            .created_s
            .map(|seconds| prost_types::Timestamp { seconds, nanos: 0 }),
        service_role_arn: instance.service_role_arn.clone(),
    }
}

/// What AWS gives no ARN is known by its id in both places.
fn arn(thing: &Thing) -> String {
    if thing.arn == thing.id {
        String::new()
    } else {
        thing.arn.clone()
    }
}

fn things(things: &BTreeMap<String, Thing>) -> BTreeMap<String, pb::Thing> {
    let thing = |thing: &Thing| pb::Thing {
        id: thing.id.clone(),
        arn: arn(thing),
    };
    things
        .iter()
        .map(|(name, found)| (name.clone(), thing(found)))
        .collect()
}

fn phone_number(number: &PhoneNumber) -> pb::PhoneNumber {
    pb::PhoneNumber {
        id: number.id.clone(),
        arn: number.arn.clone(),
        number: number.number.clone(),
        country: number.country.clone(),
        r#type: number.number_type.clone(),
        flow: number.flow.clone(),
    }
}

fn lex_bot(bot: &LexBot) -> pb::LexBot {
    match bot {
        LexBot::V2(alias_arn) => pb::LexBot {
            alias_arn: alias_arn.clone(),
            ..pb::LexBot::default()
        },
        LexBot::V1(name, region) => pb::LexBot {
            name: name.clone(),
            region: region.clone(),
            ..pb::LexBot::default()
        },
    }
}
