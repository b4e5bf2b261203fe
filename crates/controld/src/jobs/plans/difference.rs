//! A plan against another: what the world did between them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use reconcile::StepId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::PlanId;
use crate::{
    jobs::{Change, JobError, PlanStep, Verb},
    reason,
    refusal::counted,
};

/// Most differences that are kept: enough to see what happened.
const KEPT_MAX: usize = 100;

/// Where the world is not as a plan saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The step.
    pub step: StepId,
    /// What became of it.
    pub kind: DifferenceKind,
    /// The field that is not as it was; empty when the whole step is meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What the plan saw there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Value>,
    /// What is there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// Whether the values are secret, and so left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is needed now and was not.
    Added,
    /// It was needed and is not any more.
    Gone,
    /// It is needed still, and starts from other values.
    Changed,
}

/// What of two plans is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regard {
    /// Everything: both looked as deep.
    Whole,
    /// What would be done. One looked deeper, so that it tells more of what is there.
    Deeds,
}

/// Where `found` is not `expected`, in the order of their steps. A field that only one of them changes
/// stands as declared in the eyes of the other.
pub fn differences(expected: &[PlanStep], found: &[PlanStep], regard: Regard) -> Vec<Difference> {
    let (before, now) = (by_identity(expected), by_identity(found));
    let mut all = Vec::new();
    for step in expected {
        match now.get(&identity(step)) {
            Some(now) => changed(step, now, regard, &mut all),
            None => one_sided(step, DifferenceKind::Gone, &mut all),
        }
    }
    for step in found {
        if !before.contains_key(&identity(step)) {
            one_sided(step, DifferenceKind::Added, &mut all);
        }
    }
    all
}

/// The error of a job whose plan is stale, with the differences that are worth keeping. `digests` are
/// those of the plan and of what would be done now.
pub fn tell_stale(
    plan: PlanId,
    digests: (&str, &str),
    mut differences: Vec<Difference>,
) -> JobError {
    let count = differences.len();
    differences.truncate(KEPT_MAX);
    let first = differences.first().map(Difference::to_string);
    let message = match (first, count) {
        (None, _) => {
            format!("{plan} is for another account, Region or depth than it would have now")
        }
        (Some(first), 1) => format!("the world has moved since {plan} was made: {first}"),
        (Some(first), count) => {
            let others = counted(count - 1, "other difference");
            format!("the world has moved since {plan} was made: {first}; and {others}")
        }
    };
    let mut error = JobError::new(reason::PLAN_STALE, message)
        .with("plan", plan.to_string())
        .with("expected", digests.0)
        .with("actual", digests.1)
        .with("differences", count.to_string());
    if let Some(first) = differences.first() {
        error = first.detail(error);
    }
    error.differences = differences;
    error
}

fn by_identity(steps: &[PlanStep]) -> BTreeMap<(&StepId, Verb), &PlanStep> {
    steps.iter().map(|step| (identity(step), step)).collect()
}

/// A step that does something else is another step.
fn identity(step: &PlanStep) -> (&StepId, Verb) {
    (&step.id, step.verb)
}

fn changed(expected: &PlanStep, found: &PlanStep, regard: Regard, all: &mut Vec<Difference>) {
    let fields: BTreeSet<&str> = [expected, found]
        .iter()
        .flat_map(|step| step.changes.iter().map(|change| change.field.as_str()))
        .collect();
    for field in fields {
        let of = |step: &'_ PlanStep| step.changes.iter().find(|c| c.field == field).cloned();
        let (then, now) = (of(expected), of(found));
        let told = Told {
            step: &expected.id,
            kind: DifferenceKind::Changed,
            sensitive: [&then, &now].into_iter().flatten().any(|c| c.sensitive),
        };
        match (then, now) {
            (Some(then), Some(now)) if regard == Regard::Whole => {
                told.change(&then, &now, all);
            }
            (then, now) => {
                let deeds = |change| deeds(change, expected.verb);
                told.deeds(&deeds(then), &deeds(now), all);
            }
        }
    }
}

/// What changes do, by place: what is there, and what comes there.
type Deeds = BTreeMap<String, (Option<Value>, Option<Value>)>;

/// What a change does. Inside an object only what differs and is wanted; of tags, what is not wanted
/// goes.
fn deeds(change: Option<Change>, verb: Verb) -> Deeds {
    let mut deeds = Deeds::new();
    match change {
        // Its values were left out when the plan was told.
        Some(change) if change.sensitive => _ = deeds.insert(change.field, (None, None)),
        Some(change) => {
            let place = change.field;
            add_deeds(place, change.before, change.after, verb, &mut deeds);
        }
        None => {}
    }
    deeds
}

