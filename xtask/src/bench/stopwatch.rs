//! The clock on the wall. The only module of the tool that reads it: a benchmark is about time.

use std::{
    thread,
    time::{Duration, Instant},
};

use time::OffsetDateTime;

/// Time since a start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch(Instant);

// === impl Stopwatch ===

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark measures the clock on the wall"
    )]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn s(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    pub(super) fn ms(self) -> f64 {
        self.s() * 1000.0
    }
}

/// Lets what is measured rest.
#[expect(
    clippy::disallowed_methods,
    reason = "a process that rests does so on the wall"
)]
pub(super) fn rest(length: Duration) {
    thread::sleep(length);
}

/// The day in UTC, as `2026-01-31`.
pub(super) fn today() -> String {
    OffsetDateTime::now_utc().date().to_string()
}
