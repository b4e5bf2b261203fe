//! A plan of a very large centre.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    figure::{Figure, Unit},
    grid::{Grid, Line},
    progress,
    report::{Report, Row},
    stand::{ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "planning",
    about: "A `fast` plan without change of up to 100,000 resources: what the engine takes, without AWS and the simulator.",
    takes_long: true,
    measure,
};

const SIZES: [usize; 4] = [12_500, 25_000, 50_000, 100_000];
/// Rounds in which every size has its turn.
const ROUNDS: usize = 3;
const S_MAX: f64 = 10.0;
const MIB_MAX: f64 = 1_024.0;
/// What twice the things may take: twice as much, and a little for deeper trees and colder caches.
const GROWTH_MAX: f64 = 2.5;

/// What plans of one size took, one value a round.
#[derive(Default)]
struct Taken {
    reading_s: Vec<f64>,
    planning_s: Vec<f64>,
    peak_mib: Vec<f64>,
}

fn measure() -> Result<Report> {
    let program = ProbeProgram::build(Profile::Release)?;
    let mut taken: [Taken; SIZES.len()] = Default::default();
    for round in 1..=ROUNDS {
        progress(&format!("round {round} of {ROUNDS}"));
        for (taken, things) in taken.iter_mut().zip(SIZES) {
            taken.add(&program.start()?.order(&format!("plan {things}"))?)?;
        }
    }
    Ok(Report {
        rows: rows(&taken),
        grid: Some(grid(&taken)),
        notes: notes(),
        ..Report::default()
    })
}

fn rows(taken: &[Taken]) -> Vec<Row> {
    let largest = taken.last().expect("there are sizes");
    let mut rows = vec![
        Row::new("100,000 resources: the plan", largest.planning()).at_most(S_MAX),
        Row::new("100,000 resources: peak memory", largest.peak()).at_most(MIB_MAX),
        Row::new(
            "100,000 resources: reading the spec before",
            largest.reading(),
        ),
    ];
    for (pair, sizes) in taken.windows(2).zip(SIZES.windows(2)) {
        let (half, whole) = (pair[0].planning(), pair[1].planning());
        let limit = half.median() * GROWTH_MAX;
        let row = Row::new(format!("{} resources: the plan", sizes[1]), whole);
        rows.push(row.against(format!("{}", sizes[0]), half).at_most(limit));
    }
    rows
}

fn grid(taken: &[Taken]) -> Grid {
    let line = |(taken, things): (&Taken, usize)| Line {
        what: format!("{things} resources"),
        cells: vec![
            taken.planning().into(),
            taken.reading().into(),
            taken.peak().into(),
        ],
    };
    Grid {
        columns: vec!["Plan", "Reading the spec", "Peak memory"],
        lines: taken.iter().zip(SIZES).map(line).collect(),
    }
}

fn notes() -> Vec<String> {
    vec![
        "Of twenty resources two are queues, one is a routing profile and the rest are users. Their \
         lists and searches are answered by ports of the bench that make each record when they are \
         asked, which is part of the time; the few other things are in the simulator. The SDK, pages \
         and the pace have no part in it."
            .into(),
        "The plan is declaring, observing and comparing, and the reading is parsing and checking the \
         spec, in YAML files of 9,000 entries each; both on one thread, in processor time. Memory is the most that the \
         process ever had: the text, the spec, what is declared and what was observed."
            .into(),
    ]
}

// === impl Taken ===

impl Taken {
    fn add(&mut self, told: &Value) -> Result<()> {
        let number = |value: &Value| value.as_f64().with_context(|| format!("in {told}"));
        let s = |part: &str| Ok::<_, anyhow::Error>(number(&told[part]["cpu_ms"])? / 1_000.0);
        self.reading_s.push(s("reading")?);
        self.planning_s.push(s("planning")?);
        self.peak_mib.push(number(&told["peak_mib"])?);
        Ok(())
    }

    fn reading(&self) -> Figure {
        Figure::of(Unit::Seconds, self.reading_s.clone())
    }

    fn planning(&self) -> Figure {
        Figure::of(Unit::Seconds, self.planning_s.clone())
    }

    fn peak(&self) -> Figure {
        Figure::of(Unit::Mebibytes, self.peak_mib.clone())
    }
}
