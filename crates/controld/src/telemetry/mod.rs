//! What the daemon tells about itself: metrics, spans, log lines.

pub mod metrics;
pub mod names;
mod stopwatch;

pub use self::stopwatch::Stopwatch;
