//! What `agents upsert` takes.

use clap::Args;

use super::{CrewArgs, SecretArgs};
use crate::args::{StartArgs, pair};

/// Makes the agent so, and leaves alone what is not said. Somebody new needs a routing profile and a security
/// profile, and gets a generated password in Secrets Manager.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl agents upsert ada --instance uk --set routing_profile=Advisers
  connectctl agents upsert ada --instance uk --set first_name=Ada --set last_name=Lovelace \\
      --set email=ada@example.com --set routing_profile=Advisers --set security_profiles=Agent

Fields are those of a file (docs/agents.md); a list has `|` between its entries:
  --set 'security_profiles=Agent|CallCenterManager' --set 'tags=Site=Cardiff|Floor=3'")]
pub(crate) struct AgentsUpsertArgs {
    /// The login.
    #[arg(value_name = "USERNAME")]
    pub username: String,
    /// What is to be so; may be repeated.
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = pair::parse)]
    pub fields: Vec<(String, String)>,
    #[command(flatten)]
    pub crew: CrewArgs,
    /// Show what would be done, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Make groups of the hierarchy that are not there.
    #[arg(long)]
    pub make_groups: bool,
    /// A user of this login whom somebody else has made belongs to the directory from now on.
    #[arg(long)]
    pub take_ownership: bool,
    #[command(flatten)]
    pub secrets: SecretArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
