//! `flow`: flows between instances, one file a command.

mod check;
mod contact;
mod convert;
mod deploy;
mod diff;
mod draw;
mod export;
mod logs;
mod output;
mod read;
mod release;
mod replay;
mod rollback;
mod side;
mod walk;

use crate::{
    args::FlowCommand,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(command: FlowCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        FlowCommand::Export(args) => export::run(args, session).await,
        FlowCommand::Deploy(args) => deploy::run(args, session).await,
        FlowCommand::Release(args) => release::run(args, session).await,
        FlowCommand::Rollback(args) => rollback::run(args, session).await,
        FlowCommand::Check(args) => check::run(&args, session),
        FlowCommand::Diff(args) => diff::run(&args, session).await,
        FlowCommand::Draw(args) => draw::run(&args, session).await,
        FlowCommand::Try(args) => walk::run(&args, session),
        FlowCommand::Replay(args) => replay::run(&args, session).await,
        FlowCommand::Convert(args) => convert::run(&args, session),
        FlowCommand::Logs(args) => logs::run(args, session).await,
    }
}
