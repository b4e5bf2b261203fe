//! Time, as an argument: the only module that looks at a clock of the machine.

use std::{
    fmt::Debug,
    future::Future,
    pin::Pin,
    time::{Duration, SystemTime},
};

use tokio::sync::watch;

use crate::time::Time;

/// The end of a wait.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What tells the simulated world its time, and waits in it.
pub trait Clock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> Time;

    /// Waits for `length`.
    fn sleep(&self, length: Duration) -> Sleep<'_>;

    /// Moves the clock on by hand and says where it stands; `None` if it runs by itself.
    fn advance(&self, length: Duration) -> Option<Time> {
        let _ = length;
        None
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

/// A fixed epoch plus the time that tokio's clock has run since then.
///
/// On a paused runtime this is virtual time: it moves when nothing else can.
#[derive(Debug, Clone, Copy)]
pub struct TokioClock {
    epoch: Time,
    origin: tokio::time::Instant,
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock {
    now: watch::Sender<Time>,
}

// === impl WallClock ===

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Time {
        SystemTime::now().into()
    }

    fn sleep(&self, length: Duration) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(length))
    }
}

// === impl TokioClock ===

impl TokioClock {
    /// A clock that shows `epoch` now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads tokio's clock"
    )]
    pub fn starting_at(epoch: Time) -> Self {
        Self {
            epoch,
            origin: tokio::time::Instant::now(),
        }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Time {
        self.epoch + self.origin.elapsed()
    }

    fn sleep(&self, length: Duration) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(length))
    }
}

// === impl ManualClock ===

impl ManualClock {
    /// A clock that stands at `now`.
    pub fn starting_at(now: Time) -> Self {
        Self {
            now: watch::Sender::new(now),
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Time {
        *self.now.borrow()
    }

    fn sleep(&self, length: Duration) -> Sleep<'_> {
        let end = self.now() + length;
        let mut moved = self.now.subscribe();
        Box::pin(async move {
            // The sender lives as long as the clock that this borrows, so the wait cannot fail.
            let _ = moved.wait_for(|now| *now >= end).await;
        })
    }

    fn advance(&self, length: Duration) -> Option<Time> {
        self.now.send_modify(|now| *now = *now + length);
        Some(self.now())
    }
}
