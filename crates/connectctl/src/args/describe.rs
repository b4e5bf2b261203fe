//! What `describe` takes.

use clap::Args;

use super::StartArgs;

/// Reads only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl describe uk-prod
  connectctl describe uk-prod --output json | jq -r '.describe.center.queues.Sales.arn'")]
pub(crate) struct DescribeArgs {
    /// The alias of the instance.
    pub alias: String,
    #[command(flatten)]
    pub start: StartArgs,
}
