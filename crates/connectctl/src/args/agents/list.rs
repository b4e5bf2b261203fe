//! What `agents list` takes.

use clap::Args;

use super::CrewArgs;

/// Calls no AWS: it shows what imports remember. What AWS has may differ by now.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl agents list --instance uk
  connectctl agents list --instance uk --hierarchy 'Care/Late' --limit 500
  connectctl agents list --instance uk --email ada@example.com --output json")]
pub(crate) struct AgentsListArgs {
    #[command(flatten)]
    pub crew: CrewArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// At most so many.
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
}

/// Which of them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which agents")]
pub(crate) struct FilterArgs {
    /// Only logins that begin so.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub username_prefix: String,
    /// Only with this e-mail address.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value_t,
        hide_default_value = true
    )]
    pub email: String,
    /// Only with this routing profile.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub routing_profile: String,
    /// Only in this group of the hierarchy or below it, such as `Care/Late`.
    #[arg(long, value_name = "PATH", default_value_t, hide_default_value = true)]
    pub hierarchy: String,
    /// Only those who left their file and were disabled.
    #[arg(long)]
    pub disabled: bool,
}
