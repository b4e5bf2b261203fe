//! Records of what happened.

mod flow_logs_off;
mod trail_missing;
mod trail_one_region;
mod trail_stopped;
mod trail_unencrypted;
mod trail_unproved;
mod trail_without_key_use;
mod trail_without_writes;
mod trails;

use crate::Rule;

/// Its rules.
pub(in crate::rules) static RULES: &[&Rule] = &[
    &flow_logs_off::RULE,
    &trail_missing::RULE,
    &trail_stopped::RULE,
    &trail_without_writes::RULE,
    &trail_without_key_use::RULE,
    &trail_one_region::RULE,
    &trail_unproved::RULE,
    &trail_unencrypted::RULE,
];
