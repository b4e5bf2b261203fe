//! Time, as an argument.
//!
//! The only module of the product's libraries that looks at a clock of the machine.

use std::{
    fmt::Debug,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;

/// What tells the time and waits.
#[async_trait]
pub trait Clock: Debug + Send + Sync {
    /// The time now. Never goes backwards by more than the machine's own clock does.
    fn now(&self) -> SystemTime;

    /// Waits for `length`.
    async fn sleep(&self, length: Duration);
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

/// A fixed epoch plus the time that tokio's clock has run since then.
///
/// Under a paused runtime this is virtual time: it moves only when nothing else can.
#[derive(Debug, Clone, Copy)]
pub struct TokioClock {
    epoch: SystemTime,
    origin: tokio::time::Instant,
}

// === impl WallClock ===

#[async_trait]
impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    async fn sleep(&self, length: Duration) {
        tokio::time::sleep(length).await;
    }
}

// === impl TokioClock ===

impl TokioClock {
    /// A clock that shows `epoch` now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads tokio's clock"
    )]
    pub fn starting_at(epoch: SystemTime) -> Self {
        Self {
            epoch,
            origin: tokio::time::Instant::now(),
        }
    }
}

#[async_trait]
impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        self.epoch + self.origin.elapsed()
    }

    async fn sleep(&self, length: Duration) {
        tokio::time::sleep(length).await;
    }
}
