//! `controld`: the command.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use controld::{
    config::{Args, Config, ConfigError},
    launch::launch,
    telemetry::Telemetry,
};
use tokio::signal::unix::{SignalKind, signal};

/// The allocator of the C library keeps what each thread once needed; this one gives it back.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A control plane for Amazon Connect.
#[derive(Debug, Parser)]
#[command(name = "controld", version)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serve until SIGTERM or ctrl-c
    Serve(Args),
    /// Say what is wrong with the configuration
    CheckConfig(Args),
    /// Bring a whole contact centre up on a simulated AWS, and show it
    #[cfg(feature = "local")]
    Demo,
}

fn main() -> ExitCode {
    match Command::parse().action {
        Action::Serve(args) => with_config(&args, serve),
        #[cfg(feature = "local")]
        Action::Demo => demo(),
        Action::CheckConfig(args) => with_config(&args, |config| {
            let targets = config.targets.len();
            say(&format!("the configuration is valid; {targets} targets"))
        }),
    }
}

/// Exit status 2 says that the configuration is wrong, 1 that the action failed.
fn with_config(args: &Args, action: impl FnOnce(&Config) -> anyhow::Result<()>) -> ExitCode {
    let config = match Config::load(args) {
        Ok(config) => config,
        Err(ConfigError { faults }) => {
            complain(&faults.join("\n"));
            return ExitCode::from(2);
        }
    };
    match action(&config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(config: &Config) -> anyhow::Result<()> {
    let telemetry = Telemetry::start(&config.telemetry)?;
    let mut terminate = signal(SignalKind::terminate())?;
    #[cfg(feature = "local")]
    let launched = launch(config, Some(telemetry.page()), aws_sim::Settings::default()).await?;
    #[cfg(not(feature = "local"))]
    let launched = launch(config, Some(telemetry.page())).await?;
    for line in launched.banner() {
        say(&line)?;
    }
    tokio::select! {
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    launched.stop().await;
    telemetry.stop();
    Ok(())
}

#[cfg(feature = "local")]
#[tokio::main]
async fn demo() -> ExitCode {
    let mut line = |line: &str| writeln!(io::stdout().lock(), "{line}");
    match controld::demo::tour(&mut line).await {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn complain(lines: &str) {
    // There is nobody left to tell when this fails.
    let _ = writeln!(io::stderr().lock(), "controld: {lines}");
}
