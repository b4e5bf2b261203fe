//! The reliability matrix: a job that is interrupted, repeated or left without answers ends with the
//! same world as one that is not.
//!
//! | Row | What happens | Where |
//! |---|---|---|
//! | R1 | the process dies once, at any moment, and is started again | [`deaths`] |
//! | R2 | the same twice | [`double_deaths`] |
//! | R3 | the answer of a call that changes something is lost or late, or the call itself is | [`lost_answers`] |
//! | R4 | every step is carried out twice; a step fails for good and all is taken away | [`repeats`], [`failures`] |
//!
//! The worlds are compared whole, ids and times apart: [`Likeness`].

mod answers;
mod crashes;
mod guillotine;
mod journals;
mod likeness;
mod passwords;
mod row;
mod shares;
mod steps;
mod tokens;
mod trial;
mod voyages;
mod way;

pub use self::{
    answers::{Loss, lost_answers},
    crashes::{Deaths, deaths, double_deaths, without_intents},
    guillotine::{Guillotine, Moment},
    journals::MortalJournal,
    likeness::{Difference, Likeness},
    row::Row,
    shares::{Bargain, Deed},
    steps::{failures, repeats, steps},
    trial::{Finding, Job, Trial},
    voyages::{Errand, Route, Voyage},
};
pub(crate) use self::{journals::Happening, passwords::Passwords};
