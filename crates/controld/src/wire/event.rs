//! Events as callers see them.

use std::time::Duration;

use control_api::v1::{
    self as pb,
    job_event::{self, Event as Told},
};
use reconcile::{Setback, StepId, Verdict};

use super::{
    job::{blockers, count, state},
    timestamp,
};
use crate::jobs::{Event, Happening};

/// An event as callers see it.
pub fn to_pb(event: Event) -> pb::JobEvent {
    pb::JobEvent {
        number: event.number,
        time: Some(timestamp(event.at)),
        event: Some(told(event.what)),
    }
}

fn told(what: Happening) -> Told {
    match what {
        Happening::State { state: is, message } => Told::StateChanged(job_event::StateChanged {
            state: state(is).into(),
            message,
        }),
        Happening::Planned { steps } => Told::StepsPlanned(job_event::StepsPlanned {
            steps: count(steps),
        }),
        Happening::Started { step, generation } => Told::StepStarted(job_event::StepStarted {
            step: step.to_string(),
            generation: count(generation),
        }),
        Happening::Done { step } => Told::StepDone(job_event::StepDone {
            step: step.to_string(),
        }),
        Happening::Failed { step, setback } => failed(&step, setback),
        Happening::Repeating {
            step,
            attempt,
            setback,
            wait_ms,
        } => repeating(&step, attempt, setback, wait_ms),
        Happening::Waiting { step, what } => Told::StepWaiting(job_event::StepWaiting {
            step: step.to_string(),
            what,
        }),
        Happening::Blocked { by } => Told::BlockedBy(job_event::BlockedBy {
            blockers: blockers(&by),
        }),
        Happening::Note { text } => Told::Note(job_event::Note { text }),
        Happening::Asked {
            by,
            action,
            step,
            reason,
        } => Told::Asked(job_event::Asked {
            requested_by: by,
            action,
            step: step.map(|step| step.to_string()).unwrap_or_default(),
            reason,
        }),
    }
}

fn failed(step: &StepId, setback: Setback) -> Told {
    Told::StepFailed(job_event::StepFailed {
        step: step.to_string(),
        needs_attention: setback.verdict == Verdict::Attention,
        reason: setback.reason,
        message: setback.message,
        detail: setback.detail,
    })
}

fn repeating(step: &StepId, attempt: u32, setback: Setback, wait_ms: u64) -> Told {
    let step = step.to_string();
    let attempt = count(attempt);
    let wait = prost_types::Duration::try_from(Duration::from_millis(wait_ms)).ok();
    if setback.verdict == Verdict::Throttled {
        return Told::Throttled(job_event::Throttled {
            step,
            attempt,
            wait,
        });
    }
    Told::StepRepeating(job_event::StepRepeating {
        step,
        attempt,
        reason: setback.reason,
        message: setback.message,
        wait,
    })
}
