//! The bytes of a file: buffered, counted by lines, and summed up.

use std::io::{self, ErrorKind, Read};

use sha2::{Digest, Sha256};

/// How much is read at once, and looked at to find out what a file is.
const BUFFER: usize = 64 * 1024;

/// The bytes of a file that are not used yet.
pub(super) struct Input {
    source: Box<dyn Read + Send + Sync>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    is_over: bool,
    sum: Sha256,
    line: u64,
    after_return: bool,
}

// === impl Input ===

impl Input {
    pub(super) fn new(source: Box<dyn Read + Send + Sync>) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER].into_boxed_slice(),
            start: 0,
            end: 0,
            is_over: false,
            sum: Sha256::new(),
            line: 1,
            after_return: false,
        }
    }

    /// The beginning of the file, as much as is looked at. Before the first use alone.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        while self.end < self.buffer.len() && !self.is_over {
            self.fill()?;
        }
        Ok(&self.buffer[..self.end])
    }

    /// Bytes that come next; none at the end.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end && !self.is_over {
            (self.start, self.end) = (0, 0);
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Uses so many bytes of the chunk.
    pub(super) fn consume(&mut self, count: usize) {
        for byte in &self.buffer[self.start..self.start + count] {
            let ends = match byte {
                b'\r' => true,
                b'\n' => !self.after_return,
                _ => false,
            };
            self.line += u64::from(ends);
            self.after_return = *byte == b'\r';
        }
        self.start += count;
    }

    /// Uses the ends of lines that come next.
    pub(super) fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
            let ends = chunk.iter().take_while(is_end).count();
            let goes_on = ends == chunk.len() && ends > 0;
            self.consume(ends);
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// The line of the byte that comes next, counted from 1. `\n`, `\r\n` and `\r` end one.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// SHA-256 of all that was read so far; of the whole file, once the end was met.
    pub(super) fn sum(&self) -> [u8; 32] {
        self.sum.clone().finalize().into()
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.sum.update(&self.buffer[self.end..self.end + count]);
        self.end += count;
        self.is_over = count == 0;
        Ok(())
    }
}
