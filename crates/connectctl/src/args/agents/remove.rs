//! What `agents remove` takes.

use clap::Args;

use super::CrewArgs;
use crate::args::StartArgs;

/// Deletes the user and the secret of the first password, or disables the user. A user whom no import has made
/// is not touched.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl agents remove ada --instance uk --dry-run
  connectctl agents remove ada --instance uk
  connectctl agents remove ada --instance uk --routing-profile Leavers    disable, do not delete")]
pub(crate) struct AgentsRemoveArgs {
    /// The login.
    #[arg(value_name = "USERNAME")]
    pub username: String,
    #[command(flatten)]
    pub crew: CrewArgs,
    /// Show what would be done, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Disable: the routing profile with which nobody works.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub routing_profile: String,
    /// Disable: the only security profile that is left.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub security_profile: String,
    #[command(flatten)]
    pub start: StartArgs,
}
