//! What `agents watch` takes.

use clap::{Args, ValueEnum};
use control_api::v1::agent_arrival::State;

/// Shows the files that arrived where the daemon's configuration watches, the latest first, and what became of
/// each. Calls no AWS.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl agents watch
  connectctl agents watch --watch hr-daily --state failed --state refused
  connectctl agents watch --follow                  go on until Ctrl-C; a line for each change")]
pub(crate) struct AgentsWatchArgs {
    /// Only of this watch, by its name in the configuration.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub watch: String,
    /// Only in this state; may be repeated.
    #[arg(long, value_enum, value_name = "STATE")]
    pub state: Vec<ArrivalStateName>,
    /// At most so many.
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
    /// Go on and show what changes.
    #[arg(long)]
    pub follow: bool,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArrivalStateName {
    /// It waits for its turn, or is being imported.
    Importing,
    /// It was imported.
    Imported,
    /// It is no file of agents, and was left alone.
    NoAgentFile,
    /// It was moved aside, with a report.
    Refused,
    /// Another daemon has taken it.
    Elsewhere,
    /// Its job failed or was cancelled.
    Failed,
}

impl From<ArrivalStateName> for State {
    fn from(name: ArrivalStateName) -> Self {
        match name {
            ArrivalStateName::Importing => Self::Importing,
            ArrivalStateName::Imported => Self::Imported,
            ArrivalStateName::NoAgentFile => Self::NoAgentFile,
            ArrivalStateName::Refused => Self::Refused,
            ArrivalStateName::Elsewhere => Self::Elsewhere,
            ArrivalStateName::Failed => Self::Failed,
        }
    }
}
