//! What is refused although policies and access control lists would let the public in.

use serde_json::{Value, json};

use super::PUBLIC_ACCESS;
use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{Bucket, address::Address},
};

/// One of the four switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::services::s3) enum Setting {
    BlockPublicAcls,
    IgnorePublicAcls,
    BlockPublicPolicy,
    RestrictPublicBuckets,
}

/// What is not said is off.
pub(super) fn check(_: &mut Ctx<'_>, _: &Address, mut document: Value) -> Result<Value, AwsError> {
    for setting in Setting::ALL {
        let on = document[setting.name()].as_bool().unwrap_or(false);
        document[setting.name()] = json!(on);
    }
    Ok(document)
}

// === impl Setting ===

impl Setting {
    pub(super) const ALL: [Self; 4] = [
        Self::BlockPublicAcls,
        Self::IgnorePublicAcls,
        Self::BlockPublicPolicy,
        Self::RestrictPublicBuckets,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BlockPublicAcls => "BlockPublicAcls",
            Self::IgnorePublicAcls => "IgnorePublicAcls",
            Self::BlockPublicPolicy => "BlockPublicPolicy",
            Self::RestrictPublicBuckets => "RestrictPublicBuckets",
        }
    }
}

// === impl Bucket ===

impl Bucket {
    /// Whether the switch is on.
    pub(in crate::services::s3) fn blocks(&self, setting: Setting) -> bool {
        self.configuration(PUBLIC_ACCESS)[setting.name()] == true
    }
}
