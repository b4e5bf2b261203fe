//! The `connectctl` program: the command line in its real surroundings.

use std::process::ExitCode;

use connectctl::{World, run};

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system gives a process its event queue");
    let exit = runtime.block_on(run(std::env::args_os(), World::of_this_process()));
    // A read of standard input that never ends must not hold the process.
    runtime.shutdown_background();
    exit.into()
}
