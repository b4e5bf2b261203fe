//! Buckets that Trunkline makes for what an instance keeps.

use super::{
    entry::{Declared, Naming, Seen},
    storage::check_arn,
};
use crate::{
    Arn, BucketName,
    decode::{Limit, Pattern},
    spec::Kind,
};

record! {
    /// A bucket. Its owner owns every object in it, as AWS makes new ones.
    pub struct BucketSpec {
        /// The KMS key of objects whose writer names none; without it, S3 has its own.
        kms_key: Option<Arn>,
        /// Whether all public access is blocked, whatever policies say.
        block_public_access: bool = true,
        /// Whether requests without TLS are refused, by a statement in its policy.
        tls_only: bool = true,
        /// Whether what is overwritten or deleted is kept.
        versioning: bool = false,
        /// After how many days objects go, and what was overwritten; without it, never.
        expire_days: Option<u32> [Limit::Range(1, 36_500)],
    }
}

impl Declared for BucketSpec {
    const KIND: Kind = Kind::Bucket;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = &[Limit::Named(
        <BucketName as Pattern>::PATTERN.expect("these names have a pattern"),
    )];
    type Members = Self;

    fn settle(members: Self, seen: &mut Seen<'_, '_>) -> Option<Self> {
        if let Some(key) = &members.kms_key {
            check_arn(key, "kms", "key/", "kms_key", seen);
        }
        Some(members)
    }
}
