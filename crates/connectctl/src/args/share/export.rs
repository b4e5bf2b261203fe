//! What `share export` takes.

use clap::Args;

use super::ShareRegionArgs;
use crate::args::{SpecArgs, StartArgs};

/// Writes a data set to files of the results bucket now, whether the export has a schedule or not. The list of
/// its files is written last: what it does not name is of no whole run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share export -f share.yaml contacts
  connectctl share export -f share.yaml contacts --output json | jq -r .runShareExport.manifest")]
pub(crate) struct ShareExportArgs {
    /// The name of the export, as the share declares it.
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
