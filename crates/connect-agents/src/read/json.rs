//! The lines of a JSON Lines file.

use serde_json::{Map, Value};

use super::{ROW_BYTES_MAX, input::Input, records::Broken};

/// The lines of a file that say something, one at a time.
pub(super) struct Lines {
    input: Input,
    text: Vec<u8>,
}

/// What a line is.
pub(super) enum Line {
    Object(Map<String, Value>),
    /// No JSON object: where it goes wrong, counted from 1.
    Other(usize),
    NotUtf8,
}

// === impl Lines ===

impl Lines {
    pub(super) fn new(input: Input) -> Self {
        Self {
            input,
            text: Vec::new(),
        }
    }

    /// Reads the next line that is not blank; its number, or nothing at the end.
    pub(super) fn read(&mut self) -> Result<Option<u64>, Broken> {
        loop {
            self.input.skip_line_ends()?;
            let line = self.input.line();
            self.text.clear();
            loop {
                let chunk = self.input.chunk()?;
                let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
                let end = chunk.iter().position(is_end);
                let used = end.unwrap_or(chunk.len());
                self.text.extend_from_slice(&chunk[..used]);
                self.input.consume(used);
                if self.text.len() > ROW_BYTES_MAX {
                    return Err(Broken::TooLong(line));
                }
                if end.is_some() || used == 0 {
                    break;
                }
            }
            if !self.text.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
            if self.input.chunk()?.is_empty() {
                return Ok(None);
            }
        }
    }

    /// What the line is.
    pub(super) fn line(&self) -> Line {
        let Ok(text) = std::str::from_utf8(&self.text) else {
            return Line::NotUtf8;
        };
        match serde_json::from_str(text) {
            Ok(object) => Line::Object(object),
            Err(error) => Line::Other(error.column()),
        }
    }

    /// What is used of the file.
    pub(super) fn input(&self) -> &Input {
        &self.input
    }

    /// How much room is taken, in bytes.
    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.text.capacity()
    }
}
