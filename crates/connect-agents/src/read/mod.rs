//! A directory file, row by row.
//!
//! [`open`] looks at the beginning of a file and finds out what its columns are about; [`Rows`] then reads
//! one row at a time. No more of a file is in memory than a row and what lies before it in a buffer,
//! however long it is. Whoever needs the file twice opens it twice ([`Source`]).

mod ahead;
mod columns;
mod head;
mod input;
mod json;
mod mapping;
mod passwords;
mod records;
mod rows;
mod source;

use std::io;

use connect_model::{Finding, Place};

pub(crate) use self::ahead::{BATCH, Batches};
pub use self::{
    mapping::{Empty, Format, Mapping},
    passwords::passwords,
    rows::{Row, Rows, open},
    source::{BytesSource, FileSource, Source},
};

/// The longest row, in bytes: what is longer has lost the end of a quotation.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
/// The most columns of a file.
pub const COLUMNS_MAX: usize = 1_000;

/// Why a file is not read to its end. No row of it may count.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no file of agents: something else that came the same way, to be left alone.
    #[error("this is no file of agents: {}", .0.message)]
    NotAgents(Box<Finding>),
    /// It is one, and as a whole it cannot be imported.
    #[error("the file cannot be imported ({} findings)", .0.len())]
    Findings(Vec<Finding>),
    /// The medium failed.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
}

// === impl ReadError ===

impl ReadError {
    /// What is wrong and what to do, for people; a medium that failed has no remedy of ours.
    pub fn findings(&self) -> Vec<Finding> {
        match self {
            Self::NotAgents(finding) => vec![(**finding).clone()],
            Self::Findings(findings) => findings.clone(),
            Self::Io(_) => Vec::new(),
        }
    }

    fn not_agents(file: &str, message: impl Into<String>, remedy: &str) -> Self {
        Self::NotAgents(Box::new(finding(
            "no-agent-file",
            (file, 0),
            message,
            remedy,
        )))
    }

    fn one(rule: &str, at: (&str, u64), message: impl Into<String>, remedy: &str) -> Self {
        Self::Findings(vec![finding(rule, at, message, remedy)])
    }
}

fn finding(
    rule: &str,
    (file, line): (&str, u64),
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Finding {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    Finding {
        rule: rule.to_owned(),
        place: Place {
            file: file.to_owned(),
            line,
            column: u32::from(line > 0),
            path: String::new(),
        },
        message: message.into(),
        remedy: remedy.into(),
    }
}
