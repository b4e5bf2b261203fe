//! Flows between instances: exported with names for ids, deployed with ids for names.
//!
//! [`export`] reads the flows, modules and prompts of an instance into a [`Bundle`], which holds nothing of
//! that instance. [`deploy`] brings a bundle to another one: it says everything that is missing there
//! before it writes, makes flows that name each other in a ring through stubs, writes only what differs,
//! and refuses to write over what people changed in the console. [`roll_back`] puts back what was there.
//! [`release`] brings one bundle to several instances, one after another, and to the two sides of a pair
//! of Regions; [`roll_back_release`] goes the way back.
//! [`contact_log`] reads what flows logged for one contact, and joins it to their blocks.
//!
//! There is no state file. What a deploy left is told by tags of the flows themselves.
//!
//! ```
//! use flow_port::{Deploy, Error, ExportOptions, Keeper, Report, Site, deploy, export};
//! use reconcile::{Journal, RunContext};
//!
//! async fn carry(
//!     cx: &RunContext,
//!     (source, target): (Site<'_>, Site<'_>),
//!     journal: &dyn Journal,
//!     keeper: &dyn Keeper,
//! ) -> Result<Report, Error> {
//!     let exported = export(cx, source, &ExportOptions::default()).await?;
//!     deploy(cx, target, &exported.bundle, &Deploy::default(), journal, keeper).await
//! }
//! ```
//!
//! [`Bundle`]: flow_language::bundle::Bundle

mod act;
mod before;
mod contents;
mod deploy;
mod error;
mod export;
mod guard;
mod inventory;
mod log;
mod mapping;
mod marks;
mod missing;
mod observe;
mod pair;
mod plan;
mod port;
mod problem;
mod release;
mod report;
mod rings;
mod rollback;
mod selection;
mod site;
mod stranger;
mod wanted;
mod writing;

pub use crate::{
    before::{Before, Item as BeforeItem, Led, Name as BeforeName, Recorded, left},
    deploy::{Deploy, Draft, Keeper, Overwrite, deploy, draft},
    error::Error,
    export::{ExportOptions, Exported, export},
    log::{ContactLog, LogOptions, LogWatch, contact_log},
    mapping::{Mapped, Mapping},
    plan::{Action, Verb},
    port::{
        AliasRecord, AudioPort, BotPort, Calls, DirectoryPort, LogPage, LogPort, LogSearch,
        Subject, TrailPort, VersionPort, VersionRecord, Writer,
    },
    release::{
        Fate, Released, Returned, Stop, StopDraft, StopReport, UndoStop, draft_release, release,
        roll_back_release, standing,
    },
    report::{Report, Told},
    rollback::{Undo, Undone, roll_back},
    selection::Selection,
    site::Site,
};
