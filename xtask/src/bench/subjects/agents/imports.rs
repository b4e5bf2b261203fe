//! Imports through the SDK: calls and virtual time.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::number;
use crate::bench::{
    figure::{Figure, Unit},
    progress,
    report::{Report, Row},
    stand::ProbeProgram,
};

const AGENTS: usize = 10_000;
/// How much longer than the least time an import may take.
const RATIO_MAX: f64 = 1.03;
/// Pages of the search, pages of the list, and what an import asks besides.
const SAME_MAX: usize = AGENTS / 500 + AGENTS / 1_000 + 20;
const MOVED: usize = 50;

pub(super) fn measure(program: &ProbeProgram) -> Result<Report> {
    progress(&format!("imports of {AGENTS} agents"));
    let told = program.start()?.order(&format!("agents {AGENTS}"))?;
    Ok(Report {
        rows: rows(&told)?,
        notes: notes(),
        ..Report::default()
    })
}

fn rows(told: &Value) -> Result<Vec<Row>> {
    let s = |place: &str| Ok::<_, anyhow::Error>(Figure::once(Unit::Seconds, number(told, place)?));
    let count =
        |place: &str| Ok::<_, anyhow::Error>(Figure::once(Unit::Count, number(told, place)?));
    let least = number(told, "/first/least_s")?;
    ensure!(
        count("/first/rows")? == Figure::count(AGENTS)
            && count("/same/rows")? == Figure::count(AGENTS),
        "not every row was imported: {told}"
    );
    let updates = count("/moved/writes/connect.UpdateUserRoutingProfile")?;
    ensure!(
        updates == Figure::count(MOVED),
        "{MOVED} were moved: {told}"
    );
    let refused = ["first", "same", "moved"].map(|part| number(told, &format!("/{part}/refused")));
    let refused: f64 = refused.into_iter().sum::<Result<f64>>()?;
    Ok(vec![
        Row::new(
            "10,000 agents: virtual time of the import",
            s("/first/virtual_s")?,
        )
        .against("least time", s("/first/least_s")?)
        .at_most(least * RATIO_MAX),
        Row::new("10,000 agents: calls of the import", count("/first/calls")?),
        Row::new("The same file again: calls", count("/same/calls")?).at_most(limit(SAME_MAX)),
        Row::new(
            "The same file again: calls that write",
            writes(&told["same"])?,
        )
        .at_most(0.0),
        Row::new(
            "50 routing profiles changed: calls that write",
            writes(&told["moved"])?,
        )
        .at_most(limit(MOVED)),
        Row::new(
            "Refused calls of the three",
            Figure::once(Unit::Count, refused),
        )
        .at_most(0.0),
    ])
}

fn writes(of: &Value) -> Result<Figure> {
    let writes = of["writes"].as_object().context("no writes are told")?;
    let calls = writes
        .values()
        .map(|calls| calls.as_u64().context("a count of calls is no number"));
    let calls = calls.sum::<Result<u64>>()?;
    Ok(Figure::count(usize::try_from(calls)?))
}

#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
fn limit(calls: usize) -> f64 {
    calls as f64
}

fn notes() -> Vec<String> {
    vec![
        "The imports go through the SDK to the simulator under the documented rates, in one process \
         whose clock is virtual. Each agent has a secret before the user is made. The least time is \
         that of so many calls of CreateUser at the documented rate after a full burst."
            .into(),
    ]
}
