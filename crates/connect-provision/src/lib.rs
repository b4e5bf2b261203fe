//! A contact centre out of its kinds: observe, plan, act, destroy, tell of drift, export.
//!
//! [`plan()`] is pure: declared things against observed ones. [`apply`] observes, plans and runs; it is
//! safe to repeat and to resume, because it looks at the world again each time and because every
//! step accepts that its effect is already there. There is no state file: names are the keys, tags
//! say whose a thing is. No type of an AWS SDK occurs here.
//!
//! A program shows the plan, and carries out that plan and no other:
//!
//! ```
//! use connect_model::spec::ContactCenter;
//! use connect_provision::{ApplyOptions, Error, PlanOptions, Report, Site, apply, draft};
//! use reconcile::{Journal, RunContext};
//!
//! async fn bring_up(
//!     cx: &RunContext,
//!     site: Site<'_>,
//!     center: &ContactCenter,
//!     journal: &dyn Journal,
//! ) -> Result<Report, Error> {
//!     let (_, plan) = draft(cx, site, center, &PlanOptions::default()).await?;
//!     println!("{plan}");
//!     let options = ApplyOptions {
//!         digest: Some(plan.digest()),
//!         ..ApplyOptions::default()
//!     };
//!     apply(cx, site, center, &options, journal).await
//! }
//! ```
//!
//! The [`Site`] says where, and by which ports. A program may be built without some of them: what a
//! centre declares and cannot be brought up is then refused before anything is read.

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
mod unbuilt;
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
