//! Where data is kept, and how long.

mod bucket_access_unlogged;
mod bucket_lock_conflict;
mod bucket_missing;
mod bucket_old_versions_kept;
mod bucket_open;
mod bucket_other_region;
mod bucket_plain_http;
mod bucket_public;
mod bucket_unversioned;
mod bucket_uploads_kept;
mod bucket_without_lifecycle;
mod contact_records_not_streamed;
mod lifecycle;
mod lifecycle_too_early;
mod lifecycle_too_late;
mod log_group_kept_for_ever;
mod log_group_kept_long;
mod retention;
mod storage_missing;
mod stream_missing;
mod video_kept_long;

use crate::Rule;

/// Its rules.
pub(in crate::rules) static RULES: &[&Rule] = &[
    &storage_missing::RULE,
    &contact_records_not_streamed::RULE,
    &bucket_missing::RULE,
    &bucket_other_region::RULE,
    &bucket_public::RULE,
    &bucket_open::RULE,
    &bucket_plain_http::RULE,
    &bucket_without_lifecycle::RULE,
    &lifecycle_too_early::RULE,
    &lifecycle_too_late::RULE,
    &bucket_old_versions_kept::RULE,
    &bucket_uploads_kept::RULE,
    &bucket_unversioned::RULE,
    &bucket_access_unlogged::RULE,
    &bucket_lock_conflict::RULE,
    &stream_missing::RULE,
    &video_kept_long::RULE,
    &log_group_kept_for_ever::RULE,
    &log_group_kept_long::RULE,
];
