//! `jobs`: show jobs and act on them.

mod cancel;
mod get;
mod list;
mod resolve;
mod retry;
mod wait;
mod watch;

use crate::{
    args::JobsCommand,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(command: JobsCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        JobsCommand::List(args) => list::run(args, session).await,
        JobsCommand::Get { job } => get::run(job, session).await,
        JobsCommand::Watch(args) => watch::run(args, session).await,
        JobsCommand::Wait(args) => wait::run(args, session).await,
        JobsCommand::Cancel(args) => cancel::run(args, session).await,
        JobsCommand::Retry(args) => retry::run(args, session).await,
        JobsCommand::Resolve(args) => resolve::run(args, session).await,
    }
}
