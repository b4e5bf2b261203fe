//! The agent directories, wherever they are kept.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::DirectoryReader;

use crate::{
    jobs::StoreDirectory,
    refusal::Refusal,
    store::{AgentPlace, AgentStore},
};

/// Finds the directory of a place.
#[async_trait]
pub trait Rosters: Send + Sync {
    /// What shows who is in it.
    async fn reader(&self, place: &AgentPlace) -> Result<Box<dyn DirectoryReader>, Refusal>;
}

/// Directories in the store of the daemon, or in a database.
pub struct StoreRosters(pub Arc<dyn AgentStore>);

#[async_trait]
impl Rosters for StoreRosters {
    async fn reader(&self, place: &AgentPlace) -> Result<Box<dyn DirectoryReader>, Refusal> {
        let store = Arc::clone(&self.0);
        Ok(Box::new(StoreDirectory::new(store, place.clone())))
    }
}
