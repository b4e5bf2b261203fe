//! The records of a CSV file.
//!
//! `csv-core` does the splitting. Driven by hand, so that a record has an end even if its quotation has
//! none, and so that its line is known to the number: what is blank before it does not count.

use std::{io, ops::Range, str};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{COLUMNS_MAX, ROW_BYTES_MAX, input::Input};

const QUOTE: u8 = b'"';

/// The records of a CSV file, one at a time.
pub(super) struct Records {
    input: Input,
    core: Reader,
    delimiter: u8,
    /// The cells, one after the other, and where each of them ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    /// The record as it stands in the file.
    raw: Vec<u8>,
    cells: usize,
}

/// Why no record can be made of what comes next.
pub(super) enum Broken {
    Io(io::Error),
    /// The record that begins here is too long.
    TooLong(u64),
    /// The file ends within a quotation of the record that begins here.
    OpenQuote(u64),
}

// === impl Records ===

impl Records {
    pub(super) fn new(input: Input, delimiter: u8) -> Self {
        Self {
            input,
            core: splitter(delimiter),
            delimiter,
            text: vec![0; 1024],
            ends: vec![0; 32],
            raw: Vec::new(),
            cells: 0,
        }
    }

    /// Reads the next record; its line, or nothing at the end.
    pub(super) fn read(&mut self) -> Result<Option<u64>, Broken> {
        self.input.skip_line_ends()?;
        let line = self.input.line();
        self.raw.clear();
        self.cells = 0;
        let mut length = 0;
        loop {
            let chunk = self.input.chunk()?;
            let is_end = chunk.is_empty();
            let (outcome, read, written, ended) = self.core.read_record(
                chunk,
                &mut self.text[length..],
                &mut self.ends[self.cells..],
            );
            self.raw.extend_from_slice(&chunk[..read]);
            self.input.consume(read);
            length += written;
            self.cells += ended;
            if self.raw.len() > ROW_BYTES_MAX || self.cells > COLUMNS_MAX {
                return Err(Broken::TooLong(line));
            }
            match outcome {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record if is_end && is_open(&self.raw, self.delimiter) => {
                    return Err(Broken::OpenQuote(line));
                }
                ReadRecordResult::Record => return Ok(Some(line)),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// How many cells the record has.
    pub(super) fn len(&self) -> usize {
        self.cells
    }

    /// A cell of the record; nothing if it is not UTF-8.
    pub(super) fn cell(&self, index: usize) -> Option<&str> {
        str::from_utf8(&self.text[self.place(index)]).ok()
    }

    /// What is used of the file.
    pub(super) fn input(&self) -> &Input {
        &self.input
    }

    /// How much room is taken, in bytes.
    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 8 + self.raw.capacity()
    }

    fn place(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        start..self.ends[index]
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The cells of one line, as far as it goes.
pub(super) fn split(line: &[u8], delimiter: u8) -> Vec<String> {
    let (mut text, mut ends) = (vec![0; line.len() + 1], vec![0; COLUMNS_MAX]);
    let mut core = splitter(delimiter);
    let (_, _, written, mut cells) = core.read_record(line, &mut text, &mut ends);
    let (_, _, _, last) = core.read_record(&[], &mut text[written..], &mut ends[cells..]);
    cells += last;
    let starts = [0].into_iter().chain(ends.iter().copied());
    let cell = |(start, end): (usize, &usize)| {
        let text = text.get(start..*end).unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    };
    starts.zip(&ends[..cells]).map(cell).collect()
}

fn splitter(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// Whether a quotation begins in a record and does not end.
fn is_open(raw: &[u8], delimiter: u8) -> bool {
    let (mut is_quoted, mut is_start) = (false, true);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let is_quote = byte == QUOTE;
        if is_quoted && is_quote {
            is_quoted = bytes.next_if_eq(&QUOTE).is_some();
        } else if is_quote && is_start {
            is_quoted = true;
        }
        is_start = !is_quoted && byte == delimiter;
    }
    is_quoted
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use csv::ReaderBuilder;
    use proptest::prelude::*;

    use super::*;

    /// The records of a text, each with its line; nothing if it ends within a quotation.
    fn ours(text: &str) -> Option<Vec<(u64, Vec<String>)>> {
        let input = Input::new(Box::new(Cursor::new(text.as_bytes().to_vec())));
        let mut records = Records::new(input, b',');
        let mut all = Vec::new();
        while let Some(line) = records.read().ok()? {
            let cell = |n| records.cell(n).unwrap().to_owned();
            all.push((line, (0..records.len()).map(cell).collect()));
        }
        Some(all)
    }

    /// The same by the crate `csv`, which counts the lines before a record to it.
    fn theirs(text: &str) -> Vec<Vec<String>> {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true);
        let reader = builder.from_reader(text.as_bytes());
        let record = |record: csv::Result<csv::StringRecord>| {
            record.unwrap().iter().map(ToOwned::to_owned).collect()
        };
        reader.into_records().map(record).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_text_has_the_records_that_the_crate_csv_finds(text in "[ab,\"\n\r;é]{0,60}") {
            let Some(ours) = ours(&text) else {
                prop_assert!(text.matches('"').count() > 0, "{text:?}");
                return Ok(());
            };
            let lines: Vec<u64> = ours.iter().map(|(line, _)| *line).collect();
            prop_assert!(lines.is_sorted_by(|one, next| one < next) || text.contains('\r'));
            let ours: Vec<Vec<String>> = ours.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, theirs(&text), "{:?}", text);
        }
    }
}
