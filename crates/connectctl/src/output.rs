//! The one place that writes: answers to standard output, all else to standard error.

use std::{
    cell::{Cell, RefCell},
    fmt::Write as _,
    io::{self, ErrorKind, Write as _},
};

use indicatif::{MultiProgress, ProgressDrawTarget};
use serde_json::Value;

use crate::{
    args::{Format, UsageMessage},
    render::{Page, Tone},
    status::{Exit, Failure},
    world::Stream,
};

/// Both streams, and the manner in which to write to them.
pub(crate) struct Output {
    stdout: RefCell<Stream>,
    stderr: RefCell<Stream>,
    bars: MultiProgress,
    format: Cell<Format>,
    quiet: Cell<bool>,
}

impl Output {
    pub(crate) fn new(stdout: Stream, stderr: Stream) -> Self {
        let target = if stderr.terminal {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self {
            stdout: RefCell::new(stdout),
            stderr: RefCell::new(stderr),
            bars: MultiProgress::with_draw_target(target),
            format: Cell::new(Format::default()),
            quiet: Cell::new(false),
        }
    }

    pub(crate) fn set_manner(&self, format: Format, quiet: bool) {
        self.format.set(format);
        self.quiet.set(quiet);
    }

    pub(crate) fn format(&self) -> Format {
        self.format.get()
    }

    /// Whether nothing is wanted to be told of how a job goes.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet.get()
    }

    /// Whether lines on standard error may be drawn over.
    pub(crate) fn draws(&self) -> bool {
        self.stderr.borrow().terminal
    }

    /// Whether bars may be coloured.
    pub(crate) fn paints(&self) -> bool {
        self.stderr.borrow().colour
    }

    /// The bars on standard error.
    pub(crate) fn bars(&self) -> &MultiProgress {
        &self.bars
    }

    /// The answer: a page for people, or the document that `json` makes for programs.
    pub(crate) fn answer(&self, page: &Page, json: impl FnOnce() -> Value) -> Result<(), Failure> {
        match self.format() {
            Format::Text => self.page(page),
            Format::Json => self.raw(&format!("{:#}\n", json())),
        }
    }

    /// A page to standard output.
    pub(crate) fn page(&self, page: &Page) -> Result<(), Failure> {
        let stream = &mut *self.stdout.borrow_mut();
        self.bars.suspend(|| write(stream, page))?;
        Ok(())
    }

    /// An object on a line of its own to standard output, for programs that read while it goes on.
    pub(crate) fn json_line(&self, value: &Value) -> Result<(), Failure> {
        self.raw(&format!("{value}\n"))?;
        self.stdout.borrow_mut().writer.flush()?;
        Ok(())
    }

    /// The same of several, which are there at once.
    pub(crate) fn json_lines(&self, values: impl Iterator<Item = Value>) -> Result<(), Failure> {
        let mut lines = String::new();
        for value in values {
            // Text takes whatever is written to it.
            let _ = writeln!(lines, "{value}");
        }
        self.raw(&lines)?;
        self.stdout.borrow_mut().writer.flush()?;
        Ok(())
    }

    /// Text that is no prose, as it is, to standard output.
    pub(crate) fn raw(&self, text: &str) -> Result<(), Failure> {
        let stream = &mut *self.stdout.borrow_mut();
        self.bars
            .suspend(|| stream.writer.write_all(text.as_bytes()))?;
        Ok(())
    }

    /// A line to standard error. Whoever closed it does not want to know.
    pub(crate) fn tell(&self, tone: Tone, text: &str) {
        self.tell_page(&Page::of(tone, text));
    }

    /// A page to standard error.
    pub(crate) fn tell_page(&self, page: &Page) {
        let stream = &mut *self.stderr.borrow_mut();
        let _ = self
            .bars
            .suspend(|| write(stream, page).and_then(|()| stream.writer.flush()));
    }

    /// What clap says in place of a command.
    pub(crate) fn usage(&self, message: &UsageMessage) -> Exit {
        let (stream, exit) = if message.is_error {
            (&self.stderr, Exit::BadInput)
        } else {
            (&self.stdout, Exit::Done)
        };
        let stream = &mut *stream.borrow_mut();
        let text = if stream.colour {
            &message.coloured
        } else {
            &message.text
        };
        let _ = stream
            .writer
            .write_all(text.as_bytes())
            .and_then(|()| stream.writer.flush());
        exit
    }

    /// Tells how the command ended, and makes sure that all is written.
    pub(crate) fn end(&self, ended: Result<Exit, Failure>) -> Exit {
        let _ = self.bars.clear();
        let flushed = self
            .stdout
            .borrow_mut()
            .writer
            .flush()
            .map_err(Failure::from);
        match ended.and_then(|exit| flushed.map(|()| exit)) {
            Ok(exit) => exit,
            // The reader has seen enough.
            Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Exit::Failed,
            Err(failure) => {
                self.tell_page(&failure.page());
                if self.format() == Format::Json {
                    let _ = self.json_line(&failure.json());
                }
                failure.exit()
            }
        }
    }
}

fn write(stream: &mut Stream, page: &Page) -> io::Result<()> {
    let text = if stream.colour {
        page.coloured()
    } else {
        page.plain()
    };
    stream.writer.write_all(text.as_bytes())
}
