//! Queues, and what is known about them.

use crate::{
    legacy::{
        block::Block,
        flow::{Parameter, Way},
        gap::GapReason,
        value::scalar,
    },
    reference::kind::RefKind,
};

/// *Set working queue*.
pub(super) fn set(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactTargetQueue");
    let whose = take(block);
    put(block, &whose);
    block.plain_ways();
}

/// *Get queue metrics*.
pub(super) fn metrics(block: &mut Block<'_, '_>) {
    block.action_type("GetMetricData");
    let whose = take(block);
    put(block, &whose);
    block.carry("Channel", &["QueueChannel"]);
    block.plain_ways();
}

/// *Check hours of operation*.
pub(super) fn check_hours(block: &mut Block<'_, '_>) {
    block.action_type("CheckHoursOfOperation");
    for name in ["Hours", "HoursOfOperation", "HoursOfOperationId"] {
        block.refer(name, &["HoursOfOperationId"], RefKind::Hours, None);
    }
    for outcome in ["True", "False"] {
        let lead = block.lead(outcome);
        if lead.is_none() {
            block.missing_way(outcome);
        }
        block.condition("Equals", outcome, lead.as_ref());
    }
    let error = block.lead("Error");
    block.error("NoMatchingError", error.as_ref());
    block.next(error.as_ref());
}

/// *Check staffing*.
pub(super) fn check_staffing(block: &mut Block<'_, '_>) {
    block.action_type("CheckMetricData");
    let words = [
        ("Available", "NumberOfAgentsAvailable"),
        ("Staffed", "NumberOfAgentsStaffed"),
        ("Online", "NumberOfAgentsOnline"),
    ];
    block.carry_word("Status", &["MetricType"], &words);
    let whose = take(block);
    put(block, &whose);
    let (some, none, error) = (block.lead("True"), block.lead("False"), block.lead("Error"));
    block.condition("NumberGreaterThan", "0", some.as_ref());
    block.error("NoMatchingError", error.as_ref());
    block.error("NoMatchingCondition", none.as_ref());
    for next in [error, none] {
        block.next(next.as_ref());
    }
}

/// *Check queue status*: the age of the oldest contact, or how many there are.
///
/// An action compares one metric. A block that compares both becomes a chain, in the order of its
/// conditions.
pub(super) fn check_status(block: &mut Block<'_, '_>) {
    block.action_type("CheckMetricData");
    let whose = take(block);
    let mut runs = runs(block);
    let (other, error) = (block.lead("NoMatch"), block.lead("Error"));
    if runs.is_empty() {
        runs.push((AGE, Vec::new()));
    }
    let last = runs.len() - 1;
    for (at, (metric, ways)) in runs.into_iter().enumerate() {
        block.set(&["MetricType"], metric);
        put(block, &whose);
        for way in ways {
            compare(block, way);
        }
        block.error("NoMatchingError", error.as_ref());
        block.next(error.as_ref());
        if at == last {
            block.error("NoMatchingCondition", other.as_ref());
            block.next(other.as_ref());
        } else {
            block.go_on("NoMatchingCondition", "CheckMetricData");
        }
    }
}

const AGE: &str = "OldestContactInQueueAgeSeconds";
const SIZE: &str = "NumberOfContactsInQueue";

/// The conditions, in runs of the same metric.
fn runs<'a>(block: &mut Block<'a, '_>) -> Vec<(&'static str, Vec<Way<'a>>)> {
    let conditions = [
        ("CheckQueueTime", AGE),
        ("CheckQueueCapacity", SIZE),
        ("CheckQueueSize", SIZE),
    ];
    let metric = |way: &Way<'_>| conditions.iter().find(|(name, _)| *name == way.condition);
    let mut runs: Vec<(&'static str, Vec<Way<'a>>)> = Vec::new();
    for way in block.take_ways_of(&|way| metric(way).is_some()) {
        let metric = metric(&way).map_or(AGE, |(_, metric)| metric);
        match runs.last_mut() {
            Some((of, ways)) if *of == metric => ways.push(way),
            _ => runs.push((metric, vec![way])),
        }
    }
    runs
}

/// Time stands in the export as the designer still writes it, so the number is the same.
fn compare<'a>(block: &mut Block<'a, '_>, way: Way<'a>) {
    if way.operand.and_then(scalar).is_none() {
        block.odd_way(way, way.transition.into(), GapReason::UnknownValue);
    }
    block.comparison(way);
}

/// Whose queue is meant: one of the instance, or that of an agent.
#[derive(Debug, Default)]
pub(super) struct Whose<'a> {
    queue: Option<Parameter<'a>>,
    agent: Option<Parameter<'a>>,
}

pub(super) fn take<'a>(block: &mut Block<'a, '_>) -> Whose<'a> {
    Whose {
        queue: block.take("Queue"),
        agent: block.take("Agent"),
    }
}

/// Sets whose queue is meant; nothing stands for the working queue of the contact.
pub(super) fn put<'a>(block: &mut Block<'a, '_>, whose: &Whose<'a>) {
    if let Some(queue) = whose.queue {
        block.refer_this(queue, &["QueueId"], RefKind::Queue, None);
    }
    if let Some(agent) = whose.agent {
        block.refer_this(agent, &["AgentId"], RefKind::User, None);
    }
}

// === impl Whose ===

impl Whose<'_> {
    pub(super) fn is_someone(&self) -> bool {
        self.queue.is_some() || self.agent.is_some()
    }
}
