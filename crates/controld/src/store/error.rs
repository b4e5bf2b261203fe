//! Why the store could not do it.

use std::sync::Arc;

/// Why the store could not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be read or written now. Whether a write took effect is unknown.
    #[error("the store is not available: {0}")]
    Unavailable(String, #[source] Option<Arc<sqlx::Error>>),
    /// The lease is not the newest of its job, or the job is at rest: stop at once.
    #[error("the lease has been lost")]
    Lost,
    /// What is stored cannot be read by this version.
    #[error("{0} cannot be read")]
    Unreadable(String),
}

// === impl StoreError ===

impl From<sqlx::Error> for StoreError {
    fn from(source: sqlx::Error) -> Self {
        Self::Unavailable("a statement failed".into(), Some(Arc::new(source)))
    }
}
