//! What observations remember, in the store.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use connect_resources::{Memory, Recollection};
use reconcile::Clock;

use crate::store::Store;

/// A memory in a store. What the store cannot do now is forgotten: then AWS is asked.
#[derive(Clone)]
pub struct StoreMemory {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

// === impl StoreMemory ===

impl StoreMemory {
    /// Remembers in this store, by this clock.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }
}

#[async_trait]
impl Memory for StoreMemory {
    async fn recall(&self, arns: &[String]) -> Vec<Recollection> {
        self.store.recall(arns).await.unwrap_or_else(|cause| {
            tracing::warn!(%cause, "nothing is remembered");
            Vec::new()
        })
    }

    async fn remember(&self, things: Vec<Recollection>) {
        if let Err(cause) = self.store.remember(things, self.clock.now()).await {
            tracing::warn!(%cause, "what was seen will not be remembered");
        }
    }
}

impl fmt::Debug for StoreMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreMemory").finish_non_exhaustive()
    }
}
