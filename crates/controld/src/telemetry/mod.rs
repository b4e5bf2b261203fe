//! What the daemon tells about itself: metrics, spans, log lines.

mod log;
pub mod metrics;
pub mod names;
mod stopwatch;
pub mod trace;

pub use self::{log::log_to_stderr, stopwatch::Stopwatch};
