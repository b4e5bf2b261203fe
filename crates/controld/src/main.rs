//! `controld`: the command.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    process::ExitCode,
    sync::Arc,
};

use clap::{Parser, Subcommand};
use controld::{
    config::{Args, Config, ConfigError},
    ids::RandomIds,
    jobs::Works,
    serve::{Daemon, Parts},
    telemetry,
};
use reconcile::WallClock;
use tokio::signal::unix::{SignalKind, signal};

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
}

fn main() -> ExitCode {
    match Command::parse().action {
        Action::Serve(args) => with_config(&args, serve),
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
    telemetry::log_to_stderr();
    let mut terminate = signal(SignalKind::terminate())?;
    let parts = Parts {
        works: Works::default(),
        simulated: BTreeSet::new(),
        clock: Arc::new(WallClock),
        ids: Arc::new(RandomIds),
    };
    let daemon = Daemon::start(config, parts).await?;
    let (grpc, http) = (daemon.grpc_address(), daemon.http_address());
    say(&format!(
        "controld serving gRPC on {grpc}, health on http://{http}"
    ))?;
    tokio::select! {
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    daemon.stop().await;
    Ok(())
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
