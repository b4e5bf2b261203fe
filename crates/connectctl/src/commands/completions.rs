//! `completions`: the completions for a shell.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use crate::{
    args::CommandLine,
    session::Session,
    status::{Exit, Failure},
};

pub(super) fn run(shell: Shell, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(
        shell,
        &mut CommandLine::command(),
        "connectctl",
        &mut script,
    );
    session.output.raw(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
