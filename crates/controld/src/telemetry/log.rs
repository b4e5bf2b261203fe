//! Log lines.

use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry::LookupSpan};

use crate::config::LogFormat;

/// Log lines on standard error, at the level that `TRUNKLINE_LOG` says (`info` by default; the syntax is
/// that of `RUST_LOG`): as text for people, or as one JSON object each for programs.
pub(super) fn layer<S>(format: LogFormat) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let filter = EnvFilter::try_from_env("TRUNKLINE_LOG");
    let filter = filter.unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,opentelemetry=warn"));
    let lines = fmt::layer().with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_filter(filter).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
    }
}
