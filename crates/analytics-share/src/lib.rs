//! Analytics of an instance, shared with another account.
//!
//! The data lake of Connect lives in accounts of the service. To read it elsewhere takes a chain of eight
//! links, from the data set that the instance gives away to the grant on a table that nobody here owns;
//! where one of them is missing, tables are empty without a word. [`ensure`] makes the whole chain so,
//! [`draft`] says what that would do. [`port`] is what it takes of AWS.
//!
//! There is no state file. What is ours is told by tags, and by parameters of databases and links.

mod act;
mod ask;
mod ensure;
mod error;
mod export;
mod known;
mod observe;
mod plan;
mod policy;
pub mod port;
mod remove;
mod report;
mod seen;
mod site;
mod tables;
mod trust;
mod verify;
mod wanted;

pub use crate::{
    ask::{Answer, AskError, Listener, Question, ask, stop},
    ensure::{Draft, Ensured, carry_out, draft, ensure},
    error::Error,
    export::{ExportRun, ExportTold, run_export},
    plan::Task,
    remove::{Kept, Removal, RemovalDraft, Removed, Take, draft_removal, remove},
    report::{Report, Window, report_sql},
    site::{Parties, Site},
    verify::{Link, LinkState, TableState, Verified, verify},
};

/// Names the share that a thing was made for: a tag, or a parameter of the catalog.
pub const SHARE_TAG: &str = "trunkline:share";
/// On the query role: the administrator of the lake that was added for its share.
pub const ADMINISTRATOR_TAG: &str = "trunkline:lake-administrator";
/// On the database: tags of Lake Formation that were made for its share.
pub const LAKE_TAGS: &str = "trunkline:lake-tags";
/// The database of the lake, in the catalog of the service (facts/analytics-share.md, 1).
pub const SOURCE_DATABASE: &str = "connect_datalake";
