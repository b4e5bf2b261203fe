//! What an analytics share asks of AWS, and how its rows go through.

mod calls;
mod rows;

use anyhow::Result;

use super::Subject;
use crate::bench::report::Report;

pub(super) const SUBJECT: Subject = Subject {
    name: "share",
    about: "An analytics share from nothing to its last grant, and looked at again: what it asks of AWS, and how long that takes without a throttle. And a million rows out of it, through the daemon to who asked.",
    takes_long: true,
    measure,
};

fn measure() -> Result<Report> {
    let calls = calls::measure()?;
    let rows = rows::measure()?;
    Ok(Report {
        rows: calls.rows.into_iter().chain(rows.rows).collect(),
        notes: calls.notes.into_iter().chain(rows.notes).collect(),
        ..Report::default()
    })
}
