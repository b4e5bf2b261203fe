//! What a file that has arrived is, by its beginning.

use std::borrow::Cow;

use connect_model::Finding;

use crate::read::{BytesSource, Mapping, ReadError, open};

/// How much of a file is looked at, in bytes.
pub const HEAD_BYTES: u64 = 64 * 1024;

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub struct Head<'h> {
    /// The first bytes, [`HEAD_BYTES`] at most.
    pub bytes: &'h [u8],
    /// Whether that is all of it.
    pub is_whole: bool,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum Recognised {
    /// Agents: to be imported. Rows further down may still refuse it.
    Agents,
    /// Something else that came the same way: to be left alone, and why.
    Stranger(Box<Finding>),
    /// Agents, and as a whole it cannot be imported: to be moved aside, with all that is wrong.
    Refused(Vec<Finding>),
}

/// Looks at the beginning of a file called `key`, as an import by `mapping` would.
///
/// A file of which the first row cannot be read is refused only if it looks like one of agents all the same;
/// a letter in an old character set is none.
pub fn recognise(key: &str, head: Head<'_>, mapping: &Mapping) -> Recognised {
    let rows = match open(&BytesSource::new(key, head.bytes), mapping) {
        Ok(rows) => rows,
        Err(ReadError::NotAgents(finding)) => return Recognised::Stranger(finding),
        Err(error) => return unreadable(key, head, mapping, error.findings()),
    };
    // Lines of JSON have no header: a password is met where it stands. What else is wrong with the rows of a
    // beginning may be that it is one.
    let refused = rows.filter_map(Result::err).find(is_password);
    match refused {
        Some(error) => Recognised::Refused(error.findings()),
        None => Recognised::Agents,
    }
}

fn is_password(error: &ReadError) -> bool {
    let findings = error.findings();
    findings.iter().any(|it| it.rule == "password-column")
}

/// The first row cannot be read, or its columns cannot be used. Whether the file is one of agents is told by
/// the first line, as well as it can be read.
fn unreadable(key: &str, head: Head<'_>, mapping: &Mapping, findings: Vec<Finding>) -> Recognised {
    let is_unread = |finding: &Finding| matches!(&*finding.rule, "not-utf-8" | "open-quote");
    if !findings.iter().any(is_unread) {
        return Recognised::Refused(findings);
    }
    let text = text(head.bytes);
    let line = text.trim_start().lines().next().unwrap_or_default();
    let line = line.replace('"', "");
    match open(&BytesSource::new(key, line.as_bytes()), mapping) {
        Err(ReadError::NotAgents(finding)) => Recognised::Stranger(finding),
        // A row that has no end within the beginning is no header of a file of people.
        _ if !head.is_whole && findings.iter().any(|it| it.rule == "open-quote") => {
            let first = findings.into_iter().next().map(Box::new);
            Recognised::Stranger(first.expect("one of them was looked at"))
        }
        _ => Recognised::Refused(findings),
    }
}

/// The bytes as text, with signs of replacement where they are none.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| of(*pair)).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}
