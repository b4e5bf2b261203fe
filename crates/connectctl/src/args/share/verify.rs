//! What `share verify` takes.

use clap::Args;

use super::ShareRegionArgs;
use crate::args::{SpecArgs, StartArgs};

/// Reads only, but for the results of its queries: Athena scans a little of each table. Says of each link what
/// was seen, and of a broken one why and what to do. Exits with 3 when a link is broken.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share verify -f share.yaml
  connectctl share verify -f share.yaml --output json | jq '.verifyShare.links[] | select(.state == \"STATE_BROKEN\")'")]
pub(crate) struct ShareVerifyArgs {
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
