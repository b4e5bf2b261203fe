//! Tasks that end with their owner. The only module that starts one.

use std::future::Future;

use tokio::task::{JoinError, JoinHandle};

/// A task that is stopped when this is dropped.
#[derive(Debug)]
#[must_use = "a task is stopped when its owner drops it"]
pub struct Task<T>(JoinHandle<T>);

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
