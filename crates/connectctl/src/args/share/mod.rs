//! What `share` takes, one file a command.

mod ensure;
mod export;
mod query;
mod remove;
mod status;
mod verify;

use clap::{Args, Subcommand};

pub(crate) use self::{
    ensure::ShareEnsureArgs, export::ShareExportArgs, query::ShareQueryArgs,
    remove::ShareRemoveArgs, status::ShareStatusArgs, verify::ShareVerifyArgs,
};

/// Which Region of a share is meant.
#[derive(Debug, Args)]
pub(crate) struct ShareRegionArgs {
    /// The Region to work on, of a share that is declared in several; without it all of them. `query` and
    /// `export` need it then.
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
}

// === impl ShareRegionArgs ===

impl ShareRegionArgs {
    /// The Region, as a request has it.
    pub(crate) fn word(&self) -> String {
        self.region.clone().unwrap_or_default()
    }
}

/// Analytics of instances, shared with another account. The share says where everything is: --target is not
/// looked at.
#[derive(Debug, Subcommand)]
pub(crate) enum ShareCommand {
    /// Make a share so, from the data set that an instance gives away to the right on a table.
    Ensure(ShareEnsureArgs),
    /// Show what `ensure` would do.
    Status(ShareStatusArgs),
    /// Look at every link of a share, down to a row that is read.
    Verify(ShareVerifyArgs),
    /// Put a question to a share, in SQL or a ready one.
    Query(ShareQueryArgs),
    /// Write a data set to files now.
    Export(ShareExportArgs),
    /// Remove what was made for a share.
    Remove(ShareRemoveArgs),
}
