//! The least time that a plan can take.
//!
//! Each operation of AWS is a lane with a rate. No schedule is faster than its busiest lane: from the
//! earliest moment at which the first step of the lane can start, through its calls at the rate that
//! is documented, to the end of the shortest chain of steps behind it.

use std::{collections::BTreeMap, time::Duration};

use aws_sim::Calls;
use connect_aws::Rates;
use connect_provision::{Action, Verb};
use connect_resources::KindId;
use reconcile::{Lane, Plan, Step, StepId};

/// How long AWS takes until an instance and a number are ready.
const INSTANCE: Duration = Duration::from_mins(1);
const NUMBER: Duration = Duration::from_secs(5);

/// The lane that bounds a plan, and by how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// `service:Operation`.
    pub lane: String,
    /// The least time.
    pub length: Duration,
}

/// The least time in which `plan` can be carried out, given the calls that it was carried out with.
pub fn bound(plan: &Plan<Action>, calls: &BTreeMap<String, Calls>) -> Bound {
    let (starts, tails) = (starts(plan), tails(plan));
    let lanes = calls.iter().map(|(operation, calls)| {
        let lane = operation.replacen('.', ":", 1);
        let of_lane = || {
            plan.steps()
                .iter()
                .filter(|step| step.lane.as_str() == lane)
        };
        let first = of_lane().map(|step| starts[&step.id]).min();
        let tail = of_lane().map(|step| tails[&step.id]).min();
        let length =
            first.unwrap_or_default() + paced(&lane, calls.calls) + tail.unwrap_or_default();
        Bound { lane, length }
    });
    let longest = lanes.max_by_key(|bound| bound.length);
    longest.expect("a plan that was carried out made calls")
}

/// How long so many calls of a lane take after a rest, at the documented rate after a full burst.
pub fn paced(lane: &str, calls: u64) -> Duration {
    let rate = Rates::documented().of(&Lane::new(lane.to_owned()));
    let waiting = calls.saturating_sub(rate.burst.into());
    Duration::from_micros(waiting * 1_000_000_000 / u64::from(rate.per_1000_s))
}

/// When each step can start at the earliest.
fn starts(plan: &Plan<Action>) -> BTreeMap<&StepId, Duration> {
    let mut starts = BTreeMap::new();
    let mut ends = BTreeMap::new();
    for step in plan.steps() {
        let needs = step.needs.iter().filter_map(|need| ends.get(need));
        let start = needs.max().copied().unwrap_or_default();
        starts.insert(&step.id, start);
        ends.insert(&step.id, start + length(step));
    }
    starts
}

/// How long it takes at the least from the end of each step to the end of the plan.
fn tails(plan: &Plan<Action>) -> BTreeMap<&StepId, Duration> {
    let mut tails: BTreeMap<&StepId, Duration> = BTreeMap::new();
    for step in plan.steps().iter().rev() {
        let behind = length(step) + tails.get(&step.id).copied().unwrap_or_default();
        tails.entry(&step.id).or_default();
        for need in &step.needs {
            let tail = tails.entry(need).or_default();
            *tail = behind.max(*tail);
        }
    }
    tails
}

/// What a step takes at the least, without its call.
fn length(step: &Step<Action>) -> Duration {
    match (step.action.verb, step.action.key.kind) {
        (Verb::Settle, KindId::Instance) => INSTANCE,
        (Verb::Settle, KindId::PhoneNumber) => NUMBER,
        _ => Duration::ZERO,
    }
}
