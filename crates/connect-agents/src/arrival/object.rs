//! One version of one object, and what it is known by.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many digits of a digest stand in names.
pub(super) const SHORT_DIGITS: usize = 10;
/// What S3 calls a version that was written while the bucket kept none.
const NO_VERSION: &str = "null";

/// One version of one object, as it was listed or asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectVersion {
    /// The bucket.
    pub bucket: String,
    /// The key, as it is: nothing in it is encoded.
    pub key: String,
    /// The id of the version; nothing where the bucket keeps no versions, or kept none at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// The entity tag, without quotes.
    pub etag: String,
    /// How many bytes it has.
    pub size_bytes: u64,
    /// When it was written, in milliseconds since 1970, in whole seconds: a HEAD tells no fractions, so
    /// nobody may.
    pub modified_ms: i64,
}

/// What one version of one object is known by, for a ledger of arrivals: equal for one version however it
/// was come by, and different for any two.
///
/// Where the bucket keeps versions, that is the id of the version. Where it keeps none, an object that is
/// put again leaves nothing but other bytes and another time, so entity tag, time and size stand for the
/// version. The entity tag alone would not do: yesterday's file that is put again today is another arrival.
/// Two puts of equal bytes within one second pass for one, and lose nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectId {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The id of the version, or `unversioned:` with entity tag, time and size.
    pub version: String,
}

// === impl ObjectVersion ===

impl ObjectVersion {
    /// What it is known by.
    pub fn id(&self) -> ObjectId {
        let unversioned = || {
            let Self {
                etag, size_bytes, ..
            } = self;
            format!("unversioned:{etag}/{}/{size_bytes}", self.modified_ms)
        };
        ObjectId {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            version: self.version_id.clone().unwrap_or_else(unversioned),
        }
    }

    /// The id of a version as S3 tells it; nothing, if that is the word for "none".
    pub fn version_id(told: impl Into<String>) -> Option<String> {
        Some(told.into()).filter(|id| !id.is_empty() && id != NO_VERSION)
    }

    /// An entity tag as S3 tells it, without its quotes.
    pub fn etag(told: &str) -> String {
        told.trim_matches('"').to_owned()
    }
}

// === impl ObjectId ===

impl ObjectId {
    /// The beginning of its digest, for names of files: 10 hexadecimal digits.
    pub fn short(&self) -> String {
        let Self {
            bucket,
            key,
            version,
        } = self;
        let digest = Sha256::digest(format!("{bucket}\0{key}\0{version}"));
        let digits = digest.iter().map(|byte| format!("{byte:02x}"));
        digits.take(SHORT_DIGITS / 2).collect()
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            bucket,
            key,
            version,
        } = self;
        write!(f, "s3://{bucket}/{key} ({version})")
    }
}
