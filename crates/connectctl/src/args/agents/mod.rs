//! What `agents` takes, one file a command.

mod export;
mod import;
mod list;
mod remove;
mod upsert;
mod watch;

use clap::{Args, Subcommand, ValueEnum};
use control_api::v1 as pb;

pub(crate) use self::{
    export::AgentsExportArgs,
    import::{AgentsImportArgs, ReadingArgs},
    list::{AgentsListArgs, FilterArgs},
    remove::AgentsRemoveArgs,
    upsert::AgentsUpsertArgs,
    watch::AgentsWatchArgs,
};

/// Whose agents are meant.
#[derive(Debug, Args)]
pub(crate) struct CrewArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The directory that the agents are of; without it `agents`.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub directory: String,
}

/// How first passwords are kept.
#[derive(Debug, Args)]
#[command(next_help_heading = "First passwords")]
pub(crate) struct SecretArgs {
    /// The KMS key of the secrets, by ARN, id or alias; without it that of Secrets Manager.
    #[arg(long, value_name = "KEY", default_value_t, hide_default_value = true)]
    pub kms_key: String,
    /// A tag of each secret; may be repeated.
    #[arg(long = "secret-tag", value_name = "KEY=VALUE", value_parser = super::pair::parse)]
    pub secret_tags: Vec<(String, String)>,
}

/// What becomes of agents whom a file does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LeaversName {
    /// They stay as they are.
    #[default]
    Keep,
    /// They get profiles with which nobody works.
    Disable,
    /// They are deleted, with their secrets.
    Delete,
}

impl From<LeaversName> for pb::agent_leavers::Action {
    fn from(name: LeaversName) -> Self {
        match name {
            LeaversName::Keep => Self::Keep,
            LeaversName::Disable => Self::Disable,
            LeaversName::Delete => Self::Delete,
        }
    }
}

/// Agents of an instance: from a directory file, or one by one.
#[derive(Debug, Subcommand)]
pub(crate) enum AgentsCommand {
    /// Bring a file of agents to an instance.
    Import(Box<AgentsImportArgs>),
    /// Make one agent so.
    Upsert(AgentsUpsertArgs),
    /// Remove one agent, or disable it.
    Remove(AgentsRemoveArgs),
    /// List the agents that imports remember.
    List(AgentsListArgs),
    /// Show the files that arrived by themselves, and what became of them.
    Watch(AgentsWatchArgs),
    /// Write the agents that imports remember as a file that `import` takes.
    Export(AgentsExportArgs),
}
