//! What `share status` takes.

use clap::Args;

use super::ShareRegionArgs;
use crate::args::{SpecArgs, StartArgs};

/// Reads only: compares what is declared with what is there, on both sides. Exits with 3 when something is to
/// be done.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share status -f share.yaml
  connectctl share status -f share.yaml --output json | jq -r '.shareStatus.steps[]'")]
pub(crate) struct ShareStatusArgs {
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
