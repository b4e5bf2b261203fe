//! Events as lines, one for each.

use control_api::{
    json,
    v1::{self as pb, job_event::Event},
};

use super::{Board, Watcher};
use crate::{
    output::Output,
    render::{Page, Tone, event},
    status::Failure,
};

/// Lines for people.
pub(crate) struct Lines<'a> {
    output: &'a Output,
    board: Board,
    /// Whether the lines are the answer, not what stands beside it.
    is_answer: bool,
    /// Whether only what holds the job up is told.
    terse: bool,
}

/// JSON objects for programs.
pub(crate) struct JsonLines<'a> {
    output: &'a Output,
}

/// Nothing but trouble with the watching.
pub(crate) struct Silence<'a> {
    output: &'a Output,
}

impl<'a> Lines<'a> {
    /// Lines to standard error, beside the answer.
    pub(crate) fn beside(output: &'a Output, board: Board) -> Self {
        Self {
            output,
            board,
            is_answer: false,
            terse: false,
        }
    }

    /// Lines to standard output, as the answer.
    pub(crate) fn as_answer(output: &'a Output, board: Board) -> Self {
        Self {
            output,
            board,
            is_answer: true,
            terse: false,
        }
    }

    /// Leaves out that the job starts and ends: for reading jobs, which do so at once.
    pub(crate) fn tersely(self) -> Self {
        Self {
            terse: true,
            ..self
        }
    }
}

impl<'a> JsonLines<'a> {
    pub(crate) fn new(output: &'a Output) -> Self {
        Self { output }
    }
}

impl<'a> Silence<'a> {
    pub(crate) fn new(output: &'a Output) -> Self {
        Self { output }
    }
}

impl Watcher for Lines<'_> {
    fn event(&mut self, event: &pb::JobEvent) -> Result<(), Failure> {
        self.board.take_in(event);
        if self.terse && matches!(event.event, Some(Event::StateChanged(_))) {
            return Ok(());
        }
        let Some((tone, line)) = event::line(event, &self.board) else {
            return Ok(());
        };
        if self.is_answer {
            return self.output.page(&Page::of(tone, &line));
        }
        self.output.tell(tone, &line);
        Ok(())
    }

    fn trouble(&mut self, text: &str) {
        self.output.tell(Tone::Caution, text);
    }
}

impl Watcher for JsonLines<'_> {
    fn event(&mut self, event: &pb::JobEvent) -> Result<(), Failure> {
        self.output.json_line(&json::to_value(event))
    }

    fn trouble(&mut self, text: &str) {
        self.output.tell(Tone::Caution, text);
    }
}

impl Watcher for Silence<'_> {
    fn event(&mut self, _: &pb::JobEvent) -> Result<(), Failure> {
        Ok(())
    }

    fn trouble(&mut self, text: &str) {
        self.output.tell(Tone::Caution, text);
    }
}
