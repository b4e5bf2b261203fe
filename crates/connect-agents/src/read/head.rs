//! What a file is, by its first bytes.

use super::{Format, Mapping, ReadError, columns::known, records::split};

/// What divides cells, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const BOM: &[u8] = b"\xef\xbb\xbf";

/// How files begin that people take for CSV, or that come the same way.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (
        b"PK\x03\x04",
        "it is a workbook or an archive",
        "export the sheet as CSV (UTF-8)",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old workbook",
        "export the sheet as CSV (UTF-8)",
    ),
    (b"%PDF", "it is a PDF document", "send the table as CSV"),
    (b"\x1f\x8b", "it is compressed", "send it uncompressed"),
];

/// What a file is.
pub(super) struct Head {
    pub(super) format: Format,
    pub(super) delimiter: u8,
    /// How many bytes come before the text.
    pub(super) skip: usize,
}

/// Looks at the beginning of a file.
pub(super) fn look(file: &str, head: &[u8], mapping: &Mapping) -> Result<Head, ReadError> {
    refuse_others(file, head)?;
    let skip = if head.starts_with(BOM) { BOM.len() } else { 0 };
    let text = head[skip..].trim_ascii_start();
    if text.is_empty() {
        let message = "it is empty";
        return Err(ReadError::not_agents(
            file,
            message,
            "nothing is to be done",
        ));
    }
    let format = mapping.format.unwrap_or(match text[0] {
        b'{' | b'[' => Format::JsonLines,
        _ => Format::Csv,
    });
    let delimiter = match mapping.delimiter {
        Some(told) => told_delimiter(file, told)?,
        None => delimiter(text, mapping),
    };
    Ok(Head {
        format,
        delimiter,
        skip,
    })
}

fn refuse_others(file: &str, head: &[u8]) -> Result<(), ReadError> {
    let is = |(start, _, _): &&(&[u8], &str, &str)| head.starts_with(start);
    if let Some((_, what, remedy)) = OTHERS.iter().find(is) {
        return Err(ReadError::not_agents(file, *what, remedy));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let message = "the file is UTF-16";
        let remedy = "save it as UTF-8: in Excel, as \"CSV UTF-8 (comma delimited)\"";
        return Err(ReadError::one("not-utf-8", (file, 1), message, remedy));
    }
    if head.contains(&0) {
        let message = "it is no text";
        return Err(ReadError::not_agents(
            file,
            message,
            "nothing is to be done",
        ));
    }
    Ok(())
}

fn told_delimiter(file: &str, told: char) -> Result<u8, ReadError> {
    let is_fit = |byte: &u8| byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0);
    let byte = u8::try_from(told).ok().filter(is_fit);
    byte.ok_or_else(|| {
        let message = "a delimiter is one ASCII character, and no quote and no end of a line";
        ReadError::one("bad-delimiter", (file, 0), message, "name another one")
    })
}

/// The delimiter that makes the most of the header.
fn delimiter(text: &[u8], mapping: &Mapping) -> u8 {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let end = text.iter().position(is_end).unwrap_or(text.len());
    let worth = |delimiter: &u8| {
        let cells = split(&text[..end], *delimiter);
        let known = cells.iter().filter(|cell| known(cell, mapping).is_some());
        (known.count(), cells.len())
    };
    let usual_first = DELIMITERS.into_iter().rev();
    usual_first.max_by_key(worth).unwrap_or(b',')
}
