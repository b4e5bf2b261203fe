//! `flow`: flows between instances, one file a command.

mod check;
mod deploy;
mod export;
mod read;
mod rollback;

use crate::{
    args::FlowCommand,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(command: FlowCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        FlowCommand::Export(args) => export::run(args, session).await,
        FlowCommand::Deploy(args) => deploy::run(args, session).await,
        FlowCommand::Rollback(args) => rollback::run(args, session).await,
        FlowCommand::Check(args) => check::run(&args, session),
    }
}
