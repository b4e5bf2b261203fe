//! The commands, one file each.

mod agents;
mod apply;
mod completions;
mod describe;
mod destroy;
mod drift;
mod export;
mod flow;
mod govern;
mod import;
mod jobs;
mod plan;
mod plans;
mod region;
mod share;
mod start;
mod targets;

use crate::{
    args::{Command, ImportCommand, TargetsCommand, TrafficCommand},
    session::Session,
    status::{Exit, Failure},
};

/// Does what the command line says.
pub(crate) async fn run(command: Command, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Plan(args) => plan::run(args, session).await,
        Command::Apply(args) => apply::run(args, session).await,
        Command::Destroy(args) => destroy::run(args, session).await,
        Command::Describe(args) => describe::run(args, session).await,
        Command::Drift(args) => drift::run(args, session).await,
        Command::Export(args) => export::run(args, session).await,
        Command::Replicate(args) => region::replicate(args, session).await,
        Command::Traffic(TrafficCommand::Get(args)) => region::get(args, session).await,
        Command::Traffic(TrafficCommand::Shift(args)) => region::shift(args, session).await,
        Command::Flow(command) => flow::run(command, session).await,
        Command::Agents(command) => agents::run(command, session).await,
        Command::Share(command) => share::run(command, session).await,
        Command::Govern(command) => govern::run(command, session).await,
        Command::Import(ImportCommand::Terraform(args)) => import::terraform(args, session).await,
        Command::Jobs(command) => jobs::run(command, session).await,
        Command::Plans(command) => plans::run(command, session).await,
        Command::Targets(TargetsCommand::List { label }) => targets::list(label, session).await,
        Command::Completions { shell } => completions::run(shell, session),
    }
}
