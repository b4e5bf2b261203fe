//! `share`: analytics shared with another account, one file a command.

mod ensure;
mod export;
mod query;
mod remove;
mod rows;
mod status;
mod verify;

use connect_model::share::ShareName;
use control_api::v1 as pb;

use crate::{
    args::{ShareCommand, SpecArgs},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(command: ShareCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        ShareCommand::Ensure(args) => ensure::run(args, session).await,
        ShareCommand::Status(args) => status::run(args, session).await,
        ShareCommand::Verify(args) => verify::run(args, session).await,
        ShareCommand::Query(args) => query::run(args, session).await,
        ShareCommand::Export(args) => export::run(args, session).await,
        ShareCommand::Remove(args) => remove::run(args, session).await,
    }
}

/// A share as its files declare it.
struct Declared {
    files: SpecFiles,
    /// The same as a request holds it.
    spec: pb::Spec,
    name: ShareName,
}

async fn declared(args: &SpecArgs, session: &Session<'_>) -> Result<Declared, Failure> {
    let (files, name) = SpecFiles::gather_share(args, session).await?;
    let spec = upload::spec(&session.daemon, &files).await?;
    Ok(Declared { files, spec, name })
}
