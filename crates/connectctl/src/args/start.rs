//! How a job is started.

use clap::Args;

use super::pair;

/// What every command takes that starts a job.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Job")]
pub(crate) struct StartArgs {
    /// Print the name of the job and do not follow it.
    #[arg(long)]
    pub detach: bool,
    /// Let the daemon check everything and start nothing.
    #[arg(long, conflicts_with = "detach")]
    pub validate_only: bool,
    /// Why, for those who read the job later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
    /// A word by which the job can be found again; may be repeated.
    #[arg(long = "label", value_name = "KEY=VALUE", value_parser = pair::parse)]
    pub labels: Vec<(String, String)>,
}
