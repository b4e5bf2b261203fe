//! What `share ensure` takes.

use clap::Args;

use super::ShareRegionArgs;
use crate::args::{SpecArgs, StartArgs};

/// Makes what is missing on both sides, changes what differs, and leaves the rest alone, whoever made it. All
/// that stands in the way is said before anything is written. Safe to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share ensure -f share.yaml --look         what would be done
  connectctl share ensure -f share.yaml
  connectctl share ensure -f share.yaml --var consumer=bi --reason 'CHG-1042'")]
pub(crate) struct ShareEnsureArgs {
    /// Look alone: show the steps.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
