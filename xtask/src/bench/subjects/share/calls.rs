//! What an analytics share asks of AWS.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::bench::{
    figure::{Figure, Unit},
    report::{Report, Row},
    stand::{ProbeProgram, Profile},
};

/// So many data sets.
const DATA_SETS: [u32; 2] = [8, 32];
/// Beside those of each data set.
const FIRST_MAX: f64 = 38.0;
const EACH_MAX: f64 = 1.2;
/// With one database for all of them.
const DATABASE_MAX: f64 = 45.0;
const AGAIN_MAX: f64 = 15.0;
const SECONDS_MAX: f64 = 2.0;

/// Counts are counted in a build that is quick to have: they do not depend on it.
pub(super) fn measure() -> Result<Report> {
    let mut probe = ProbeProgram::build(Profile::Unoptimised)?.start()?;
    let mut rows = Vec::new();
    for data_sets in DATA_SETS {
        let told = probe.order(&format!("share-calls {data_sets}"))?;
        let tables = |name| number(&told["tables"], name);
        let database = |name| number(&told["database"], name);
        let most = FIRST_MAX + EACH_MAX * f64::from(data_sets);
        let with = format!("{data_sets} data sets");
        rows.extend([
            calls(&format!("{with}, a table for each"), tables("first")?, most),
            calls(
                &format!("{with}, a table for each, no change"),
                tables("again")?,
                AGAIN_MAX,
            ),
            calls(
                &format!("{with}, one database"),
                database("first")?,
                DATABASE_MAX,
            ),
            calls(
                &format!("{with}, one database, no change"),
                database("again")?,
                AGAIN_MAX,
            ),
            Row::new(
                format!("{with}: time without throttle"),
                Figure::once(Unit::Seconds, tables("virtual_s")?),
            )
            .at_most(SECONDS_MAX),
        ]);
    }
    Ok(Report {
        rows,
        notes: notes(),
        ..Report::default()
    })
}

fn calls(what: &str, count: f64, most: f64) -> Row {
    Row::new(format!("calls: {what}"), Figure::once(Unit::Count, count)).at_most(most)
}

fn number(of: &Value, name: &str) -> Result<f64> {
    of[name]
        .as_f64()
        .with_context(|| format!("no {name} in {of}"))
}

fn notes() -> Vec<String> {
    [
        "With a KMS key, a tag of Lake Formation, a bucket, a workgroup, a query role and a schedule; without the query that reads a row, and without the calls by which the target signs in.",
        "Terraform's AWS provider asks 161 times for the same with 8 data sets and 86 times where nothing changes (section `terraform`, case `share`); it does not associate, accept or wait.",
        "Time is virtual: what AWS takes for itself (the simulator's documented waits) and nothing of the machine.",
        "What is left with 32 data sets is the pace that is kept towards Glue, which tells no rate: four calls at once and then twenty a second, to begin with. A rate that is lower is found out: within 500 calls for ten refusals at most (`tests/system/pace.rs`).",
    ]
    .map(str::to_owned)
    .to_vec()
}
