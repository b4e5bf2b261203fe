//! The agent directory: a table of its own that remembers what lists and searches do not show.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use connect_model::{Email, Username};
use serde::{Deserialize, Serialize};

use crate::agent::Agent;

/// Remembers the agents of one directory of one instance.
///
/// Contract: `recall` and `holders` give what was last put, in any order, or less: anything may be
/// forgotten, and is asked of AWS again. One call of `remember`, `date` or `forget` may take effect in
/// part, but each agent as a whole. Nobody writes to AWS on the word of a directory.
#[async_trait]
pub trait Directory: Debug + Send + Sync {
    /// What is remembered of these logins.
    async fn recall(&self, usernames: &[Username]) -> Result<Vec<Entry>, DirectoryError>;

    /// The agents that have one of these e-mail addresses.
    async fn holders(&self, emails: &[Email]) -> Result<Vec<Entry>, DirectoryError>;

    /// Remembers these in place of what was remembered of them.
    async fn remember(&self, entries: Vec<Entry>) -> Result<(), DirectoryError>;

    /// Notes when AWS says that these were changed last, in milliseconds since 1970. Logins that are not
    /// remembered do not matter.
    async fn date(&self, times: &[(Username, i64)]) -> Result<(), DirectoryError>;

    /// Forgets these.
    async fn forget(&self, usernames: &[Username]) -> Result<(), DirectoryError>;
}

/// What is remembered of an agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// How AWS calls the user.
    pub user_id: String,
    /// When AWS had changed the user last, in milliseconds since 1970. What is remembered counts only
    /// while this is still so; without it, nothing counts yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_ms: Option<i64>,
    /// What is known of the agent.
    pub agent: Agent,
    /// Whether that has all addresses and numbers that AWS has.
    pub has_addresses: bool,
    /// Whether the agent left the file and was disabled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_disabled: bool,
    /// The secret with the first password, of an agent that an import made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// The table could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// For now. The same may go well later.
    #[error("the agent directory is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Until somebody mends it.
    #[error("the agent directory cannot be used")]
    Unfit(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A directory that keeps nothing: whoever has addresses or proficiencies in the file is read every time.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDirectory;

/// A directory that lasts as long as the process.
#[derive(Debug, Default)]
pub struct VolatileDirectory {
    entries: Mutex<BTreeMap<String, Entry>>,
}

// === impl Entry ===

impl Entry {
    /// Whether it counts for a user as a list shows it.
    pub(crate) fn is_of(&self, user_id: &str, modified_ms: Option<i64>) -> bool {
        self.user_id == user_id && self.modified_ms.is_some() && self.modified_ms == modified_ms
    }
}

// === impl NoDirectory ===

#[async_trait]
impl Directory for NoDirectory {
    async fn recall(&self, _: &[Username]) -> Result<Vec<Entry>, DirectoryError> {
        Ok(Vec::new())
    }

    async fn holders(&self, _: &[Email]) -> Result<Vec<Entry>, DirectoryError> {
        Ok(Vec::new())
    }

    async fn remember(&self, _: Vec<Entry>) -> Result<(), DirectoryError> {
        Ok(())
    }

    async fn date(&self, _: &[(Username, i64)]) -> Result<(), DirectoryError> {
        Ok(())
    }

    async fn forget(&self, _: &[Username]) -> Result<(), DirectoryError> {
        Ok(())
    }
}

// === impl VolatileDirectory ===

impl VolatileDirectory {
    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every entry, in the order of the logins.
    pub fn all(&self) -> Vec<Entry> {
        self.entries().values().cloned().collect()
    }
}

#[async_trait]
impl Directory for VolatileDirectory {
    async fn recall(&self, usernames: &[Username]) -> Result<Vec<Entry>, DirectoryError> {
        let entries = self.entries();
        let found = usernames.iter().filter_map(|name| entries.get(&key(name)));
        Ok(found.cloned().collect())
    }

    async fn holders(&self, emails: &[Email]) -> Result<Vec<Entry>, DirectoryError> {
        let has = |entry: &&Entry| {
            let email = entry.agent.email.as_ref();
            email.is_some_and(|email| emails.contains(email))
        };
        Ok(self.entries().values().filter(has).cloned().collect())
    }

    async fn remember(&self, new: Vec<Entry>) -> Result<(), DirectoryError> {
        let new = new.into_iter();
        let new = new.map(|entry| (key(&entry.agent.username), entry));
        self.entries().extend(new);
        Ok(())
    }

    async fn date(&self, times: &[(Username, i64)]) -> Result<(), DirectoryError> {
        let mut entries = self.entries();
        for (username, modified_ms) in times {
            if let Some(entry) = entries.get_mut(&key(username)) {
                entry.modified_ms = Some(*modified_ms);
            }
        }
        Ok(())
    }

    async fn forget(&self, usernames: &[Username]) -> Result<(), DirectoryError> {
        let mut entries = self.entries();
        for username in usernames {
            entries.remove(&key(username));
        }
        Ok(())
    }
}

/// AWS takes no two logins that differ in capitals alone.
fn key(username: &Username) -> String {
    username.as_str().to_ascii_lowercase()
}
