//! Speed, memory and sizes: measured here, and written to `BENCHMARKS.md` as they came out.
//!
//! A time by itself says little on a machine that others use too, so a figure stands beside a peer of
//! the same run wherever there is one. A limit that is missed is written down like any other figure, and
//! the command fails once all is measured. What the system knows of a process is read from `/proc`, so
//! the subjects need Linux.

mod figure;
mod grid;
mod json;
mod machine;
mod markdown;
mod order;
mod page;
mod plot;
mod procfs;
mod report;
mod stand;
mod stopwatch;
mod subjects;

use std::{fs, process::ExitCode};

use anyhow::{Context, Result};

use self::{
    machine::Machine,
    order::{Form, Order},
    report::Section,
};
use crate::suite::{root, say};

/// Measures what `words` ask for: subjects, `--write`, `--output json`.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    let order = Order::read(words)?;
    let machine = Machine::look()?;
    let mut sections = Vec::new();
    for &subject in &order.subjects {
        progress(&format!("measuring {}", subject.name));
        let report = (subject.measure)().with_context(|| format!("measuring {}", subject.name))?;
        let section = Section { subject, report };
        if order.write {
            write(&section, &machine)?;
        }
        if order.form == Form::Text {
            say(&markdown::section(&section, &machine));
        }
        sections.push(section);
    }
    if order.form == Form::Json {
        say(&format!("{:#}", json::document(&sections, &machine)));
    }
    Ok(judged(&sections))
}

/// Names each limit that was missed.
fn judged(sections: &[Section]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for section in sections {
        let rows = section.report.rows.iter();
        for row in rows.filter(|row| row.is_met() == Some(false)) {
            let (subject, what, figure) = (section.subject.name, &row.what, &row.figure);
            progress(&format!("{subject}: {what}: {figure} misses its limit"));
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Puts the section into `BENCHMARKS.md`, and its plot beside it, as soon as it is there: a later
/// subject may fail.
fn write(section: &Section, machine: &Machine) -> Result<()> {
    let path = root().join("BENCHMARKS.md");
    let page = fs::read_to_string(&path).context("reading BENCHMARKS.md")?;
    let text = markdown::section(section, machine);
    let page = page::with_section(&page, section.subject.name, &text);
    fs::write(&path, page).context("writing BENCHMARKS.md")?;
    if let Some(plot) = &section.report.plot {
        fs::write(root().join(plot.path), plot.svg()).context("writing a plot")?;
    }
    Ok(())
}

/// Tells the person who waits what goes on; standard output is for the figures.
#[expect(clippy::print_stderr, reason = "the tool's own report")]
fn progress(line: &str) {
    eprintln!("bench: {line}");
}
