//! Flags, and the variables that stand for them.

use std::path::PathBuf;

use super::LogFormat;

/// Flags of `controld serve` and `controld check-config`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// The configuration, a TOML file
    #[arg(long, value_name = "FILE", env = "TRUNKLINE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Simulate AWS inside the daemon, with the targets local, local-us and consumer
    #[arg(long, env = "TRUNKLINE_LOCAL")]
    pub local: bool,
    /// Where to keep jobs and documents [default: ./trunkline-data]
    #[arg(long, value_name = "DIR", env = "TRUNKLINE_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Below which folder callers may name files of agents [default: none]
    #[arg(long, value_name = "DIR", env = "TRUNKLINE_AGENT_FILES")]
    pub agent_files: Option<PathBuf>,
    /// Where to serve gRPC; port 0 takes a free one [default: 127.0.0.1:7420]
    #[arg(long, value_name = "ADDRESS:PORT", env = "TRUNKLINE_LISTEN")]
    pub listen: Option<String>,
    /// Where to answer /healthz, /readyz and /metrics [default: 127.0.0.1:7421]
    #[arg(long, value_name = "ADDRESS:PORT", env = "TRUNKLINE_HTTP_LISTEN")]
    pub http_listen: Option<String>,
    /// Where to serve the simulated AWS, with --local [default: 127.0.0.1:4599]
    #[arg(long, value_name = "ADDRESS:PORT", env = "TRUNKLINE_SIM_LISTEN")]
    pub sim_listen: Option<String>,
    /// How log lines on standard error are written [default: text]
    #[arg(long, value_name = "FORMAT", env = "TRUNKLINE_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Where to send traces, metrics and logs by OTLP over gRPC [default: nowhere]
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// How the daemon calls itself there [default: controld]
    #[arg(long, value_name = "NAME", env = "OTEL_SERVICE_NAME")]
    pub service_name: Option<String>,
    /// Let callers ask what services there are; always on with --local
    #[arg(long, env = "TRUNKLINE_REFLECTION")]
    pub reflection: bool,
}
