//! What an agent directory needs of DynamoDB.

use async_trait::async_trait;
use connect_model::Fault;

use crate::port::Page;

/// The index that leads from an e-mail address to its agents.
pub const EMAIL_INDEX: &str = "by-email";

/// Items of one table.
///
/// Contract: one call of AWS each; nothing is repeated here, and every call may be repeated by its caller. What
/// the table had no room for in its time is handed back, to be asked for again. A table that is not there is a
/// fault of class `NotFound`; one that has other keys, of class `Invalid`.
///
/// Needs `dynamodb:BatchGetItem`, `dynamodb:BatchWriteItem`, `dynamodb:UpdateItem` and `dynamodb:Query` on the
/// table, and the last one on its index.
#[async_trait]
pub trait TablePort: Send + Sync {
    /// Up to 100 agents by their keys, each named once, as they were last written.
    async fn get(
        &self,
        place: &TablePlace,
        logins: &[String],
    ) -> Result<Batch<AgentRow, String>, Fault>;

    /// Puts up to 25 agents, each named once, in the place of what is there. Answers those that were not put.
    async fn put(&self, place: &TablePlace, rows: Vec<AgentRow>) -> Result<Vec<AgentRow>, Fault>;

    /// Takes up to 25 agents away, each named once. Answers those that were not.
    async fn take(&self, place: &TablePlace, logins: &[String]) -> Result<Vec<String>, Fault>;

    /// Notes when AWS had changed an agent last, and touches nothing else. Who is not there stays away.
    async fn date(&self, place: &TablePlace, login: &str, modified_ms: i64) -> Result<(), Fault>;

    /// The logins that have an e-mail address, by the index: what was written a moment ago may be missing.
    async fn logins(
        &self,
        place: &TablePlace,
        email: &str,
        page: Option<&str>,
    ) -> Result<Page<String>, Fault>;

    /// Agents in the order of their logins, as they were last written, up to 1 MB. `next` is the last login of
    /// the page.
    async fn rows(&self, place: &TablePlace, range: &RowRange) -> Result<Page<AgentRow>, Fault>;
}

/// A table, and which of the directories in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlace {
    /// The name of the table, or its ARN.
    pub table: String,
    /// The directory: `account/Region/alias/directory`.
    pub directory: String,
}

/// An agent as an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentRow {
    /// The login in small letters.
    pub login: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// When AWS had changed the user last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
    /// All the rest, as JSON.
    pub entry: String,
}

/// What came of a call about several agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<T, K> {
    /// What is there.
    pub found: Vec<T>,
    /// What is to be asked for again.
    pub left: Vec<K>,
}

/// Which agents to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowRange {
    /// How the login begins; may be empty.
    pub prefix: String,
    /// Only those after this login, which begins with the prefix.
    pub after: Option<String>,
    /// How many at most, 1 or more.
    pub rows_max: Option<u32>,
}
