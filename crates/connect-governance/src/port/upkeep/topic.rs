//! Topics of SNS that alerts go to.

use async_trait::async_trait;
use connect_model::Fault;

/// A topic that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRecord {
    /// Its policy, as JSON text.
    pub policy: Option<String>,
    /// The key that encrypts it, as it was named.
    pub key: Option<String>,
}

/// The calls.
#[async_trait]
pub trait TopicPort: Send + Sync {
    /// `GetTopicAttributes`, in the Region of the topic.
    async fn topic(&self, arn: &str) -> Result<Option<TopicRecord>, Fault>;
}
