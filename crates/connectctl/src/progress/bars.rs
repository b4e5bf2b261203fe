//! Progress bars: one for the whole job, and a row for each step that does not get on.

use std::time::Duration;

use control_api::v1::{self as pb, job_event::Event};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::{Board, Watcher};
use crate::{
    output::Output,
    render::{Tone, event},
    status::Failure,
};

/// More rows would push the bar off a small terminal.
const ROWS_MAX: usize = 8;

/// Bars on standard error; removed when dropped.
pub(crate) struct Bars<'a> {
    output: &'a Output,
    board: Board,
    whole: ProgressBar,
    rows: Vec<ProgressBar>,
}

impl<'a> Bars<'a> {
    pub(crate) fn new(output: &'a Output, board: Board, headline: &str) -> Self {
        let whole = ProgressBar::no_length()
            .with_style(style("{spinner} {msg}  {elapsed_precise}"))
            .with_message(headline.to_owned());
        let whole = output.bars().add(whole);
        whole.enable_steady_tick(Duration::from_millis(120));
        Self {
            output,
            board,
            whole,
            rows: Vec::new(),
        }
    }

    fn draw(&mut self) {
        if let Some((done, all)) = self.board.steps() {
            self.draw_whole(done, all);
        }
        self.draw_rows();
    }

    fn draw_whole(&self, done: usize, all: usize) {
        let failed = match self.board.failed() {
            0 => String::new(),
            failed => format!("{failed} failed"),
        };
        let template = if self.output.paints() {
            COLOURED
        } else {
            PLAIN
        };
        self.whole.set_message(failed);
        self.whole.set_length(all as u64);
        self.whole.set_position(done as u64);
        self.whole.set_style(style(template));
    }

    fn draw_rows(&mut self) {
        let stuck: Vec<_> = self.board.stuck().collect();
        let shown = stuck.len().min(ROWS_MAX);
        let bars = self.output.bars();
        let surplus = self.rows.drain(shown.min(self.rows.len())..);
        surplus.for_each(|row| clear(bars, &row));
        while self.rows.len() < shown {
            self.rows
                .push(bars.add(ProgressBar::no_length().with_style(style("  {wide_msg}"))));
        }
        let more = stuck.len() - shown;
        for (place, (row, line)) in (1..).zip(self.rows.iter().zip(&stuck)) {
            row.set_message(match more {
                1.. if place == shown => format!("{line} (and {more} more)"),
                _ => line.clone(),
            });
        }
    }
}

impl Watcher for Bars<'_> {
    fn event(&mut self, event: &pb::JobEvent) -> Result<(), Failure> {
        self.board.take_in(event);
        if matches!(
            event.event,
            Some(Event::StepFailed(_) | Event::Note(_) | Event::Asked(_))
        ) && let Some((tone, line)) = event::line(event, &self.board)
        {
            self.output.tell(tone, &line);
        }
        self.draw();
        Ok(())
    }

    fn trouble(&mut self, text: &str) {
        self.output.tell(Tone::Caution, text);
    }
}

impl Drop for Bars<'_> {
    fn drop(&mut self) {
        let bars = self.output.bars();
        self.rows.drain(..).for_each(|row| clear(bars, &row));
        clear(bars, &self.whole);
    }
}

const COLOURED: &str = "{bar:40.green} {pos}/{len} steps  {elapsed_precise}  {msg:.red}";
const PLAIN: &str = "{bar:40} {pos}/{len} steps  {elapsed_precise}  {msg}";

fn style(template: &str) -> ProgressStyle {
    let style =
        ProgressStyle::with_template(template).expect("the templates above are well formed");
    style.progress_chars("━╸─")
}

fn clear(bars: &MultiProgress, bar: &ProgressBar) {
    bar.finish_and_clear();
    bars.remove(bar);
}
