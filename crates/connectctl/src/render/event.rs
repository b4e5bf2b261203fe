//! What happens to a job, one line for each event.

use control_api::v1::{
    self as pb,
    job_event::{self, Event},
};

use super::{Tone, counted, job, page::prefixed, time, word};
use crate::progress::Board;

/// The line for an event, on a board that has taken it in. `None` for what is not known.
pub(crate) fn line(event: &pb::JobEvent, board: &Board) -> Option<(Tone, String)> {
    let (tone, word, text) = told(event.event.as_ref()?);
    let clock = time::clock(event.time.as_ref());
    let count = board.count().unwrap_or_default();
    Some((
        tone,
        format!("{clock} {count:>8}  {word:<10} {text}")
            .trim_end()
            .to_owned(),
    ))
}

/// Tone, first word and the rest.
fn told(event: &Event) -> (Tone, String, String) {
    let (tone, word, text) = match event {
        Event::StateChanged(it) => {
            return (
                word::state_tone(it.state),
                word::state(it.state),
                it.message.clone(),
            );
        }
        Event::StepStarted(it) => (Tone::Plain, "start", started(it)),
        Event::StepsPlanned(it) => (
            Tone::Plain,
            "planned",
            counted(usize::try_from(it.steps).unwrap_or_default(), "step"),
        ),
        Event::StepDone(it) => (Tone::Good, "done", it.step.clone()),
        Event::StepFailed(it) => (Tone::Bad, "failed", failed(it)),
        Event::StepRepeating(it) => (Tone::Caution, "repeating", repeating(it)),
        Event::StepWaiting(it) => (Tone::Plain, "waiting", format!("{}: {}", it.step, it.what)),
        Event::Throttled(it) => (Tone::Caution, "throttled", throttled(it)),
        Event::BlockedBy(it) => (Tone::Caution, "blocked", behind(it)),
        Event::Note(it) => (Tone::Plain, "note", it.text.clone()),
        Event::Asked(it) => (Tone::Plain, "asked", asked(it)),
    };
    (tone, word.to_owned(), text)
}

fn started(it: &job_event::StepStarted) -> String {
    match it.generation {
        0 => it.step.clone(),
        generation => format!("{} (with other input, {generation})", it.step),
    }
}

fn failed(it: &job_event::StepFailed) -> String {
    let decide = if it.needs_attention {
        "; a person must decide"
    } else {
        ""
    };
    let message = word::beside(&it.reason, &it.message);
    format!("{}: {}: {message}{decide}", it.step, it.reason)
}

fn repeating(it: &job_event::StepRepeating) -> String {
    let wait = time::wire_span(it.wait.as_ref());
    let message = word::beside(&it.reason, &it.message);
    format!(
        "{}: {}: {message}; try {} in {wait}",
        it.step,
        it.reason,
        it.attempt + 1
    )
}

fn throttled(it: &job_event::Throttled) -> String {
    let wait = time::wire_span(it.wait.as_ref());
    format!(
        "{}: calls come too fast for AWS; try {} in {wait}",
        it.step,
        it.attempt + 1
    )
}

fn behind(it: &job_event::BlockedBy) -> String {
    format!("behind {}", job::blockers(&it.blockers))
}

fn asked(it: &job_event::Asked) -> String {
    let step = prefixed(" ", &it.step);
    let reason = prefixed(": ", &it.reason);
    format!("{} asked to {}{step}{reason}", it.requested_by, it.action)
}
