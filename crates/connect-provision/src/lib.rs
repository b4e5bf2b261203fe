//! A contact centre out of its kinds: observe, plan, act, destroy, tell of drift, export.
//!
//! [`plan()`] is pure: declared things against observed ones. [`apply`] observes, plans and runs; it is
//! safe to repeat and to resume, because it looks at the world again each time and because every
//! step accepts that its effect is already there. There is no state file: names are the keys, tags
//! say whose a thing is. No type of an AWS SDK occurs here.

mod act;
mod apply;
mod blueprint;
mod describe;
mod destroy;
mod diff;
mod drift;
mod error;
mod export;
mod flows;
mod layers;
mod leads;
mod missing;
mod observe;
mod options;
mod order;
mod plan;
mod prune;
mod quota;
mod removal;
mod render;
mod report;
mod rings;
mod unsure;

pub use crate::{
    apply::{ApplyOptions, Gate, apply, apply_if, draft},
    blueprint::{Action, Blueprint, Change, Counts, Verb},
    describe::describe,
    destroy::{DestroyOptions, destroy, teardown},
    drift::{Deviation, Drift, DriftOptions, Drifted, Owner, detect, drift},
    error::Error,
    export::{Export, ExportReport, SPEC, export, spec_of},
    layers::Held,
    observe::{Look, Site, World, observe},
    options::{PlanOptions, Prune},
    plan::plan,
    quota::Excess,
    report::{Output, Outputs, Report},
    unsure::Unsure,
};
