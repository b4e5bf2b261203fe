//! The simulator in process: calls, memory, and a large apply.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    figure::{Figure, Unit},
    progress,
    report::{Report, Row},
    stand::{Memory, Probe, ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "simulator",
    about: "`aws-sim` in one process with the AWS SDK for Rust, which calls it without a socket: how many calls it answers, what users cost it, and how long a large apply takes in virtual time.",
    takes_long: true,
    measure,
};

const FEW: usize = 1_000;
const SOME: usize = 10_000;
const MANY: usize = 100_000;
/// Users of the centre that is applied.
const APPLIED: usize = 5_000;
/// Rounds in which everything has its turn.
const ROUNDS: usize = 7;

/// 1,000 calls in 200 ms are 5,000 a second.
const THOUSAND_CALLS_MS_MAX: f64 = 200.0;
const MANY_USERS_MIB_MAX: f64 = 400.0;
const VIRTUAL_HOUR_S_MAX: f64 = 60.0;

/// Three worlds, by how many users they have.
struct Bench {
    few: Probe,
    some: Probe,
    many: Probe,
    memory: [Memory; 4],
}

/// What the 1,000 calls of one kind took, in milliseconds.
#[derive(Default)]
struct Calls {
    bare: Vec<Taken>,
    few: Vec<Taken>,
    many: Vec<Taken>,
}

/// Milliseconds of the processor and on the wall.
#[derive(Clone, Copy)]
struct Taken {
    cpu: f64,
    wall: f64,
}

fn measure() -> Result<Report> {
    let program = ProbeProgram::build(Profile::Release)?;
    let mut rows = Vec::new();
    let mut bench = Bench::set_up(&program)?;
    for (what, operation) in [("describe", "DescribeUser"), ("create", "CreateUser")] {
        rows.extend(bench.calls(what)?.rows(operation));
    }
    for (what, operation) in [("list", "ListUsers"), ("search", "SearchUsers")] {
        rows.push(bench.pages(what, operation)?);
    }
    rows.extend(bench.memory_rows());
    drop(bench);
    rows.extend(apply_rows(&program)?);
    Ok(Report {
        rows,
        notes: notes(),
        ..Report::default()
    })
}

fn notes() -> Vec<String> {
    vec![
        format!(
            "Calls are made one after the other by one thread, each signed, serialised, answered and \
             parsed; retries are off and the throttle too. Times are of the processor, which on a \
             machine of one's own is the time on the wall, but in the rows that say otherwise: \
             {THOUSAND_CALLS_MS_MAX:.0} ms for 1,000 calls are 5,000 calls a second. The bare limit is \
             the same call where the connector has its answer ready. All worlds take turns."
        ),
        "Pages are the largest that the service gives: 1,000 users in a list, 500 in a search. Ten \
         times the users may take ten times the time, not a hundred times."
            .into(),
        "Memory is Pss of the whole process: users, what the simulator remembers of the last \
         100,000 calls, the SDK and the program."
            .into(),
        format!(
            "The apply is by the engine, with its own pace, of a new instance with {APPLIED} users \
             and what they need, under the documented rates of 2 calls a second. Refused are calls \
             that were throttled or failed."
        ),
    ]
}

// === impl Bench ===

impl Bench {
    fn set_up(program: &ProbeProgram) -> Result<Self> {
        progress("a hundred thousand users");
        let mut probes = [program.start()?, program.start()?, program.start()?];
        probes[0].order("fill 1")?;
        let empty = probes[0].memory()?;
        let mut memory = [empty; 4];
        for (at, users) in [FEW, SOME, MANY].into_iter().enumerate() {
            probes[at].order(&format!("fill {users}"))?;
            memory[at + 1] = probes[at].memory()?;
        }
        let [few, some, many] = probes;
        Ok(Self {
            few,
            some,
            many,
            memory,
        })
    }

