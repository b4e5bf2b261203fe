//! What `share remove` takes.

use clap::Args;

use super::ShareRegionArgs;
use crate::args::{SpecArgs, StartArgs};

/// Removes what was made for a share and nothing else: rights first, then links, then what the instances give
/// away, then what it took to ask. What holds data stays, unless --delete-data says so.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share remove -f share.yaml --look         what would be removed, and what stays
  connectctl share remove -f share.yaml --confirm contact-analytics
  connectctl share remove -f share.yaml --confirm contact-analytics --delete-data")]
pub(crate) struct ShareRemoveArgs {
    /// The name of the share once more, so that nothing is removed by a slip.
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
    /// Also remove results of queries, exports, and the key that encrypts them.
    #[arg(long)]
    pub delete_data: bool,
    /// Look alone: show the steps, and what stays.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
