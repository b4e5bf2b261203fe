//! Which rules of a bucket delete what is kept.

use crate::{
    rules::words::days,
    world::{Bucket, Lifecycle},
};

/// The rules that delete objects which begin with `prefix`, with the days after which they do.
pub(super) fn expiring<'b>(
    bucket: &'b Bucket,
    prefix: &str,
) -> impl Iterator<Item = (&'b Lifecycle, u32)> {
    let covering = bucket
        .lifecycle
        .iter()
        .filter(move |rule| rule.covers(prefix));
    covering.filter_map(|rule| Some((rule, rule.expires_days?)))
}

/// Whether a sort is a recording or a transcript: for these alone it is said how long they are kept.
pub(super) fn is_recorded(sort: &str) -> bool {
    ["CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "SCREEN_RECORDINGS"].contains(&sort)
}

/// What a rule deletes, and when.
pub(super) fn told(rule: &Lifecycle, after: u32) -> String {
    let after = days(after);
    if rule.prefix.is_empty() {
        format!("a rule for all keys deletes after {after}")
    } else {
        format!("a rule for `{}` deletes after {after}", rule.prefix)
    }
}
