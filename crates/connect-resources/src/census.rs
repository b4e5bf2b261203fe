//! A list that is right, a search that is cheap, and a description for what the search has not seen.
//!
//! Search answers from an index that lags behind writes by some seconds; it may miss a thing, show
//! one that is gone, or show an old state (facts/connect-api.md, 3). The list says what there is and,
//! for most kinds, when it was changed. So one search replaces the descriptions of all things but
//! those that changed lately.

use std::{collections::BTreeMap, future::Future};

use connect_model::Fault;

use crate::{Named, Reading};

/// What a search tells of one thing.
pub(crate) trait Record {
    /// The id.
    fn id(&self) -> &str;

    /// When it was changed last, in milliseconds since 1970, where the search tells.
    fn modified_ms(&self) -> Option<i64>;
}

/// Everything that the list names, each with a record that is as new as the list.
pub(crate) async fn census<R, F>(
    cx: &Reading<'_>,
    listed: Vec<Named>,
    searched: Vec<R>,
    describe: impl Fn(String) -> F,
) -> Result<Vec<(Named, R)>, Fault>
where
    R: Record,
    F: Future<Output = Result<R, Fault>>,
{
    let mut records: BTreeMap<String, R> = searched
        .into_iter()
        .map(|record| (record.id().to_owned(), record))
        .collect();
    let mut found = Vec::with_capacity(listed.len());
    for named in listed {
        let record = match records.remove(&named.known.id) {
            Some(record) if is_current(&named, &record) => Some(record),
            _ => cx.read_some(|| describe(named.known.id.clone())).await?,
        };
        found.extend(record.map(|record| (named, record)));
    }
    Ok(found)
}

fn is_current<R: Record>(named: &Named, record: &R) -> bool {
    match (named.modified_ms, record.modified_ms()) {
        (Some(listed), Some(searched)) => searched >= listed,
        _ => true,
    }
}
