//! Queries of Athena.

use std::time::SystemTime;

use async_trait::async_trait;
use connect_model::Fault;

/// A query to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The SQL.
    pub sql: String,
    /// The workgroup that runs it.
    pub workgroup: String,
    /// The database that its names are of.
    pub database: String,
    /// 32 to 128 characters: a repeat with the same does not run twice.
    pub token: String,
}

/// How far a query has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its state.
    pub state: QueryState,
    /// Why it failed or was cancelled.
    pub reason: Option<String>,
    /// Whether Athena says that a repeat may help.
    pub retryable: bool,
    /// How many bytes were read, which is what is paid for.
    pub scanned_bytes: u64,
    /// How long the engine took, in milliseconds.
    pub engine_ms: u64,
    /// Where the result is.
    pub output: Option<String>,
    /// The SQL.
    pub sql: String,
}

/// A query that was started some time, by whomever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastQuery {
    /// Its id.
    pub id: String,
    /// When it was started.
    pub started: Option<SystemTime>,
    /// How far it has come.
    pub execution: Execution,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastQueries {
    /// The newest first (observed).
    pub queries: Vec<PastQuery>,
    /// The token of the next page.
    pub next: Option<String>,
}

/// The state of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryState {
    /// It waits.
    Queued,
    /// It runs.
    Running,
    /// It is done.
    Succeeded,
    /// It failed.
    Failed,
    /// It was stopped.
    Cancelled,
}

/// A page of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The columns with their types, on every page.
    pub columns: Vec<(String, String)>,
    /// The rows, on the first page with the names of the columns before them. A value that is absent is
    /// null.
    pub rows: Vec<Vec<Option<String>>>,
    /// The token of the next page.
    pub next: Option<String>,
}

/// The calls.
#[async_trait]
pub trait QueryPort: Send + Sync {
    /// `StartQueryExecution`: the id of the query.
    async fn start(&self, query: &Query) -> Result<String, Fault>;

    /// `GetQueryExecution`.
    async fn execution(&self, id: &str) -> Result<Execution, Fault>;

    /// `ListQueryExecutions` of a workgroup, 50 at most, and `BatchGetQueryExecution` of these. Athena
    /// keeps them for 45 days.
    async fn past(&self, workgroup: &str, token: Option<&str>) -> Result<PastQueries, Fault>;

    /// `GetQueryResults`, at most a thousand rows.
    async fn page(&self, id: &str, token: Option<&str>) -> Result<Page, Fault>;

    /// `GetQueryRuntimeStatistics`: how many rows came out, where Athena knows it already.
    async fn output_rows(&self, id: &str) -> Result<Option<u64>, Fault>;

    /// `StopQueryExecution`. One that has ended is no fault.
    async fn stop(&self, id: &str) -> Result<(), Fault>;
}
