//! Drafts of imports: reading, checking and planning alone.

use anyhow::Result;

use super::number;
use crate::bench::{
    figure::{Figure, Unit},
    grid::{Grid, Line},
    progress,
    report::{Report, Row},
    stand::DraftsProgram,
};

/// Rounds in which every draft has its turn.
const ROUNDS: usize = 3;
const S_MAX: f64 = 2.0;
const MIB_MAX: f64 = 100.0;

/// What is drafted: the words to the program, and what the file meets.
struct Draft {
    words: [&'static str; 2],
    what: &'static str,
    /// Whether this is the size that has limits.
    is_limited: bool,
}

const fn draft(words: [&'static str; 2], what: &'static str, is_limited: bool) -> Draft {
    Draft {
        words,
        what,
        is_limited,
    }
}

const DRAFTS: [Draft; 7] = [
    draft(["new", "10000"], "10,000 rows, nobody is there", false),
    draft(["there", "10000"], "10,000 rows, all as they say", false),
    draft(["new", "100000"], "100,000 rows, nobody is there", true),
    draft(["there", "100000"], "100,000 rows, all as they say", true),
    draft(["new", "1000000"], "1,000,000 rows, nobody is there", false),
    draft(
        ["there", "1000000"],
        "1,000,000 rows, all as they say",
        false,
    ),
    draft(
        ["index", "1000000"],
        "One row, 1,000,000 users are there",
        false,
    ),
];

/// What drafts of one kind took, one value a round.
#[derive(Default)]
struct Taken {
    s: Vec<f64>,
    processor_s: Vec<f64>,
    peak_mib: Vec<f64>,
    before_mib: Vec<f64>,
}

pub(super) fn measure(program: &DraftsProgram) -> Result<Report> {
    let mut taken: [Taken; DRAFTS.len()] = Default::default();
    for round in 1..=ROUNDS {
        progress(&format!("drafts, round {round} of {ROUNDS}"));
        for (taken, draft) in taken.iter_mut().zip(&DRAFTS) {
            let told = program.run(draft.words)?;
            taken.s.push(number(&told, "/ms")? / 1_000.0);
            let of_processor = number(&told, "/processor_ms")?;
            taken.processor_s.push(of_processor / 1_000.0);
            taken.peak_mib.push(number(&told, "/peak_mib")?);
            taken.before_mib.push(number(&told, "/before_mib")?);
        }
    }
    let limited = DRAFTS
        .iter()
        .zip(&taken)
        .filter(|(draft, _)| draft.is_limited);
    Ok(Report {
        rows: limited
            .flat_map(|(draft, taken)| rows(draft, taken))
            .collect(),
        grid: Some(grid(&taken)),
        notes: notes(),
        ..Report::default()
    })
}

fn rows(draft: &Draft, taken: &Taken) -> [Row; 2] {
    [
        Row::new(
            format!("{}: read, checked and planned", draft.what),
            taken.s(),
        )
        .at_most(S_MAX),
        Row::new(format!("{}: peak memory", draft.what), taken.peak())
            .against("the process before", taken.before())
            .at_most(MIB_MAX),
    ]
}

fn grid(taken: &[Taken]) -> Grid {
    let line = |(draft, taken): (&Draft, &Taken)| Line {
        what: draft.what.to_owned(),
        cells: vec![
            taken.s().into(),
            taken.processor().into(),
            taken.peak().into(),
            taken.before().into(),
        ],
    };
    Grid {
        columns: vec![
            "Read, checked and planned",
            "Processor time",
            "Peak memory",
            "Of it before",
        ],
        lines: DRAFTS.iter().zip(taken).map(line).collect(),
    }
}

fn notes() -> Vec<String> {
    vec![
        "A draft reads a CSV file in batches of 1,000 rows, checks every cell, finds each name, \
         compares with who is there and tells one result a row. The file is written as it is read, \
         and users are made when their page is asked for: that is part of the time, the SDK and the pace \
         have next to no part in it. A thread reads ahead of the one that plans, so \
         time is what a clock on the wall shows; processor time is that of both."
            .into(),
        "Beyond a batch, memory holds an index: logins that the file has had, and users who are \
         there by login and address. The lines of a million show what it takes."
            .into(),
    ]
}

// === impl Taken ===

impl Taken {
    fn s(&self) -> Figure {
        Figure::of(Unit::Seconds, self.s.clone())
    }

    fn processor(&self) -> Figure {
        Figure::of(Unit::Seconds, self.processor_s.clone())
    }

    fn peak(&self) -> Figure {
        Figure::of(Unit::Mebibytes, self.peak_mib.clone())
    }

    fn before(&self) -> Figure {
        Figure::of(Unit::Mebibytes, self.before_mib.clone())
    }
}
