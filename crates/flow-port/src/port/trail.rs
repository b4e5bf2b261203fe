//! Who changed what.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait TrailPort: Send + Sync {
    /// Who wrote the content of a flow or module last, by its id (`LookupEvents` of CloudTrail). None if
    /// the trail does not tell.
    async fn last_writer(&self, id: &str) -> Result<Option<Writer>, Fault>;
}

/// Who wrote something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The user name as CloudTrail has it.
    pub name: String,
    /// When, in RFC 3339.
    pub time: String,
    /// The call, such as `UpdateContactFlowContent`.
    pub event: String,
}
