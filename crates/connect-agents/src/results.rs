//! The result file: one line for each row, as it is known.

use std::io::{self, Write};

use crate::{
    plan::{Outcome, RowResult},
    report::Progress,
    row::push_cell,
};

/// Takes what becomes of each row, in the order of the file; who left it comes last.
pub trait Results: Send {
    /// One row.
    fn put(&mut self, row: &RowResult) -> io::Result<()>;

    /// A batch of rows is over.
    fn progressed(&mut self, _: &Progress) -> io::Result<()> {
        Ok(())
    }
}

/// Writes results as CSV, with a header.
#[derive(Debug)]
pub struct CsvResults<W> {
    to: W,
    has_header: bool,
}

/// Writes results as JSON Lines.
#[derive(Debug)]
pub struct JsonResults<W> {
    to: W,
}

/// The columns of the CSV form.
const HEADER: &str = "line,username,outcome,changes,secret,rules,why";

impl Results for Vec<RowResult> {
    fn put(&mut self, row: &RowResult) -> io::Result<()> {
        self.push(row.clone());
        Ok(())
    }
}

// === impl CsvResults ===

impl<W: Write + Send> CsvResults<W> {
    /// Writes to `to`.
    pub fn new(to: W) -> Self {
        Self {
            to,
            has_header: false,
        }
    }

    /// What was written to, with a header if there was no row.
    pub fn into_inner(mut self) -> io::Result<W> {
        self.begin()?;
        Ok(self.to)
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.has_header, true) {
            writeln!(self.to, "{HEADER}")?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Results for CsvResults<W> {
    fn put(&mut self, row: &RowResult) -> io::Result<()> {
        self.begin()?;
        writeln!(self.to, "{}", csv(row))
    }
}

// === impl JsonResults ===

impl<W: Write + Send> JsonResults<W> {
    /// Writes to `to`.
    pub fn new(to: W) -> Self {
        Self { to }
    }

    /// What was written to.
    pub fn into_inner(self) -> W {
        self.to
    }
}

impl<W: Write + Send> Results for JsonResults<W> {
    fn put(&mut self, row: &RowResult) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, row)?;
        writeln!(self.to)
    }
}

fn csv(row: &RowResult) -> String {
    let line = row.line.map(|line| line.to_string()).unwrap_or_default();
    let username = row.username.as_ref().map_or("", |name| name.as_str());
    // What a new agent has is in the file that was imported.
    let changes: Vec<String> = match row.outcome {
        Outcome::Created => Vec::new(),
        _ => row.changes.iter().map(ToString::to_string).collect(),
    };
    let rules: Vec<&str> = row.issues.iter().map(|issue| issue.rule.as_ref()).collect();
    let why: Vec<String> = row.issues.iter().map(ToString::to_string).collect();
    let cells = [
        line.as_str(),
        username,
        row.outcome.as_str(),
        &changes.join("; "),
        row.secret.as_deref().unwrap_or_default(),
        &rules.join(" "),
        &why.join("; "),
    ];
    let mut text = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        push_cell(&mut text, cell);
    }
    text
}
