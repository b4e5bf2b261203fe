//! Tasks that end with their owner. The only module that starts one.

use std::future::Future;

use tokio::task::{JoinError, JoinHandle, JoinSet};

/// A task that is stopped when this is dropped.
#[derive(Debug)]
#[must_use = "a task is stopped when its owner drops it"]
pub struct Task<T>(JoinHandle<T>);

/// Tasks of one owner.
#[derive(Debug, Default)]
pub struct Crew(JoinSet<()>);

/// Starts a task.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that starts a task, and gives it an owner"
)]
pub fn start<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Task<T> {
    Task(tokio::spawn(work))
}

// === impl Task ===

impl<T> Task<T> {
    /// Waits for the task's end. Fails when it panicked.
    pub async fn end(mut self) -> Result<T, JoinError> {
        (&mut self.0).await
    }

    /// Whether the task has ended.
    pub fn has_ended(&self) -> bool {
        self.0.is_finished()
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

// === impl Crew ===

impl Crew {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts one more.
    pub fn start(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(work);
    }

    /// Lets go of those that have ended.
    pub fn let_go(&mut self) {
        while let Some(ended) = self.0.try_join_next() {
            told(ended);
        }
    }

    /// How many there are, those that have ended and were not noticed included.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns when one has ended; never when there is nobody.
    pub async fn one_ended(&mut self) {
        match self.0.join_next().await {
            Some(ended) => told(ended),
            None => std::future::pending().await,
        }
    }

    /// Returns when all have ended.
    pub async fn all_ended(&mut self) {
        while !self.is_empty() {
            self.one_ended().await;
        }
    }
}

fn told(ended: Result<(), JoinError>) {
    if let Err(cause) = ended {
        tracing::error!(%cause, "a task ended badly");
    }
}
