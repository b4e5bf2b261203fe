//! The command line of Trunkline: it asks the daemon over gRPC and shows the answers.
//!
//! [`run`] is the whole program with its surroundings handed in, so that a test runs the same
//! commands against a daemon of its own. Nothing here knows Amazon Connect: what a spec means, what
//! a plan holds and whether a job went well is for the daemon to say.

mod args;
mod bundle;
mod commands;
mod daemon;
mod follow;
mod output;
mod patience;
mod progress;
mod refusal;
mod render;
mod session;
mod spec;
mod status;
mod upload;
mod world;

use std::ffi::OsString;

use crate::{args::CommandLine, output::Output, session::Session};
pub use crate::{
    status::Exit,
    world::{Dial, Stream, World},
};

/// Runs one command line, the name of the program first, and says how it ended.
///
/// Answers go to `world.stdout`; progress, hints and errors to `world.stderr`.
pub async fn run<I>(arguments: I, world: World) -> Exit
where
    I: IntoIterator<Item = OsString>,
{
    let World {
        stdout,
        stderr,
        stdin,
        folder,
        dial,
        interrupt,
        new_id,
    } = world;
    let output = Output::new(stdout, stderr);
    let line = match CommandLine::read(arguments) {
        Ok(line) => line,
        Err(message) => return output.usage(&message),
    };
    output.set_manner(line.globals.output, line.globals.quiet);
    let request_id = line.globals.request_id.unwrap_or_else(new_id);
    let session = match Session::new(&line.globals, request_id, &output, &*dial, folder, stdin) {
        Ok(session) => session,
        Err(failure) => return output.end(Err(failure)),
    };
    let ended = tokio::select! {
        biased;
        () = interrupt => Err(session.interrupted()),
        ended = Box::pin(commands::run(line.command, &session)) => ended,
    };
    output.end(ended)
}
