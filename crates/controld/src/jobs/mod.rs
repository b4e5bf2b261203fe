//! Durable work: what a job is, how it is asked for, who does it, and what is told of it.

mod desk;
mod event;
mod hub;
mod job;
mod journal;
pub mod machine;
mod memory;
mod order;
mod result;
mod run;
mod upkeep;
mod work;
mod worker;

pub use self::{
    desk::{Caller, Demand, Equipment, Jobs, Wish},
    event::{Event, Happening},
    job::{Blocker, Brief, Job, JobError, JobId, Kind, LockKey, Progress, State, Times, Trace},
    machine::{Ask, Forbidden, Move, Resolution},
    memory::StoreMemory,
    order::{DestroySubject, Digest, FileRef, NoDigest, Order, PlanOptions, SpecFiles},
    result::{
        Applied, Center, Change, Depth, Described, Destroyed, Instance, JobResult, LexBot,
        PhoneNumber, Plan, PlanCounts, PlanStep, StepEnding, StepOutcome, Thing, UnsureField, Verb,
    },
    upkeep::start_upkeep,
    work::{Accepted, Failure, Files, JobContext, Rejected, Stopped, Work, Works},
    worker::{Worker, WorkerSettings},
};
