//! A mend in words: for people, for the ids of steps, and for the pace of calls.

use std::fmt;

use crate::Mend;

// === impl Mend ===

impl Mend {
    /// What is done, in words with hyphens: the same as `do` in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SetAttribute { .. } => "set-attribute",
            Self::KeepLogs { .. } => "keep-logs",
            Self::RotateKey { .. } => "rotate-key",
            Self::EnableKey { .. } => "enable-key",
            Self::KeepKey { .. } => "keep-key",
            Self::BlockPublicAccess { .. } => "block-public-access",
            Self::DemandTls { .. } => "demand-tls",
            Self::AddLifecycle { .. } => "add-lifecycle",
            Self::StartTrail { .. } => "start-trail",
            Self::ValidateTrail { .. } => "validate-trail",
            Self::RemoveOrigin { .. } => "remove-origin",
            Self::ActivateTags { .. } => "activate-tags",
        }
    }

    /// What it is done to. Two mends of one kind and one subject set the same thing.
    pub fn subject(&self) -> String {
        match self {
            Self::AddLifecycle { bucket, prefix, .. } => format!("{bucket}:{prefix}"),
            Self::SetAttribute { attribute, .. } => attribute.clone(),
            Self::RemoveOrigin { origin } => origin.clone(),
            _ => self.resource().to_owned(),
        }
    }

    /// What AWS changes: of one of these it takes one change at a time.
    pub(super) fn resource(&self) -> &str {
        match self {
            Self::SetAttribute { .. } | Self::RemoveOrigin { .. } => "instance",
            Self::KeepLogs { group, .. } => group,
            Self::RotateKey { key } | Self::EnableKey { key } | Self::KeepKey { key } => key,
            Self::BlockPublicAccess { bucket }
            | Self::DemandTls { bucket }
            | Self::AddLifecycle { bucket, .. } => bucket,
            Self::StartTrail { trail } | Self::ValidateTrail { trail } => trail,
            Self::ActivateTags { .. } => "cost-allocation",
        }
    }

    /// The call that it begins with.
    pub(super) fn lane(&self) -> &'static str {
        match self {
            Self::SetAttribute { .. } => "connect:UpdateInstanceAttribute",
            Self::KeepLogs { .. } => "logs:PutRetentionPolicy",
            Self::RotateKey { .. } => "kms:EnableKeyRotation",
            Self::EnableKey { .. } => "kms:EnableKey",
            Self::KeepKey { .. } => "kms:CancelKeyDeletion",
            Self::BlockPublicAccess { .. } => "s3:PutPublicAccessBlock",
            Self::DemandTls { .. } => "s3:GetBucketPolicy",
            Self::AddLifecycle { .. } => "s3:GetBucketLifecycleConfiguration",
            Self::StartTrail { .. } => "cloudtrail:StartLogging",
            Self::ValidateTrail { .. } => "cloudtrail:UpdateTrail",
            Self::RemoveOrigin { .. } => "connect:DisassociateApprovedOrigin",
            Self::ActivateTags { .. } => "ce:UpdateCostAllocationTagsStatus",
        }
    }
}

impl fmt::Display for Mend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetAttribute { attribute, value } => {
                let way = if *value { "on" } else { "off" };
                write!(f, "switch the attribute {attribute} {way}")
            }
            Self::KeepLogs { group, days } => {
                write!(f, "have the log group {group} keep lines for {days} days")
            }
            Self::RotateKey { key } => write!(f, "have the key {key} rotated every year"),
            Self::EnableKey { key } => write!(f, "switch the key {key} on"),
            Self::KeepKey { key } => {
                write!(
                    f,
                    "take the deletion of the key {key} back and switch it on"
                )
            }
            Self::BlockPublicAccess { bucket } => {
                write!(f, "block public access to the bucket {bucket}")
            }
            Self::DemandTls { bucket } => {
                write!(f, "have the bucket {bucket} refuse what comes without TLS")
            }
            Self::AddLifecycle { bucket, prefix, .. } => {
                let all = if prefix.is_empty() {
                    "everything"
                } else {
                    prefix
                };
                write!(f, "have {all} in the bucket {bucket} go: ")?;
                f.write_str(&self.days().join(", "))
            }
            Self::StartTrail { trail } => write!(f, "have the trail {trail} record"),
            Self::ValidateTrail { trail } => {
                write!(f, "have the trail {trail} make its files provable")
            }
            Self::RemoveOrigin { origin } => write!(f, "take {origin} off the approved origins"),
            Self::ActivateTags { keys } => {
                write!(f, "have cost allocated by {}", keys.join(", "))
            }
        }
    }
}

impl Mend {
    /// When what goes, for a rule of lifecycle.
    fn days(&self) -> Vec<String> {
        let Self::AddLifecycle {
            expires_days,
            old_versions_days,
            uploads_days,
            ..
        } = self
        else {
            return Vec::new();
        };
        let all = [
            (expires_days, "objects"),
            (old_versions_days, "old versions"),
            (uploads_days, "uploads that were never completed"),
        ];
        let told = |(days, what): (&Option<u32>, &str)| {
            let days = (*days)?;
            Some(format!("{what} after {days} days"))
        };
        all.into_iter().filter_map(told).collect()
    }
}
