//! What the daemon is told: flags win over variables, variables over the file, the file over defaults.
//!
//! Everything is read once, at the start, and everything that is wrong is told at once.

mod args;
mod file;
mod setting;
mod telemetry;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use connect_model::{Target, TargetName};
use http::HeaderName;

pub use self::{
    args::Args,
    telemetry::{LogFormat, TelemetryConfig},
};
use self::{file::File, setting::Faults};
use crate::{
    jobs::{AgentWatch, WorkerSettings},
    rpc::Limits,
    store::PostgresUrl,
    work::AgentTable,
};

/// The simulated accounts and Regions of `--local`.
const LOCAL_TARGETS: [(&str, &str, &str); 3] = [
    ("local", "111111111111", "eu-west-2"),
    ("local-us", "111111111111", "us-east-1"),
    ("consumer", "222222222222", "eu-west-2"),
];

/// What the daemon is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it keeps what outlives it.
    pub data_dir: PathBuf,
    /// The folder below which callers may name files of agents; none where they may name none.
    pub agent_files: Option<PathBuf>,
    /// The table that agent directories are kept in; none where the store has them.
    pub agent_table: Option<AgentTable>,
    /// The database that agent directories are kept in; none where the store has them.
    pub agent_database: Option<PostgresUrl>,
    /// Where files of agents arrive by themselves.
    pub agent_watches: Vec<AgentWatch>,
    /// Where it serves gRPC. Always loopback: there is no TLS yet.
    pub listen: SocketAddr,
    /// Where it answers health checks over HTTP. Always loopback.
    pub http_listen: SocketAddr,
    /// Where it serves the simulated AWS; nowhere unless it is local.
    pub sim_listen: Option<SocketAddr>,
    /// Whether callers may ask what services there are.
    pub reflection: bool,
    /// Where jobs can work.
    pub targets: BTreeMap<TargetName, Target>,
    /// Those of them whose AWS is simulated, and lives and dies with the process.
    pub simulated: BTreeSet<TargetName>,
    /// Those of them where nothing is written but by a plan that somebody else approved.
    pub guarded: BTreeSet<TargetName>,
    /// The header in which a proxy says who calls. It must let none through that it did not set.
    pub caller_header: Option<HeaderName>,
    /// What it tells about itself, and to whom.
    pub telemetry: TelemetryConfig,
    /// How jobs are worked on.
    pub worker: WorkerSettings,
    /// How much is served at a time.
    pub limits: Limits,
    /// How long jobs at rest and unused documents are kept.
    pub retention: Duration,
    /// How long the daemon takes to stop at most.
    pub grace: Duration,
}

/// All that is wrong with what the daemon was told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError {
    /// Where and what, one line each.
    pub faults: Vec<String>,
}

// === impl Config ===

impl Config {
    /// Reads what the arguments say, and the file that they name.
    pub fn load(args: &Args) -> Result<Self, ConfigError> {
        let mut faults = Faults::default();
        let file = args
            .config
            .as_deref()
            .map(|path| File::read(path, &mut faults));
        let config = Self::of(args, file.flatten().unwrap_or_default(), &mut faults);
        match faults.into_lines() {
            lines if lines.is_empty() => Ok(config),
            faults => Err(ConfigError { faults }),
        }
    }

    fn of(args: &Args, file: File, faults: &mut Faults) -> Self {
        let listen = address(faults, "listen", args.listen.as_deref(), file.listen, 7420);
        let http_listen = address(
            faults,
            "http_listen",
            args.http_listen.as_deref(),
            file.http_listen,
            7421,
        );
        let sim_listen = address(
            faults,
            "sim_listen",
            args.sim_listen.as_deref(),
            file.sim_listen,
            4599,
        );
        let mut targets = file.targets;
        let simulated = if args.local {
            add_local_targets(&mut targets, faults)
        } else {
            BTreeSet::new()
        };
        Self {
            data_dir: args
                .data_dir
                .clone()
                .or(file.data_dir)
                .unwrap_or_else(|| "./trunkline-data".into()),
            agent_table: watch::there(file.agent_table, &targets, faults),
            agent_database: file.agent_database,
            agent_watches: watch::checked(file.agent_watches, &targets, faults),
            agent_files: args.agent_files.clone().or(file.agent_files),
            listen,
            http_listen,
            sim_listen: args.local.then_some(sim_listen),
            reflection: args.local || args.reflection || file.reflection.unwrap_or_default(),
            targets,
            simulated,
            guarded: file.guarded,
            caller_header: file.caller_header,
            telemetry: TelemetryConfig::of(args, file.telemetry, faults),
            worker: file.worker,
            limits: file.limits,
            retention: file.retention,
            grace: file.grace,
        }
    }
}

// === impl ConfigError ===

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.faults.join("\n"))
    }
}

/// An address to listen on. Without TLS nothing but loopback is safe, so nothing else is taken.
fn address(
    faults: &mut Faults,
    name: &str,
    argument: Option<&str>,
    in_file: Option<String>,
    port: u16,
) -> SocketAddr {
    let default = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let Some(text) = argument.map(str::to_owned).or(in_file) else {
        return default;
    };
    match text.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => address,
        Ok(address) => {
            faults.add(name, format!(
                "{address} is not loopback: plaintext is only served there, put a proxy with TLS in front"
            ));
            default
        }
        Err(_) => {
            faults.add(name, format!("expected ADDRESS:PORT, found {text:?}"));
            default
        }
    }
}

/// Adds the targets of `--local`, and returns their names.
fn add_local_targets(
    targets: &mut BTreeMap<TargetName, Target>,
    faults: &mut Faults,
) -> BTreeSet<TargetName> {
    if !cfg!(feature = "local") {
        faults.add(
            "local",
            "this controld was built without the simulator (feature `local`)",
        );
    }
    let mut names = BTreeSet::new();
    for (name, account, region) in LOCAL_TARGETS {
        let target: Target = serde_json::from_value(serde_json::json!({
            "name": name, "account": account, "region": region,
        }))
        .expect("the local targets are written here");
        names.insert(target.name.clone());
        if targets.insert(target.name.clone(), target).is_some() {
            faults.add(
                "targets",
                format!("{name:?} is a target of --local and of the file"),
            );
        }
    }
    names
}