fn add_deeds(
    place: String,
    before: Option<Value>,
    after: Option<Value>,
    verb: Verb,
    deeds: &mut Deeds,
) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(mut before)), Some(Value::Object(after))) => {
            for (name, after) in after {
                let (inner, before) = (format!("{place}.{name}"), before.remove(&name));
                add_deeds(inner, before, Some(after), verb, deeds);
            }
            let rest = before.into_iter().filter(|_| verb == Verb::Tag);
            for (name, before) in rest {
                deeds.insert(format!("{place}.{name}"), (Some(before), None));
            }
        }
        (before, after) => {
            deeds.insert(place, (before, after));
        }
    }
}

/// A step that only one of the plans has.
fn one_sided(step: &PlanStep, kind: DifferenceKind, all: &mut Vec<Difference>) {
    let told = |sensitive| Told {
        step: &step.id,
        kind,
        sensitive,
    };
    let is_of_fields = matches!(step.verb, Verb::Update | Verb::Tag) && !step.changes.is_empty();
    if !is_of_fields {
        all.push(told(false).whole());
        return;
    }
    for change in &step.changes {
        let (told, done) = (
            told(change.sensitive),
            deeds(Some(change.clone()), step.verb),
        );
        match kind {
            DifferenceKind::Added => told.deeds(&Deeds::new(), &done, all),
            DifferenceKind::Gone | DifferenceKind::Changed => {
                told.deeds(&done, &Deeds::new(), all);
            }
        }
    }
}

/// What the differences of one step have in common.
struct Told<'s> {
    step: &'s StepId,
    kind: DifferenceKind,
    sensitive: bool,
}

// === impl Told ===

impl Told<'_> {
    fn whole(&self) -> Difference {
        Difference {
            step: self.step.clone(),
            kind: self.kind,
            field: String::new(),
            expected: None,
            found: None,
            sensitive: self.sensitive,
        }
    }

    /// One field that both plans change.
    fn change(&self, then: &Change, now: &Change, all: &mut Vec<Difference>) {
        let (expected, found) = if then.before == now.before {
            (&then.after, &now.after)
        } else {
            (&then.before, &now.before)
        };
        if expected != found {
            self.values(&then.field, expected.as_ref(), found.as_ref(), all);
        }
    }

    /// What only one plan does, or both in another way.
    fn deeds(&self, then: &Deeds, now: &Deeds, all: &mut Vec<Difference>) {
        let places: BTreeSet<_> = then.keys().chain(now.keys()).collect();
        for place in places {
            let (expected, found) = match (then.get(place), now.get(place)) {
                (Some((_, then)), Some((_, now))) if then != now => (then, now),
                (Some((before, after)), None) => (before, after),
                (None, Some((before, after))) => (after, before),
                _ => continue,
            };
            self.values(place, expected.as_ref(), found.as_ref(), all);
        }
    }

    /// The places inside a field that differ.
    fn values(
        &self,
        field: &str,
        expected: Option<&Value>,
        found: Option<&Value>,
        all: &mut Vec<Difference>,
    ) {
        if let (Some(Value::Object(then)), Some(Value::Object(now))) = (expected, found) {
            let names: BTreeSet<_> = then.keys().chain(now.keys()).collect();
            for name in names {
                let (then, now) = (then.get(name), now.get(name));
                if then != now {
                    self.values(&format!("{field}.{name}"), then, now, all);
                }
            }
            return;
        }
        let shown = |value: Option<&Value>| value.filter(|_| !self.sensitive).cloned();
        all.push(Difference {
            field: field.to_owned(),
            expected: shown(expected),
            found: shown(found),
            ..self.whole()
        });
    }
}

// === impl Difference ===

impl Difference {
    /// Every value that its words have.
    fn detail(&self, error: JobError) -> JobError {
        let error = error.with("step", self.step.as_str());
        if self.field.is_empty() {
            return error;
        }
        let error = error.with("field", &self.field);
        if self.sensitive {
            return error;
        }
        error
            .with("was", said(self.expected.as_ref()))
            .with("is", said(self.found.as_ref()))
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { step, field, .. } = self;
        if !field.is_empty() && self.sensitive {
            return write!(f, "{step}: {field} is another");
        }
        match (self.kind, field.as_str()) {
            (DifferenceKind::Added, "") => write!(f, "{step} is needed now"),
            (DifferenceKind::Gone, "") => write!(f, "{step} is not needed any more"),
            (_, field) => {
                let (was, is) = (said(self.expected.as_ref()), said(self.found.as_ref()));
                write!(f, "{step}: {field} was {was} and is {is}")
            }
        }
    }
}

fn said(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
}
