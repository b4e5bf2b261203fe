//! The contract of a store about the agent directory.

use async_trait::async_trait;
use connect_agents::{AgentFilter, Entry};
use connect_model::{AccountId, Alias, DirectoryName, Email, Region, Username};

use super::StoreError;

/// Keeps what imports remember of agents, as [`connect_agents::Directory`] asks for.
#[async_trait]
pub trait AgentStore: Send + Sync {
    /// What is remembered of these logins.
    async fn recall_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<Vec<Entry>, StoreError>;

    /// The agents that have one of these e-mail addresses.
    async fn holders(&self, place: &AgentPlace, emails: &[Email])
    -> Result<Vec<Entry>, StoreError>;

    /// Remembers these in place of what was remembered of them.
    async fn remember_agents(
        &self,
        place: &AgentPlace,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError>;

    /// Notes when AWS says that these were changed last, in milliseconds since 1970. Logins that are not
    /// remembered do not matter.
    async fn date_agents(
        &self,
        place: &AgentPlace,
        times: &[(Username, i64)],
    ) -> Result<(), StoreError>;

    /// Forgets these.
    async fn forget_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<(), StoreError>;

    /// Agents by login.
    async fn agents(&self, query: AgentQuery) -> Result<Vec<Entry>, StoreError>;
}

/// A directory of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentPlace {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    /// The instance.
    pub alias: Alias,
    /// The directory.
    pub directory: DirectoryName,
}

/// Which agents to list.
#[derive(Clone, Debug)]
pub struct AgentQuery {
    /// Of which directory.
    pub place: AgentPlace,
    /// Which of them.
    pub filter: AgentFilter,
    /// Only logins after this one, in small letters.
    pub after: Option<String>,
    /// At most so many.
    pub limit: u32,
}

// === impl AgentPlace ===

impl AgentPlace {
    /// How a store calls it.
    pub fn key(&self) -> String {
        let Self {
            account,
            region,
            alias,
            directory,
        } = self;
        format!("{account}/{region}/{alias}/{directory}")
    }
}