    fn calls(&mut self, what: &str) -> Result<Calls> {
        progress(&format!("calls: {what}"));
        let mut calls = Calls::default();
        for _ in 0..ROUNDS {
            let bare = format!("bare-{what} 1000");
            calls.bare.push(taken(&self.few.order(&bare)?)?);
            let real = format!("{what} 1000");
            calls.few.push(taken(&self.few.order(&real)?)?);
            calls.many.push(taken(&self.many.order(&real)?)?);
        }
        Ok(calls)
    }

    fn pages(&mut self, what: &str, operation: &str) -> Result<Row> {
        progress(&format!("pages: {what}"));
        let (mut some, mut many) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            some.push(taken(&self.some.order(what)?)?);
            many.push(taken(&self.many.order(what)?)?);
        }
        let row = format!("all pages of `{operation}`, 100,000 users");
        Ok(Row::new(row, cpu(&many)).against("10,000 users", cpu(&some)))
    }

    fn memory_rows(&self) -> [Row; 2] {
        let pss = |memory: Memory| Figure::once(Unit::Mebibytes, memory.proportional);
        let [empty, _, some, many] = self.memory.map(pss);
        [
            Row::new("memory with 10,000 users", some.clone()).against("one user", empty),
            Row::new("memory with 100,000 users", many)
                .against("10,000 users", some)
                .at_most(MANY_USERS_MIB_MAX),
        ]
    }
}

// === impl Calls ===

impl Calls {
    fn rows(&self, operation: &str) -> [Row; 3] {
        let row = |how: &str, figure| {
            let row = Row::new(format!("1,000 calls of `{operation}`, {how}"), figure);
            row.at_most(THOUSAND_CALLS_MS_MAX)
        };
        [
            row("1,000 users", cpu(&self.few)).against("bare limit", cpu(&self.bare)),
            row("100,000 users", cpu(&self.many)).against("1,000 users", cpu(&self.few)),
            row("100,000 users, on the wall", wall(&self.many))
                .against("bare limit, on the wall", wall(&self.bare)),
        ]
    }
}

fn apply_rows(program: &ProbeProgram) -> Result<[Row; 5]> {
    progress("an apply of 5,000 users");
    let mut probe = program.start()?;
    let applied = probe.order(&format!("apply {APPLIED}"))?;
    let taken = taken(&applied)?;
    let number = |name: &str| number(&applied, name);
    let virtual_s = number("virtual_s")?;
    let hours = virtual_s / 3_600.0;
    let s = |value| Figure::once(Unit::Seconds, value);
    let count = |value| Figure::once(Unit::Count, value);
    let of = |what: &str| format!("apply of 5,000 users: {what}");
    Ok([
        Row::new(of("AWS calls"), count(number("calls")?)),
        Row::new(of("refused calls"), count(number("refused")?)),
        Row::new(of("virtual time"), s(virtual_s)),
        Row::new(
            of("a virtual hour, processor"),
            s(taken.cpu / 1_000.0 / hours),
        )
        .at_most(VIRTUAL_HOUR_S_MAX),
        Row::new(
            of("a virtual hour, on the wall"),
            s(taken.wall / 1_000.0 / hours),
        )
        .at_most(VIRTUAL_HOUR_S_MAX),
    ])
}

fn taken(answer: &Value) -> Result<Taken> {
    Ok(Taken {
        cpu: number(answer, "cpu_ms")?,
        wall: number(answer, "ms")?,
    })
}

fn number(answer: &Value, name: &str) -> Result<f64> {
    let number = answer[name].as_f64();
    number.with_context(|| format!("no {name} in {answer}"))
}

fn cpu(taken: &[Taken]) -> Figure {
    let values = taken.iter().map(|taken| taken.cpu).collect();
    Figure::of(Unit::Milliseconds, values)
}

fn wall(taken: &[Taken]) -> Figure {
    let values = taken.iter().map(|taken| taken.wall).collect();
    Figure::of(Unit::Milliseconds, values)
}
