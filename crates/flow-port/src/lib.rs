//! Flows between instances: exported with names for ids, deployed with ids for names.
//!
//! [`export`] reads the flows, modules and prompts of an instance into a [`Bundle`], which holds nothing of
//! that instance. [`deploy`] brings a bundle to another one: it says everything that is missing there
//! before it writes, makes flows that name each other in a ring through stubs, writes only what differs,
//! and refuses to write over what people changed in the console. [`roll_back`] puts back what was there.
//!
//! There is no state file. What a deploy left is told by tags of the flows themselves.
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
mod mapping;
mod marks;
mod missing;
mod observe;
mod plan;
mod port;
mod problem;
mod report;
mod rings;
mod rollback;
mod site;
mod stranger;
mod wanted;
mod writing;

pub use crate::{
    before::{Before, Item as BeforeItem, Name as BeforeName},
    deploy::{Deploy, Draft, Keeper, Overwrite, deploy, draft},
    error::Error,
    export::{ExportOptions, Exported, export},
    mapping::{Mapped, Mapping},
    plan::{Action, Verb},
    port::{
        AliasRecord, AudioPort, Calls, DirectoryPort, Subject, TrailPort, VersionPort,
        VersionRecord, Writer,
    },
    report::{Report, Told},
    rollback::{Undo, roll_back},
    site::Site,
};
