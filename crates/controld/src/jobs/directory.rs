//! The agent directory of an import, in a store.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use connect_agents::{
    AgentFilter, Directory, DirectoryError, DirectoryReader, Entry, Page, login_key,
};
use connect_model::{Email, Username};

use crate::store::{AgentPlace, AgentQuery, AgentStore, StoreError};

/// What imports remember of the agents of one directory of one instance.
pub struct StoreDirectory {
    store: Arc<dyn AgentStore>,
    place: AgentPlace,
}

// === impl StoreDirectory ===

impl StoreDirectory {
    /// The directory of that place.
    pub fn new(store: Arc<dyn AgentStore>, place: AgentPlace) -> Self {
        Self { store, place }
    }
}

#[async_trait]
impl Directory for StoreDirectory {
    async fn recall(&self, usernames: &[Username]) -> Result<Vec<Entry>, DirectoryError> {
        let recalled = self.store.recall_agents(&self.place, usernames).await;
        recalled.map_err(unavailable)
    }

    async fn holders(&self, emails: &[Email]) -> Result<Vec<Entry>, DirectoryError> {
        let holders = self.store.holders(&self.place, emails).await;
        holders.map_err(unavailable)
    }

    async fn remember(&self, entries: Vec<Entry>) -> Result<(), DirectoryError> {
        let remembered = self.store.remember_agents(&self.place, entries).await;
        remembered.map_err(unavailable)
    }

    async fn date(&self, times: &[(Username, i64)]) -> Result<(), DirectoryError> {
        let dated = self.store.date_agents(&self.place, times).await;
        dated.map_err(unavailable)
    }

    async fn forget(&self, usernames: &[Username]) -> Result<(), DirectoryError> {
        let forgotten = self.store.forget_agents(&self.place, usernames).await;
        forgotten.map_err(unavailable)
    }
}

#[async_trait]
impl DirectoryReader for StoreDirectory {
    async fn list(
        &self,
        filter: &AgentFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Entry>, DirectoryError> {
        let query = AgentQuery {
            place: self.place.clone(),
            filter: filter.clone(),
            after: after.map(ToOwned::to_owned),
            // One more says that there is another page.
            limit: u32::try_from(limit.saturating_add(1)).unwrap_or(u32::MAX),
        };
        let mut items = self.store.agents(query).await.map_err(unavailable)?;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| has_more);
        let next = last.map(|entry| login_key(&entry.agent.username));
        Ok(Page { items, next })
    }
}

impl fmt::Debug for StoreDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StoreDirectory").field(&self.place).finish()
    }
}

fn unavailable(cause: StoreError) -> DirectoryError {
    DirectoryError::Unavailable(Box::new(cause))
}
