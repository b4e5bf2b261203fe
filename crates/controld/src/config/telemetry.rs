//! What the daemon tells about itself, and to whom.

use clap::ValueEnum;

use super::setting::{Faults, Settings};

/// What the daemon tells about itself, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TelemetryConfig {
    /// How log lines are written.
    pub log_format: LogFormat,
    /// Where traces, metrics and logs are sent by OTLP over gRPC; nowhere without it.
    pub otlp_endpoint: Option<String>,
    /// How the process calls itself there.
    pub service_name: String,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// A JSON object on each line.
    Json,
}

/// What the file says of it.
#[derive(Debug, Default)]
pub(super) struct InFile {
    log_format: Option<LogFormat>,
    otlp_endpoint: Option<String>,
    service_name: Option<String>,
}

// === impl InFile ===

impl InFile {
    pub(super) fn read(mut members: Settings<'_>) -> Self {
        let told = members.text("log_format");
        let log_format = told.and_then(|text| {
            let read = LogFormat::from_str(&text, false);
            let wrong = || format!("expected text or json, found {text:?}");
            read.map_err(|_| members.wrong("log_format", wrong())).ok()
        });
        let read = Self {
            log_format,
            otlp_endpoint: members.text("otlp_endpoint"),
            service_name: members.text("service_name"),
        };
        members.end();
        read
    }
}

// === impl TelemetryConfig ===

impl TelemetryConfig {
    /// Flags and variables win over the file.
    pub(super) fn of(args: &super::Args, file: InFile, faults: &mut Faults) -> Self {
        // A variable of OpenTelemetry that is empty counts as not set.
        let given = |flag: &Option<String>| flag.clone().filter(|text| !text.is_empty());
        let endpoint = given(&args.otlp_endpoint).or(file.otlp_endpoint);
        let is_url = |text: &&String| text.starts_with("http://") || text.starts_with("https://");
        if let Some(wrong) = endpoint.as_ref().filter(|text| !is_url(text)) {
            faults.add(
                "telemetry.otlp_endpoint",
                format!("expected http://HOST:PORT or https://HOST:PORT, found {wrong:?}"),
            );
        }
        let name = given(&args.service_name).or(file.service_name);
        Self {
            log_format: args.log_format.or(file.log_format).unwrap_or_default(),
            otlp_endpoint: endpoint,
            service_name: name.unwrap_or_else(|| "controld".to_owned()),
        }
    }
}
