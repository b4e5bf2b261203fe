//! Plans of steps, and a runner that carries them out.
//!
//! This crate exists so that every capability is durable, resumable and polite to the other side in
//! the same way. It knows steps, tokens, time and trouble. It will never know what a step is about:
//! no noun of Amazon Connect, of AWS or of a store occurs here.
//!
//! The order of every effect is *intent, call, outcome*: [`Journal::intend`] is durable before the
//! call leaves, [`Journal::conclude`] after the answer is in. A step whose intent has no outcome may
//! or may not have had its effect; the next attempt is told so and looks before it acts.

mod attempt;
mod cancel;
mod clock;
mod journal;
mod pace;
mod part;
mod plan;
mod retry;
mod run;
mod schedule;
mod setback;
mod step;

pub use crate::{
    attempt::{Attempt, Certainty, Token},
    cancel::Cancel,
    clock::{Clock, TokioClock, WallClock},
    journal::{Intent, Journal, JournalError, MemoryJournal, Note, Outcome, Standing},
    pace::{Haste, Lane, Pace, Unpaced, Urgency},
    part::Part,
    plan::{Plan, PlanError},
    retry::{RetryPolicy, pause, persist},
    run::{Act, Ended, RunContext, RunReport, StepReport, run},
    setback::{Setback, Verdict},
    step::{Step, StepId, Steps},
};
