//! Encryption of what is kept.

mod bucket_encryption_default;
mod key_disabled;
mod key_grant_missing;
mod key_missing;
mod key_open;
mod key_pending_deletion;
mod key_rotation_off;
mod key_unfit;
mod key_without_administrator;
mod log_group_unencrypted;
mod own;
mod storage_aws_managed_key;
mod storage_without_key;
mod stream_key_policy;
mod stream_unencrypted;
mod video_without_own_key;

use crate::Rule;

/// Its rules.
pub(in crate::rules) static RULES: &[&Rule] = &[
    &storage_without_key::RULE,
    &storage_aws_managed_key::RULE,
    &video_without_own_key::RULE,
    &key_missing::RULE,
    &key_disabled::RULE,
    &key_pending_deletion::RULE,
    &key_rotation_off::RULE,
    &key_grant_missing::RULE,
    &key_unfit::RULE,
    &key_open::RULE,
    &key_without_administrator::RULE,
    &stream_unencrypted::RULE,
    &stream_key_policy::RULE,
    &bucket_encryption_default::RULE,
    &log_group_unencrypted::RULE,
];
