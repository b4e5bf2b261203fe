//! Objects of S3.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait ObjectPort: Send + Sync {
    /// `PutObject`. To put the same again is no fault.
    async fn put_object(&self, bucket: &str, key: &str, content: Vec<u8>) -> Result<(), Fault>;

    /// `ListObjectsV2` below a prefix: keys with sizes in bytes.
    async fn objects(&self, bucket: &str, prefix: &str) -> Result<Vec<(String, u64)>, Fault>;
}
