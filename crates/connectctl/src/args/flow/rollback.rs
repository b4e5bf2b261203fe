//! What `flow rollback` takes.

use clap::Args;

use crate::args::StartArgs;

/// Byte by byte; what the deploy made is removed. Prompts stay.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow rollback --instance uk-prod --before documents/sha256:1f2e…   as the deploy told it")]
pub(crate) struct FlowRollbackArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The document of what was there, as the deploy told it.
    #[arg(long, value_name = "DOCUMENT")]
    pub before: String,
    /// A flow or module to write over although it was changed since; may be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "overwrite_all")]
    pub overwrite: Vec<String>,
    /// Write over everything that was changed since.
    #[arg(long)]
    pub overwrite_all: bool,
    #[command(flatten)]
    pub start: StartArgs,
}
