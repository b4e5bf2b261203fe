//! A list that is right, a search that is cheap, and a description for what the search has not seen.
//!
//! Search answers from an index that lags behind writes by some seconds; it may miss a thing, show
//! one that is gone, or show an old state (facts/connect-api.md, 3). The list says what there is and,
//! for most kinds, when it was changed. So one search replaces the descriptions of all things but
//! those that changed lately.

use std::{collections::BTreeMap, future::Future};

use connect_model::Fault;

use crate::{Depth, KindId, Named, Observed, Reading};

/// What a search tells of one thing.
pub(crate) trait Record {
    /// The id.
    fn id(&self) -> &str;

    /// When it was changed last, in milliseconds since 1970, where the search tells.
    fn modified_ms(&self) -> Option<i64>;
}

/// What a list and a search found.
pub(crate) struct Survey<R> {
    /// Things that matter, each with a record that is as new as the list.
    pub(crate) found: Vec<(Named, R)>,
    /// The others: those that nobody asks about, by their names alone, and those that matter but
    /// that only a description would show, where the depth allows none.
    pub(crate) others: Vec<Observed>,
}

/// Looks at what matters of everything that the list names. The search is not made when nothing does.
pub(crate) async fn survey<R, S, F>(
    cx: &Reading<'_>,
    kind: KindId,
    listed: Vec<Named>,
    search: impl FnMut() -> S,
    describe: impl Fn(String) -> F,
) -> Result<Survey<R>, Fault>
where
    R: Record,
    S: Future<Output = Result<Vec<R>, Fault>>,
    F: Future<Output = Result<R, Fault>>,
{
    let matters = |named: &Named| cx.owners || cx.wants(&named.name);
    let (wanted, passed): (Vec<_>, Vec<_>) = listed.into_iter().partition(matters);
    let mut others: Vec<_> = passed
        .into_iter()
        .map(|named| Observed::passed(kind, named))
        .collect();
    if wanted.is_empty() {
        let found = Vec::new();
        return Ok(Survey { found, others });
    }
    let searched = cx.read(search).await?;
    let (seen, hidden) = seen(cx, wanted, &searched);
    let declared = |named: Named| {
        let declared = cx.declared_as(&named.name);
        Observed::hidden(kind, named, declared)
    };
    others.extend(hidden.into_iter().map(declared));
    let found = census(cx, seen, searched, describe).await?;
    Ok(Survey { found, others })
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
            Some(record) if is_current(cx, &named, &record) => Some(record),
            _ => cx.read_some(|| describe(named.known.id.clone())).await?,
        };
        found.extend(record.map(|record| (named, record)));
    }
    Ok(found)
}

/// What the search shows or a description may, and what stays hidden at this depth.
fn seen<R: Record>(
    cx: &Reading<'_>,
    wanted: Vec<Named>,
    searched: &[R],
) -> (Vec<Named>, Vec<Named>) {
    let records: BTreeMap<&str, &R> = searched
        .iter()
        .map(|record| (record.id(), record))
        .collect();
    wanted.into_iter().partition(|named| {
        let record = records.get(named.known.id.as_str());
        cx.depth_of(&named.known) != Depth::Fast
            || record.is_some_and(|record| is_current(cx, named, *record))
    })
}

/// A record without a time is as new as the list when the thing has not been changed for a while.
fn is_current<R: Record>(cx: &Reading<'_>, named: &Named, record: &R) -> bool {
    match (named.modified_ms, record.modified_ms()) {
        (Some(listed), Some(searched)) => searched >= listed,
        (Some(listed), None) => cx.is_past(listed),
        (None, _) => true,
    }
}
