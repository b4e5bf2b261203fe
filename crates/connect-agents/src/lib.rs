//! Agents of Amazon Connect from a directory file.
//!
//! A file of people, as an HR system exports it, becomes the users of an instance: [`read`] takes it row
//! by row, whatever its columns are called; a row that is wrong is told with its line and all that is
//! wrong with it, and the good ones go on. [`draft`] says what would be done, [`import`] does it: only what
//! differs is written, a first password is kept in Secrets Manager before its user is made, and who left
//! the file stays unless it is said what becomes of leavers.
//!
//! ```no_run
//! # use connect_agents::{CsvResults, Error, ImportOptions, Report, Site, import, read::FileSource};
//! # use reconcile::{Journal, RunContext};
//! /// Imports the file of today.
//! async fn morning(
//!     cx: &RunContext,
//!     site: Site<'_>,
//!     journal: &dyn Journal,
//! ) -> Result<Report, Error> {
//!     let file = FileSource::new("agents.csv");
//!     let results = std::fs::File::create("results.csv").map_err(Error::Results)?;
//!     let (options, mut results) = (ImportOptions::default(), CsvResults::new(results));
//!     import(cx, site, &file, &options, journal, &mut results).await
//! }
//! ```
//!
//! There is no state file. Which directory a user comes from is told by a tag; what no list and no search
//! shows is remembered in an agent [`Directory`], which saves reads and is never trusted for a write.

mod act;
mod agent;
pub mod arrival;
mod directory;
mod entry;
mod error;
mod groups;
mod import;
mod listing;
mod observe;
mod options;
mod pass;
mod plan;
mod port;
pub mod read;
mod remove;
mod report;
mod results;
mod resumed;
mod roster;
mod row;
mod scene;
mod site;
mod survey;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;

pub use crate::{
    agent::{Agent, Channel, Field, Proficiency, Stated, is_password},
    directory::{Directory, DirectoryError, Entry, NoDirectory, VolatileDirectory},
    error::Error,
    import::{draft, import},
    listing::{AgentFilter, DirectoryReader, login_key},
    options::{ImportOptions, Leavers, Renames, SecretOptions, Share},
    plan::{Change, Outcome, RowResult},
    port::{Calls, Page, RosterPort, Searched},
    remove::{Removal, removal, remove},
    report::{Draft, Progress, Report, Summary, Tally},
    results::{CsvResults, JsonResults, Results},
    row::{Column, RowIssue, ValueClass, print_header, print_json, print_row},
    site::Site,
};

/// The tag that says which directory a user comes from.
pub const DIRECTORY_TAG: &str = plan::DIRECTORY_TAG;
/// On a secret: the login of the agent whose first password it holds, with `+` for `\`.
pub const USERNAME_TAG: &str = act::USERNAME_TAG;
