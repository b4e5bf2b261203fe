//! Durable work: what a job is, how it is asked for, who does it, and what is told of it.

mod event;
mod job;
pub mod machine;
mod order;
mod result;

pub use self::{
    event::{Event, Happening},
    job::{Blocker, Brief, Job, JobError, JobId, Kind, LockKey, Progress, State, Times, Trace},
    machine::{Ask, Forbidden, Move, Resolution},
    order::{DestroySubject, Digest, FileRef, NoDigest, Order, SpecFiles},
    result::{
        Applied, Center, Change, Depth, Described, Destroyed, Instance, JobResult, LexBot,
        PhoneNumber, Plan, PlanStep, StepEnding, StepOutcome, Thing, ThingKind, Verb,
    },
};
