//! Where data is kept, and by which keys.

/// Where one sort of data goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// The sort in the words of the API, such as `CALL_RECORDINGS`.
    pub sort: String,
    /// Where it goes.
    pub destination: Destination,
}

/// Where data goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a bucket.
    Bucket {
        /// Which.
        bucket: String,
        /// What keys of objects begin with.
        prefix: String,
        /// The key that is named for it.
        key: Option<String>,
    },
    /// To video streams.
    Video {
        /// What names of streams begin with.
        prefix: String,
        /// How long they are kept, in hours.
        retention_hours: u32,
        /// The key that is named for it.
        key: String,
    },
    /// To a data stream, by its ARN.
    Stream(String),
    /// To a delivery stream, by its ARN.
    DeliveryStream(String),
}

/// A bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Whether it is there and this account's.
    pub exists: bool,
    /// The Region that it is in.
    pub region: String,
    /// Whether that is another one than the instance's. Nothing else was asked then.
    pub is_elsewhere: bool,
    /// How objects are encrypted whose writer says nothing.
    pub encryption: BucketEncryption,
    /// Whether all four switches against public access are on.
    pub blocks_public_access: bool,
    /// Whether its policy denies what comes without TLS.
    pub demands_tls: bool,
    /// Whether its policy lets anybody in without a condition.
    pub is_open: bool,
    /// Whether versions are kept.
    pub keeps_versions: bool,
    /// Whether access to it is logged.
    pub logs_access: bool,
    /// For how many days objects are locked by default.
    pub locked_days: Option<u32>,
    /// Its rules, those that are switched on.
    pub lifecycle: Vec<Lifecycle>,
}

/// How a bucket encrypts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BucketEncryption {
    /// With keys of S3.
    #[default]
    S3,
    /// With a KMS key; none where it is that of AWS.
    Kms(Option<String>),
}

/// A rule by which objects go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// What keys begin with that it is about; all keys where it is empty.
    pub prefix: String,
    /// After how many days objects go.
    pub expires_days: Option<u32>,
    /// After how many days they go to a cheaper class.
    pub moves_days: Option<u32>,
    /// After how many days versions go that are not the newest.
    pub old_versions_days: Option<u32>,
    /// After how many days uploads go that were never completed.
    pub uploads_days: Option<u32>,
}

/// A KMS key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Its ARN; what was asked for, where it is not there.
    pub arn: String,
    /// Whether it is there.
    pub exists: bool,
    /// Its aliases, with `alias/` before them.
    pub aliases: Vec<String>,
    /// Its state in the words of the API, such as `Enabled`.
    pub state: String,
    /// Whether AWS manages it.
    pub is_aws_managed: bool,
    /// Whether it is symmetric and made to encrypt.
    pub encrypts: bool,
    /// Whether it is rotated every year.
    pub rotates: bool,
    /// Whether its policy lets anybody in without a condition.
    pub is_open: bool,
    /// Whether its policy lets somebody of the account administer it.
    pub has_administrator: bool,
    /// Principals that its policy lets make data keys.
    pub data_key_principals: Vec<String>,
    /// Its grants; none where they were not asked for.
    pub grants: Option<Vec<KeyGrant>>,
}

/// A grant of a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyGrant {
    /// Who has it.
    pub grantee: String,
    /// What for, in the words of the API.
    pub operations: Vec<String>,
}

/// A stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// Its ARN.
    pub arn: String,
    /// Which kind.
    pub kind: StreamKind,
    /// Whether it is there.
    pub exists: bool,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// The key that is named for it.
    pub key: Option<String>,
    /// How long it keeps records, in hours.
    pub retention_hours: Option<u32>,
}

/// Which kind of stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamKind {
    /// A Kinesis data stream.
    #[default]
    Data,
    /// A Firehose delivery stream.
    Delivery,
}

/// The log group of flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogGroup {
    /// Its name.
    pub name: String,
    /// How many days it keeps lines; for ever without it.
    pub retention_days: Option<u32>,
    /// The key that encrypts it.
    pub key: Option<String>,
}

// === impl Bucket ===

impl Bucket {
    /// Whether its settings were read.
    pub fn is_read(&self) -> bool {
        self.exists && !self.is_elsewhere
    }
}

// === impl Key ===

impl Key {
    /// Its id: what stands at the end of its ARN.
    pub fn id(&self) -> &str {
        self.arn
            .rsplit_once('/')
            .map_or(self.arn.as_str(), |(_, id)| id)
    }
}

// === impl Destination ===

impl Destination {
    /// The key that is named for it.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Bucket { key, .. } => key.as_deref(),
            Self::Video { key, .. } => Some(key),
            Self::Stream(_) | Self::DeliveryStream(_) => None,
        }
    }
}

// === impl Lifecycle ===

impl Lifecycle {
    /// Whether it is about every object below `prefix`, after which Amazon Connect writes a slash.
    pub fn covers(&self, prefix: &str) -> bool {
        format!("{}/", prefix.trim_end_matches('/')).starts_with(&self.prefix)
    }
}
