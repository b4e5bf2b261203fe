//! What a statement comes to.

use std::{fmt::Debug, ops::Range};

use serde::Serialize;

/// The result of a statement that succeeded.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) columns: Vec<Column>,
    pub(super) grid: Box<dyn Grid>,
    /// Bytes that were read for it.
    pub(super) scanned: u64,
    /// Rows that were read for it.
    pub(super) read: u64,
    /// What an `UNLOAD` writes in place of a result.
    pub(super) unloaded: Option<Unloaded>,
}

/// Files on their way into a bucket.
#[derive(Debug)]
pub(super) struct Unloaded {
    /// `s3://bucket/prefix/`
    pub(super) to: String,
    pub(super) files: Vec<File>,
}

/// A file that has no name yet.
#[derive(Debug)]
pub(super) struct File {
    /// Empty, or the folder of a partition with its slash.
    pub(super) folder: String,
    pub(super) ending: &'static str,
    pub(super) content: Vec<u8>,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// As Athena names it: `varchar`, `bigint`, `timestamp with time zone`.
    pub(super) kind: String,
    pub(super) precision: i64,
    pub(super) scale: i64,
}

/// Rows of texts, which may be kept in any form.
pub(super) trait Grid: Debug + Send + Sync {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Some of the rows, in order. A cell without text is null.
    fn rows(&self, range: Range<usize>) -> Vec<Vec<Option<String>>>;
}

/// Rows that are texts already.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) Vec<Vec<Option<String>>>);

/// Why a statement failed, as Athena says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Failure {
    /// What `StateChangeReason` is.
    pub(super) reason: String,
    /// 1 for the system, 2 for the user, 3 for others.
    pub(super) category: u8,
}

/// A place in the text of a statement: line and column, from one.
pub(super) type Spot = (u64, u64);

// === impl Answer ===

impl Answer {
    /// A result of DDL or of a utility: texts in columns of type `string`.
    pub(super) fn texts(columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        let cells = |row: Vec<String>| row.into_iter().map(Some).collect();
        Self {
            columns: columns
                .iter()
                .map(|name| Column::new(name, "string"))
                .collect(),
            grid: Box::new(Texts(rows.into_iter().map(cells).collect())),
            scanned: 0,
            read: 0,
            unloaded: None,
        }
    }

    /// The result of a statement that answers nothing.
    pub(super) fn nothing() -> Self {
        Self::texts(&[], Vec::new())
    }
}

// === impl Column ===

impl Column {
    pub(super) fn new(name: &str, kind: &str) -> Self {
        let precision = match kind {
            "varchar" => i64::from(i32::MAX),
            "boolean" => 1,
            "integer" => 10,
            "bigint" => 19,
            "double" | "float" => 17,
            "timestamp" | "timestamp with time zone" => 3,
            _ => 0,
        };
        Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
            precision,
            scale: 0,
        }
    }
}

// === impl Texts ===

impl Grid for Texts {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn rows(&self, range: Range<usize>) -> Vec<Vec<Option<String>>> {
        self.0[range].to_vec()
    }
}

// === impl Failure ===

impl Failure {
    /// The user's doing.
    pub(super) fn user(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            category: 2,
        }
    }

    /// The same at a place in the statement: `CODE: line 1:8: text`.
    pub(super) fn at(code: &str, (line, column): Spot, text: &str) -> Self {
        Self::user(format!("{code}: line {line}:{column}: {text}"))
    }

    /// The engine's doing.
    #[cfg(feature = "athena")]
    pub(super) fn system(reason: &str) -> Self {
        Self {
            reason: format!("GENERIC_INTERNAL_ERROR: {reason}"),
            category: 1,
        }
    }
}
