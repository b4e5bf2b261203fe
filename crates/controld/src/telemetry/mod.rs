//! What the daemon tells about itself: metrics, spans, log lines.

mod export;
mod log;
pub mod metrics;
pub mod names;
mod page;
mod stopwatch;
pub mod trace;

pub use self::{
    export::{HOUSE, Telemetry, spans},
    page::MetricsPage,
    stopwatch::Stopwatch,
};
