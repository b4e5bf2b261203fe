//! What `govern ensure`, `govern keys` and `govern budget` take.

use clap::Args;

use crate::args::{SpecArgs, StartArgs};

/// Makes what is missing, changes what differs, and leaves the rest alone, whoever made it. Safe to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern ensure -f governance.yaml --look   what would be done
  connectctl govern ensure -f governance.yaml
  connectctl govern keys   -f governance.yaml          keys and storage alone
  connectctl govern budget -f governance.yaml          budgets alone")]
pub(crate) struct GovernEnsureArgs {
    /// Look alone: show the steps.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
