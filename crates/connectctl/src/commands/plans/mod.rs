//! `plans`: show plans that were saved, and decide about them.

mod approve;
mod expire;
mod get;
mod list;

use crate::{
    args::PlansCommand,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(command: PlansCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        PlansCommand::List(args) => list::run(args, session).await,
        PlansCommand::Get { plan } => get::run(plan, session).await,
        PlansCommand::Approve(args) => approve::run(args, session).await,
        PlansCommand::Expire(args) => expire::run(args, session).await,
    }
}
