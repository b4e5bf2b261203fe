//! The `aws-sim` program: the simulator on a socket.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use aws_sim::{
    Clock as _, Deletions, FaultScript, Iam, Lake, ManualClock, Quotas, Rate, Rule, SearchContent,
    Settings, Settle, Simulator, WallClock, quota_names,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// AWS on your desk.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the simulated AWS over HTTP until it is told to stop.
    Serve(Serve),
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:4599")]
    listen: SocketAddr,
    /// Rates at which calls are throttled.
    #[arg(long, value_enum, default_value_t = RateName::Documented)]
    rate: RateName,
    /// JSON file of calls a second of single operations, of Connect or of another service:
    /// `{"CreateUser": 10, "glue.CreateTable": 3}`.
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
    /// `documented`, `none`, or a JSON file of quota names and numbers.
    #[arg(long, default_value = "documented")]
    quotas: String,
    /// Pace of what takes its time in AWS.
    #[arg(long, value_enum, default_value_t = SettleName::Real)]
    settle: SettleName,
    /// What moves the time: the machine, or `POST /_sim/clock` alone.
    #[arg(long, value_enum, default_value_t = ClockName::Machine)]
    clock: ClockName,
    /// Milliseconds that every call takes.
    #[arg(long, value_name = "N", default_value_t = 0)]
    latency_ms: u64,
    /// Milliseconds for which a new thing is invisible to reads.
    #[arg(long, value_name = "N", default_value_t = 0)]
    lag_ms: u64,
    /// Milliseconds for which a new thing is invisible to searches besides.
    #[arg(long, value_name = "N", default_value_t = 0)]
    search_lag_ms: u64,
    /// Whether searches for flows and modules show their content, which is not documented.
    #[arg(long, value_enum, default_value_t = SearchContentName::Given)]
    search_content: SearchContentName,
    /// Whether what others use can be deleted, so that references dangle.
    #[arg(long, value_enum, default_value_t = DeletionsName::Guarded)]
    deletions: DeletionsName,
    /// Whether the policies of IAM are looked at before every call.
    #[arg(long, value_enum, default_value_t = IamName::Off)]
    iam: IamName,
    /// Refuse also what only the documentation forbids.
    #[arg(long)]
    strict: bool,
    /// JSON file of fault rules: `{"rules": [...]}`.
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// What ids and chances are drawn from.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Contacts of each day in the data lake of an instance.
    #[arg(long, value_name = "N", default_value_t = Lake::default().contacts_per_day)]
    lake_contacts: u64,
    /// Days in the data lake before today.
    #[arg(long, value_name = "N", default_value_t = Lake::default().days)]
    lake_days: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RateName {
    Documented,
    Quotas,
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SettleName {
    Real,
    Fast,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ClockName {
    Machine,
    Manual,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SearchContentName {
    Given,
    Withheld,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DeletionsName {
    Guarded,
    Free,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum IamName {
    Off,
    Enforce,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Command::Serve(serve) = Arguments::parse().command;
    let simulator = serve.simulator()?;
    let listener = TcpListener::bind(serve.listen)
        .await
        .with_context(|| format!("listening on {}", serve.listen))?;
    let stopped = stopped()?;
    writeln!(
        io::stdout(),
        "aws-sim listening on http://{}",
        listener.local_addr()?
    )?;
    simulator.serve(listener, stopped).await?;
    Ok(())
}

/// Ready at ctrl-c or SIGTERM.
fn stopped() -> Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("watching for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("watching for ctrl-c")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

// === impl Serve ===

impl Serve {
    fn simulator(&self) -> Result<Simulator> {
        let builder = Simulator::builder()
            .settings(self.settings()?)
            .faults(self.rules()?);
        // It begins today: clients compare what they are told with a clock of their own.
        let builder = match self.clock {
            ClockName::Machine => builder,
            ClockName::Manual => builder.clock(ManualClock::starting_at(WallClock.now())),
        };
        Ok(builder.build())
    }

    fn settings(&self) -> Result<Settings> {
        Ok(Settings {
            rate: match self.rate {
                RateName::Documented => Rate::Documented,
                RateName::Quotas => Rate::Quotas,
                RateName::None => Rate::None,
            },
            rates: self.rates()?,
            quotas: self.quotas()?,
            settle: match self.settle {
                SettleName::Real => Settle::Real,
                SettleName::Fast => Settle::Fast,
            },
            latency: Duration::from_millis(self.latency_ms),
            lag: Duration::from_millis(self.lag_ms),
            search_lag: Duration::from_millis(self.search_lag_ms),
            search_content: match self.search_content {
                SearchContentName::Given => SearchContent::Given,
                SearchContentName::Withheld => SearchContent::Withheld,
            },
            deletions: match self.deletions {
                DeletionsName::Guarded => Deletions::Guarded,
                DeletionsName::Free => Deletions::Free,
            },
            iam: match self.iam {
                IamName::Off => Iam::Off,
                IamName::Enforce => Iam::Enforce,
            },
            strict: self.strict,
            seed: self.seed,
            lake: Lake {
                contacts_per_day: self.lake_contacts,
                days: self.lake_days,
            },
        })
    }

    fn rates(&self) -> Result<BTreeMap<String, f64>> {
        let Some(file) = &self.rates else {
            return Ok(BTreeMap::new());
        };
        let text = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("in {}", file.display()))
    }

    fn quotas(&self) -> Result<Quotas> {
        match self.quotas.as_str() {
            "documented" => Ok(Quotas::Documented),
            "none" => Ok(Quotas::None),
            file => custom_quotas(file),
        }
    }

    fn rules(&self) -> Result<Vec<Rule>> {
        let Some(file) = &self.faults else {
            return Ok(Vec::new());
        };
        let text = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let script: FaultScript =
            serde_json::from_slice(&text).with_context(|| format!("in {}", file.display()))?;
        Ok(script.rules)
    }
}

fn custom_quotas(file: &str) -> Result<Quotas> {
    let text = fs::read(file).with_context(|| format!("reading {file}"))?;
    let custom: BTreeMap<String, u64> =
        serde_json::from_slice(&text).with_context(|| format!("in {file}"))?;
    if let Some(unknown) = custom
        .keys()
        .find(|name| !quota_names().any(|known| known == *name))
    {
        let known: Vec<_> = quota_names().collect();
        bail!(
            "{file}: there is no quota {unknown}; there are {}",
            known.join(", ")
        );
    }
    Ok(Quotas::Custom(custom))
}
