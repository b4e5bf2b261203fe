//! What an assessment asks of AWS, and how long it takes where nothing throttles it.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    figure::{Figure, Unit},
    progress,
    report::{Report, Row},
    stand::{Probe, ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "governance",
    about: "Assessments of an instance with 500 users, 100 queues and 100 flows, by all rules and without a throttle; and of one with four times as many of each. A build without optimisation: with it there is less to wait for.",
    takes_long: true,
    measure,
};

/// Users; queues and flows are a fifth of them.
const USERS: usize = 500;
const MANY: usize = 4 * USERS;
const CALLS_MAX: f64 = 150.0;
const SECONDS_MAX: f64 = 5.0;
const RUNS: usize = 3;

fn measure() -> Result<Report> {
    let mut probe = ProbeProgram::build(Profile::Unoptimised)?.start()?;
    let few = assessed(&mut probe, USERS, RUNS)?;
    let memory = Figure::once(Unit::Mebibytes, probe.memory()?.resident);
    let many = assessed(&mut probe, MANY, 1)?;
    Ok(Report {
        rows: rows(&few, memory, &many)?,
        notes: vec![
            "Whether searches for flows show their content is not documented. Where they do not, each flow costs a call more, once: what is in it is remembered until it is changed. So of 100 flows the 150 calls do not hold for the first assessment, and hold for those after it.".to_owned(),
        ],
        ..Report::default()
    })
}

/// What so many assessments tell, one after another.
fn assessed(probe: &mut Probe, users: usize, runs: usize) -> Result<Vec<Value>> {
    progress(&format!("assessments of {users} users"));
    let run = |_| {
        let told = probe.order(&format!("assess {users}"))?;
        for search in ["given", "withheld"] {
            ensure!(told[search]["writes"] == 0, "an assessment wrote: {told}");
        }
        Ok(told)
    };
    (0..runs).map(run).collect()
}

fn rows(few: &[Value], memory: Figure, many: &[Value]) -> Result<Vec<Row>> {
    let calls = |told: &[Value], search: &str| -> Result<Figure> {
        let calls = number(&told[0], &format!("/{search}/calls"))?;
        Ok(Figure::once(Unit::Count, calls))
    };
    let again = |told: &[Value]| -> Result<Figure> {
        let calls = number(&told[0], "/withheld/calls_again")?;
        Ok(Figure::once(Unit::Count, calls))
    };
    let s = |told: &[Value]| -> Result<Figure> {
        let of = |told: &Value| Ok(number(told, "/given/taken/ms")? / 1_000.0);
        let all: Vec<f64> = told.iter().map(of).collect::<Result<_>>()?;
        Ok(Figure::of(Unit::Seconds, all))
    };
    Ok(vec![
        Row::new(
            "500 users: calls, search with content",
            calls(few, "given")?,
        )
        .at_most(CALLS_MAX),
        Row::new("500 users: calls, search without", calls(few, "withheld")?).at_most(CALLS_MAX),
        Row::new("500 users: the same, once more", again(few)?).at_most(CALLS_MAX),
        Row::new("500 users: on the wall", s(few)?).at_most(SECONDS_MAX),
        Row::new("500 users: memory afterwards, simulator and all", memory),
        Row::new(
            "2,000 users: calls, search with content",
            calls(many, "given")?,
        )
        .against("500 users", calls(few, "given")?),
        Row::new("2,000 users: on the wall", s(many)?).against("500 users", s(few)?),
    ])
}

fn number(told: &Value, place: &str) -> Result<f64> {
    let number = told.pointer(place).and_then(Value::as_f64);
    number.with_context(|| format!("no {place} in {told}"))
}
