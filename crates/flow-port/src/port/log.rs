//! What flows logged.

use async_trait::async_trait;
use connect_model::{ContactId, Fault};

/// The calls.
#[async_trait]
pub trait LogPort: Send + Sync {
    /// `FilterLogEvents`: one page of the events of a log group that are about a contact, oldest first.
    /// A page may be empty and have others behind it. A group that is not there is a fault of class
    /// `NotFound`.
    async fn page(&self, search: &LogSearch, token: Option<&str>) -> Result<LogPage, Fault>;
}

/// Which events are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSearch {
    /// The log group.
    pub group: String,
    /// The contact.
    pub contact: ContactId,
    /// The first moment, in milliseconds since 1970.
    pub since_ms: u64,
    /// The last moment, in milliseconds since 1970.
    pub until_ms: u64,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// The messages, as they were logged.
    pub lines: Vec<String>,
    /// The token of the next page; none on the last one.
    pub next: Option<String>,
}
