//! Tags, the same for every kind.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// The calls for tags: by ARN, and one thing a call.
#[async_trait]
pub trait TagPort: Send + Sync {
    /// Sets tags; others stay.
    async fn tag(&self, arn: &str, tags: &Tags) -> Result<(), Fault>;

    /// Takes tags away; absent ones do not matter.
    async fn untag(&self, arn: &str, keys: &[String]) -> Result<(), Fault>;
}
