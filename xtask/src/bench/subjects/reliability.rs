//! What becomes of jobs that are interrupted, repeated or left without answers.

use std::thread;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    figure::{Figure, Unit},
    grid::{Cell, Grid, Line},
    progress,
    report::{Report, Row},
    stand::{ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "reliability",
    about: "The reliability matrix on `examples/full-contact-center`, on bundles of flows that go to one instance, to three and to a replicated pair, and on an analytics share: processes that die, answers that are lost, steps that are repeated or fail, and whether the world is that of an uninterrupted run.",
    takes_long: true,
    measure,
};

/// What the probe is told, with how many numbers it knows of it.
const ORDERS: [(&str, usize); 3] = [("reliability", 3), ("voyages", 9), ("shares", 2)];

/// A row of the matrix with one job.
struct Came {
    what: String,
    boundaries: usize,
    hit: usize,
    runs: usize,
    /// Worlds that did not come to their end, by what was wrong.
    wrong: Vec<usize>,
}

/// What a row counts, by its name in the probe's answer, with what stands over it.
const WRONG: [(&str, &str); 5] = [
    ("unfinished", "Unfinished"),
    ("lost", "Lost"),
    ("twice", "Twice"),
    ("orphans", "Orphans"),
    ("unlike", "Unlike an uninterrupted run"),
];

fn measure() -> Result<Report> {
    let program = ProbeProgram::build(Profile::Release)?;
    progress("every row of the matrix with each job, all jobs at once");
    let told = thread::scope(|scope| {
        let orders = ORDERS
            .iter()
            .flat_map(|(word, jobs)| (0..*jobs).map(move |job| (word, job)));
        let probes: Vec<_> = orders
            .map(|(word, job)| {
                scope.spawn({
                    let program = &program;
                    move || program.start()?.order(&format!("{word} {job}"))
                })
            })
            .collect();
        let told = probes.into_iter().map(thread::ScopedJoinHandle::join);
        told.map(|told| told.map_err(|_| anyhow!("a probe was not heard"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    let (mut came, mut cpu_s) = (Vec::new(), 0.0);
    for told in told {
        let name = told["job"].as_str().context("no job")?;
        let rows = told["rows"].as_array().context("no rows")?;
        for row in rows {
            came.push(Came::read(name, row)?);
        }
        cpu_s += told["cpu_ms"].as_f64().context("no cpu_ms")? / 1_000.0;
    }
    Ok(Report {
        rows: rows(&came, cpu_s),
        grid: Some(grid(&came)),
        plot: None,
        notes: notes(),
    })
}

fn rows(came: &[Came], cpu_s: f64) -> Vec<Row> {
    let all = |of: &dyn Fn(&Came) -> usize| Figure::count(came.iter().map(of).sum());
    let missed = all(&|row| row.boundaries - row.hit);
    let mut rows = vec![
        Row::new("boundaries", all(&|row| row.boundaries)),
        Row::new("boundaries that were not hit", missed).at_most(0.0),
        Row::new("runs of jobs", all(&|row| row.runs)),
    ];
    for (n, (_, word)) in WRONG.iter().enumerate() {
        rows.push(Row::new(word.to_lowercase(), all(&|row| row.wrong[n])).at_most(0.0));
    }
    rows.push(Row::new(
        "processor time",
        Figure::once(Unit::Seconds, cpu_s),
    ));
    rows
}

fn grid(came: &[Came]) -> Grid {
    let mut columns = vec!["Boundaries", "Hit", "Runs"];
    columns.extend(WRONG.map(|(_, word)| word));
    Grid {
        columns,
        lines: came.iter().map(Came::line).collect(),
    }
}

fn notes() -> Vec<String> {
    vec![
        "The engine, the SDK and the simulator in one process whose clock is virtual. Every call takes 20 ms, so \
         several are under way at once; new things stay hidden from reads for 3 s and from searches for 5 s. What \
         a process had sent when it died takes effect after its death."
            .into(),
        "R1: the boundaries are before and after each write of the journal and each call, of reading too; a second \
         process runs the same job at once. R2: pairs of them drawn from a fixed seed, with a third process. \
         R3: each call that changes something. R4: each step, by a process whose plan is older than what \
         another has done by then; and each call that changes something, refused for good, before a destroy."
            .into(),
        "Of flows: a ring with a module, a prompt and aliases is released where nothing of it is, then its second \
         edition with another recording, then the way back is gone. To three stops only deaths are tried, since a lost answer is a matter \
         of its stop. With a pair, both sides are compared, a function that is tied to the replica with them. A version that AWS makes long after the job is left out: it takes no token for one."
            .into(),
        "A world is compared whole with that of an uninterrupted run, ids and times apart \
         (`tests/src/reliability/likeness.rs`): a twin stands twice in one place, an orphan where nothing should be. \
         First passwords are compared with what Secrets Manager holds. After that a plan must be empty, and a \
         further destroy have nothing to do. After a failed apply and a destroy nothing may be left that a destroy \
         does not leave."
            .into(),
        "Each column counts worlds. The suite runs a part of the same with every `cargo test`, and whole rows with a small \
         centre: `tests/system/reliability`."
            .into(),
    ]
}

// === impl Came ===

impl Came {
    fn read(job: &str, told: &Value) -> Result<Self> {
        let count = |name: &str| -> Result<usize> {
            let count = told[name].as_u64();
            Ok(usize::try_from(
                count.with_context(|| format!("no {name} in {told}"))?,
            )?)
        };
        let word = |name: &str| told[name].as_str().with_context(|| format!("no {name}"));
        Ok(Self {
            what: format!("{} {}: {job}", word("row")?, word("what")?),
            boundaries: count("boundaries")?,
            hit: count("hit")?,
            runs: count("runs")?,
            wrong: WRONG
                .iter()
                .map(|(name, _)| count(name))
                .collect::<Result<_>>()?,
        })
    }

    fn line(&self) -> Line {
        let counts = [self.boundaries, self.hit, self.runs];
        let counts = counts.iter().map(|count| Figure::count(*count).into());
        let wrong = self.wrong.iter().map(|count| match count {
            0 => Cell::Word("0".into()),
            some => Cell::Alarm(some.to_string()),
        });
        Line {
            what: self.what.clone(),
            cells: counts.chain(wrong).collect(),
        }
    }
}
