//! What `flow rollback` takes.

use clap::Args;

use super::overwrite::OverwriteArgs;
use crate::args::{JobName, StartArgs};

/// Byte by byte; what the deploy made is removed. Prompts stay, and AWS takes no publication back: what
/// cannot be put back is told.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow rollback --release 7d1f2f0e-…      a deploy, or every stop of a release, the last one first
  connectctl flow rollback --instance uk-prod --before documents/sha256:1f2e…   by the document of a deploy")]
pub(crate) struct FlowRollbackArgs {
    /// The alias of the instance.
    #[arg(
        long,
        value_name = "ALIAS",
        required_unless_present = "release",
        default_value_t,
        hide_default_value = true
    )]
    pub instance: String,
    /// The document of what was there: `before` in the result of the deploy, as `--output json` shows it.
    #[arg(
        long,
        value_name = "DOCUMENT",
        required_unless_present = "release",
        default_value_t,
        hide_default_value = true
    )]
    pub before: String,
    /// The job of a release or a deploy: everything that it wrote is put back.
    #[arg(long, value_name = "JOB", conflicts_with_all = ["instance", "before"])]
    pub release: Option<JobName>,
    #[command(flatten)]
    pub overwrite: OverwriteArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
