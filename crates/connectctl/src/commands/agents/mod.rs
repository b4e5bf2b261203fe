//! `agents`: agents of an instance, one file a command.

mod export;
mod import;
mod list;
mod mapping;
mod remove;
mod sheet;
mod upsert;
mod watch;

use control_api::v1 as pb;

use crate::{
    args::{AgentsCommand, SecretArgs},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(command: AgentsCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        AgentsCommand::Import(args) => import::run(*args, session).await,
        AgentsCommand::Upsert(args) => upsert::run(args, session).await,
        AgentsCommand::Remove(args) => remove::run(args, session).await,
        AgentsCommand::List(args) => list::run(args, session).await,
        AgentsCommand::Watch(args) => watch::run(args, session).await,
        AgentsCommand::Export(args) => export::run(args, session).await,
    }
}

/// The options that say how first passwords are kept.
fn keeping(secrets: &SecretArgs) -> pb::AgentImportOptions {
    pb::AgentImportOptions {
        kms_key: secrets.kms_key.clone(),
        secret_tags: secrets.secret_tags.iter().cloned().collect(),
        ..pb::AgentImportOptions::default()
    }
}
