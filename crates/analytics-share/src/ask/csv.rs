//! Rows as Athena writes them to its file: each value in quotes, a quote in it twice, and a null as
//! nothing at all, so that it is no empty text (docs/analytics-share.md).

use super::Row;

/// Rows out of bytes that come in pieces.
pub(super) struct Records {
    columns: usize,
    bytes: Vec<u8>,
    /// Where the next row begins.
    at: usize,
}

/// What came is no row of these columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// How a value ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Another follows.
    Value,
    /// The row is over.
    Row,
}

/// A value with its end and where what follows begins; none where more bytes are needed.
type Parsed = Result<Option<(Option<String>, End, usize)>, Broken>;

// === impl Records ===

impl Records {
    /// Of rows with so many values.
    pub(super) fn of(columns: usize) -> Self {
        Self {
            columns,
            bytes: Vec::new(),
            at: 0,
        }
    }

    /// Adds what comes next.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(piece);
    }

    /// The next row. None where the bytes do not reach to its end, or where `is_all` at the end of all.
    pub(super) fn next(&mut self, is_all: bool) -> Result<Option<Row>, Broken> {
        if self.at == self.bytes.len() {
            return Ok(None);
        }
        let (mut row, mut at) = (Row::with_capacity(self.columns), self.at);
        loop {
            let Some((value, end, next)) = value(&self.bytes, at, is_all)? else {
                return Ok(None);
            };
            row.push(value);
            at = next;
            if end == End::Row {
                break;
            }
        }
        if row.len() != self.columns {
            return Err(Broken);
        }
        self.at = at;
        Ok(Some(row))
    }
}

fn value(bytes: &[u8], at: usize, is_all: bool) -> Parsed {
    if bytes.get(at) == Some(&b'"') {
        return quoted(bytes, at + 1, is_all);
    }
    let rest = &bytes[at..];
    match rest.iter().position(|it| matches!(it, b',' | b'\n')) {
        None if !is_all => Ok(None),
        found => {
            let length = found.unwrap_or(rest.len());
            let text = rest[..length]
                .strip_suffix(b"\r")
                .unwrap_or(&rest[..length]);
            let text = (!text.is_empty()).then(|| owned(text.to_vec()));
            let (end, next) = ended(bytes, at + length);
            Ok(Some((text, end, next)))
        }
    }
}

/// What stands behind an opening quote.
fn quoted(bytes: &[u8], mut at: usize, is_all: bool) -> Parsed {
    let mut text = Vec::new();
    loop {
        let Some(length) = bytes[at..].iter().position(|it| *it == b'"') else {
            return if is_all { Err(Broken) } else { Ok(None) };
        };
        text.extend_from_slice(&bytes[at..at + length]);
        at += length + 1;
        match bytes.get(at) {
            None if !is_all => return Ok(None),
            Some(b'"') => {
                text.push(b'"');
                at += 1;
            }
            Some(b'\r') if bytes.get(at + 1).is_none() && !is_all => return Ok(None),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {
                return Ok(Some((Some(owned(text)), End::Row, at + 2)));
            }
            None | Some(b',' | b'\n') => {
                let (end, next) = ended(bytes, at);
                return Ok(Some((Some(owned(text)), end, next)));
            }
            Some(_) => return Err(Broken),
        }
    }
}

/// What the mark at a place ends. The end of all ends a row as well.
fn ended(bytes: &[u8], at: usize) -> (End, usize) {
    match bytes.get(at) {
        Some(b',') => (End::Value, at + 1),
        Some(_) => (End::Row, at + 1),
        None => (End::Row, at),
    }
}

/// Athena's texts are UTF-8; anything else would have marks in its place in JSON as well.
fn owned(text: Vec<u8>) -> String {
    String::from_utf8(text)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text that comes in pieces of so many bytes.
    fn rows(columns: usize, text: &str, piece: usize) -> Result<Vec<Row>, Broken> {
        let (mut records, mut rows) = (Records::of(columns), Vec::new());
        let mut pieces = text.as_bytes().chunks(piece).peekable();
        while let Some(bytes) = pieces.next() {
            records.add(bytes);
            while let Some(row) = records.next(pieces.peek().is_none())? {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn row<const N: usize>(values: [Option<&str>; N]) -> Row {
        values.map(|it| it.map(ToOwned::to_owned)).to_vec()
    }

    #[test]
    fn values_are_told_wherever_a_piece_ends() {
        let text =
            "\"a\",\"b\"\n\"1\",\"with \"\"quotes\"\", a comma\nand a line\"\n,\"\"\n\"ü\",\n";
        let wanted = [
            row([Some("a"), Some("b")]),
            row([Some("1"), Some("with \"quotes\", a comma\nand a line")]),
            row([None, Some("")]),
            row([Some("ü"), None]),
        ];
        for piece in 1..=text.len() {
            assert_eq!(rows(2, text, piece).unwrap(), wanted, "{piece}");
            let other = text.trim_end_matches('\n');
            assert_eq!(rows(2, other, piece).unwrap(), wanted, "{piece}");
        }
    }

    #[test]
    fn lines_may_end_as_on_other_systems() {
        let text = "\"a\",\"b\"\r\n,\"\"\r\nplain,\r\n";
        let wanted = [
            row([Some("a"), Some("b")]),
            row([None, Some("")]),
            row([Some("plain"), None]),
        ];
        for piece in 1..=text.len() {
            assert_eq!(rows(2, text, piece).unwrap(), wanted, "{piece}");
        }
    }

    #[test]
    fn one_column_of_nulls_is_a_row_for_each_line() {
        let wanted = [row([Some("n")]), row([None]), row([None]), row([Some("1")])];
        assert_eq!(rows(1, "\"n\"\n\n\n\"1\"\n", 3).unwrap(), wanted);
    }

    #[test]
    fn what_breaks_off_is_no_row() {
        for text in [
            "\"a\",\"b\"\n\"1\"\n",
            "\"a\",\"b\",\"c\"\n",
            "\"a\",\"b",
            "\"a\"b,\"c\"\n",
        ] {
            for piece in 1..=text.len() {
                assert_eq!(rows(2, text, piece), Err(Broken), "{text:?} by {piece}");
            }
        }
    }
}
