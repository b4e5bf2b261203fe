//! The rows of an answer, handed on no faster than they are taken.
//!
//! The first page comes from `GetQueryResults`, and with it the types of the columns. What is more than a
//! page is read out of the file in which Athena keeps the result: the call gives a thousand rows at most,
//! and a hundred times a second at most for everybody in the account, so that a million rows would be a
//! thousand calls, one after the other, in place of a dozen. The file has the same texts and tells a null
//! from an empty one, and who may call `GetQueryResults` must be let read the file anyway
//! (docs/analytics-share.md). Where it cannot be read all the same, pages it is.

use connect_resources::read;
use reconcile::RunContext;

use super::{AskError, Listener, Row, file::ResultFile};
use crate::port::{Calls, Page};

/// Hands all rows on, and says how many there were. `output` is the place of the file.
pub(super) async fn hand_on(
    cx: &RunContext,
    calls: &Calls,
    query: &str,
    output: Option<&str>,
    listener: &mut dyn Listener,
) -> Result<u64, AskError> {
    let mut page = read(cx, || calls.queries.page(query, None)).await?;
    let names: Row = page.columns.iter().map(|it| Some(it.0.clone())).collect();
    // The first row of the first page has the names of the columns, but for utility statements.
    let has_names = page.rows.first() == Some(&names);
    if has_names {
        page.rows.remove(0);
    }
    if !listener.columns(std::mem::take(&mut page.columns)).await {
        return Err(AskError::NotTaken);
    }
    let first = page.rows.len() as u64;
    give(page.rows, listener).await?;
    let Some(next) = page.next else {
        return Ok(first);
    };
    let file = match output.filter(|_| has_names) {
        Some(output) => ResultFile::open(cx, &*calls.objects, output, &names).await?,
        None => None,
    };
    let rest = match file {
        Some(mut file) => {
            file.skip(first).await?;
            of_file(file, listener).await?
        }
        None => of_pages(cx, calls, query, next, listener).await?,
    };
    Ok(first + rest)
}

async fn of_file(mut file: ResultFile<'_>, listener: &mut dyn Listener) -> Result<u64, AskError> {
    let mut count = 0;
    loop {
        let rows = file.rows().await?;
        if rows.is_empty() {
            return Ok(count);
        }
        count += rows.len() as u64;
        give(rows, listener).await?;
    }
}

async fn of_pages(
    cx: &RunContext,
    calls: &Calls,
    query: &str,
    mut token: String,
    listener: &mut dyn Listener,
) -> Result<u64, AskError> {
    let mut count = 0;
    loop {
        let page = read(cx, || calls.queries.page(query, Some(&token))).await?;
        let Page { rows, next, .. } = page;
        count += rows.len() as u64;
        give(rows, listener).await?;
        match next {
            Some(next) if next != token => token = next,
            _ => return Ok(count),
        }
    }
}

async fn give(rows: Vec<Row>, listener: &mut dyn Listener) -> Result<(), AskError> {
    if rows.is_empty() || listener.rows(rows).await {
        Ok(())
    } else {
        Err(AskError::NotTaken)
    }
}
