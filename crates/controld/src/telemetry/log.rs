//! Log lines.

use tracing_subscriber::{EnvFilter, fmt};

/// Writes log lines to standard error, at the level that `TRUNKLINE_LOG` says (`info` by default; the
/// syntax is that of `RUST_LOG`). Does nothing when the process has a subscriber already.
pub fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("TRUNKLINE_LOG");
    let filter = filter.unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let _ = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
