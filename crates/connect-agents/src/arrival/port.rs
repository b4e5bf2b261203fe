//! What a watch needs of S3 and SQS.

use std::{ops::Range, path::Path};

use async_trait::async_trait;
use connect_model::Fault;

use super::ObjectVersion;
use crate::port::Page;

/// Metadata of every object that we put, name and value: whatever it is called and wherever somebody moves
/// it, it is no arrival.
pub const OWN_MARK: (&str, &str) = ("trunkline", "written");

/// The longest that a message can be hidden, in seconds.
pub const VISIBLE_AFTER_S_MAX: u32 = 12 * 60 * 60;

/// Objects that arrive, and the queue that tells of them.
///
/// Contract: one call of AWS each. Nothing is repeated here, and every call may be repeated by its caller: what
/// is there already is success. A fault of class `NotFound` says that the version, its bucket or the queue is
/// not there; `Conflict`, that the object is another one by now. Bytes of another version than the one that is
/// named are never read, copied or deleted.
#[async_trait]
pub trait ArrivalPort: Send + Sync {
    /// What is under a prefix: of each key, the version that a reader would get. In the order of the keys,
    /// page by page; a page without `next` is the last one, and may be empty.
    ///
    /// Versions have their ids, so that one that is listed and one that is told of are known by the same.
    async fn list(
        &self,
        bucket: &str,
        prefix: &str,
        page: Option<&str>,
    ) -> Result<Page<ObjectVersion>, Fault>;

    /// One version; without an id, the one that a reader would get.
    async fn head(&self, bucket: &str, key: &str, version: Option<&str>) -> Result<Held, Fault>;

    /// Bytes of exactly this version. `range` is not empty and ends no later than the object. Fewer bytes
    /// are a fault.
    async fn piece(&self, object: &ObjectVersion, range: Range<u64>) -> Result<Vec<u8>, Fault>;

    /// Puts an object with [`OWN_MARK`] on it, whole or not at all.
    async fn put(&self, object: &NewObject<'_>) -> Result<Put, Fault>;

    /// Copies exactly this version within its bucket, with all that is said about it, in the place of what is
    /// at `to`. Up to 5 GiB: more is a fault of class `Invalid`.
    async fn copy(&self, object: &ObjectVersion, to: &str) -> Result<(), Fault>;

    /// Takes the object away, if it is still this one; whether it is gone now. `false` says that another one
    /// has taken its place, and stays.
    ///
    /// Where the bucket keeps versions, it is hidden by a delete marker and its bytes stay in its history.
    /// That is on purpose: to delete the version itself would bring an older one back to light, which would
    /// pass for an arrival, and would take a right to destroy that nobody should give. Needs `s3:DeleteObject`
    /// and `s3:GetObject`, which S3 asks for beside it.
    async fn delete(&self, object: &ObjectVersion) -> Result<bool, Fault>;

    /// Messages of a queue. Each is hidden from others until it is removed, or its time is over and it comes
    /// again.
    async fn receive(&self, queue_url: &str, how: &Receive) -> Result<Vec<Message>, Fault>;

    /// Removes a message for good. One that is gone is success.
    async fn remove(&self, queue_url: &str, receipt: &str) -> Result<(), Fault>;

    /// Hides a message for so many seconds from now on, [`VISIBLE_AFTER_S_MAX`] at most and 0 to let it come
    /// again at once; `false`, if it is not ours any more: its time was over, or it is gone.
    async fn prolong(&self, queue_url: &str, receipt: &str, seconds: u32) -> Result<bool, Fault>;
}

/// A version that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The version.
    pub object: ObjectVersion,
    /// Whether it has [`OWN_MARK`] on it: then it is no arrival.
    pub is_own: bool,
}

/// An object to be put.
#[derive(Clone, Copy, Debug)]
pub struct NewObject<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// The key.
    pub key: &'a str,
    /// The media type, as in `text/csv; charset=utf-8`.
    pub content_type: &'a str,
    /// The bytes.
    pub content: Content<'a>,
    /// Whether what is there stays as it is. For whatever is the same in every attempt, such as the report on a
    /// version; results of an import that was resumed may say more than those before.
    pub if_absent: bool,
}

/// Where bytes come from. They are up to 5 GiB.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Memory.
    Bytes(&'a [u8]),
    /// A file on this machine.
    File(&'a Path),
}

/// What became of an object that was to be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is there.
    Written,
    /// One was there, and was not written over.
    Kept,
}

/// How to receive messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receive {
    /// How many at most, 1 to 10.
    pub messages_max: u32,
    /// How long to wait for the first, in seconds, up to 20.
    pub wait_s: u32,
    /// How long they are hidden from others, in seconds.
    pub hidden_s: u32,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id, the same whenever it comes.
    pub id: String,
    /// By what it is removed or prolonged; another one each time it comes.
    pub receipt: String,
    /// The text.
    pub body: String,
    /// How often it has come, this time included.
    pub times: u32,
    /// When it was sent, in milliseconds since 1970.
    pub sent_ms: Option<i64>,
}

// === impl Receive ===

impl Default for Receive {
    /// As many as can be, waited for as long as can be, hidden for five minutes.
    fn default() -> Self {
        Self {
            messages_max: 10,
            wait_s: 20,
            hidden_s: 300,
        }
    }
}
