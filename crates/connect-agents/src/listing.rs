//! Reading an agent directory: who is in it, page by page.

use async_trait::async_trait;
use connect_model::{Email, GroupPath, Name, Username};
use serde::{Deserialize, Serialize};

use crate::{
    directory::{DirectoryError, Entry, NoDirectory, VolatileDirectory},
    port::Page,
};

/// Shows the agents of one directory of one instance.
///
/// Contract: agents come in the order of their [keys](login_key). A page has `limit` agents at most, and may
/// have fewer or none although more follow: `next` says so, and is what to ask with for those after it. A
/// page without `next` is the last one. An agent who is there all the while is shown exactly once; one who
/// comes or goes meanwhile may be shown.
#[async_trait]
pub trait DirectoryReader: Send + Sync {
    /// The agents that fit, after the one with the key `after`, whether or not there is one. `limit` is 1 or
    /// more.
    async fn list(
        &self,
        filter: &AgentFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Entry>, DirectoryError>;
}

/// Which agents to show: those of whom all that is said here holds. The default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgentFilter {
    /// How the login begins, whatever its capitals.
    pub login_prefix: Option<String>,
    /// The e-mail address.
    pub email: Option<Email>,
    /// The routing profile.
    pub routing_profile: Option<Name>,
    /// The group in the hierarchy, or one above it.
    pub hierarchy: Option<GroupPath>,
    /// Whether the agent left the file and was disabled.
    pub is_disabled: Option<bool>,
}

/// What a login is filed under: AWS takes no two that differ in capitals alone.
pub fn login_key(username: &Username) -> String {
    username.as_str().to_ascii_lowercase()
}

// === impl AgentFilter ===

impl AgentFilter {
    /// Whether an agent is one of those to show.
    pub fn fits(&self, entry: &Entry) -> bool {
        let agent = &entry.agent;
        let is = |is: Option<bool>| is.is_none_or(|is| is);
        let begins = |prefix: &String| login_key(&agent.username).starts_with(&key(prefix));
        let email = |email: &Email| agent.email.as_ref() == Some(email);
        let profile = |name: &Name| agent.routing_profile.as_ref() == Some(name);
        let below = |top: &GroupPath| agent.hierarchy.value().is_some_and(|it| is_below(it, top));
        is(self.login_prefix.as_ref().map(begins))
            && is(self.email.as_ref().map(email))
            && is(self.routing_profile.as_ref().map(profile))
            && is(self.hierarchy.as_ref().map(below))
            && is(self.is_disabled.map(|is| is == entry.is_disabled))
    }

    /// How the keys begin of those that fit.
    pub fn key_prefix(&self) -> String {
        self.login_prefix.as_deref().map(key).unwrap_or_default()
    }
}

fn key(login: &str) -> String {
    login.to_ascii_lowercase()
}

/// Whether a group is `top`, or below it.
fn is_below(path: &GroupPath, top: &GroupPath) -> bool {
    let rest = path.as_str().strip_prefix(top.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A page out of agents in the order of their keys.
pub(crate) fn page(
    entries: impl Iterator<Item = Entry>,
    filter: &AgentFilter,
    after: Option<&str>,
    limit: usize,
) -> Page<Entry> {
    let is_after = |entry: &Entry| after.is_none_or(|it| *login_key(&entry.agent.username) > *it);
    let fits = entries.filter(|entry| is_after(entry) && filter.fits(entry));
    let mut items: Vec<Entry> = fits.take(limit.saturating_add(1)).collect();
    let has_more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| has_more);
    let next = last.map(|entry| login_key(&entry.agent.username));
    Page { items, next }
}

// === impl NoDirectory ===

#[async_trait]
impl DirectoryReader for NoDirectory {
    async fn list(
        &self,
        _: &AgentFilter,
        _: Option<&str>,
        _: usize,
    ) -> Result<Page<Entry>, DirectoryError> {
        let (items, next) = (Vec::new(), None);
        Ok(Page { items, next })
    }
}

// === impl VolatileDirectory ===

#[async_trait]
impl DirectoryReader for VolatileDirectory {
    async fn list(
        &self,
        filter: &AgentFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Entry>, DirectoryError> {
        Ok(page(self.all().into_iter(), filter, after, limit))
    }
}
