//! Objects of S3.

use async_trait::async_trait;
use connect_model::Fault;

/// A part of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// The key.
    pub key: &'a str,
    /// The first byte, counted from zero.
    pub from: u64,
    /// So many bytes, or as many as there are.
    pub length: u64,
    /// The entity tag that the object must have, where one is known.
    pub version: Option<&'a str>,
}

/// Bytes of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many the object has.
    pub whole: u64,
    /// Its entity tag.
    pub version: Option<String>,
}

/// The calls.
#[async_trait]
pub trait ObjectPort: Send + Sync {
    /// `PutObject`. To put the same again is no fault.
    async fn put_object(&self, bucket: &str, key: &str, content: Vec<u8>) -> Result<(), Fault>;

    /// `GetObject` of a part. An answer that breaks off is a fault.
    async fn piece(&self, of: &Slice<'_>) -> Result<Piece, Fault>;

    /// `ListObjectsV2` below a prefix: keys with sizes in bytes.
    async fn objects(&self, bucket: &str, prefix: &str) -> Result<Vec<(String, u64)>, Fault>;
}
