//! Agents from files: what reading and planning them takes, and what an import asks of AWS.

mod drafts;
mod imports;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Subject;
use crate::bench::{
    report::Report,
    stand::{DraftsProgram, ProbeProgram, Profile},
};

pub(super) const SUBJECT: Subject = Subject {
    name: "agents",
    about: "Files of up to a million agents, read, checked and planned without AWS; and the import of ten thousand in virtual time, beside the least time in which the documented rate of CreateUser allows it.",
    takes_long: true,
    measure,
};

fn measure() -> Result<Report> {
    let drafts = drafts::measure(&DraftsProgram::build()?)?;
    // Calls are counted, and time is virtual.
    let imports = imports::measure(&ProbeProgram::build(Profile::Unoptimised)?)?;
    Ok(Report {
        rows: drafts.rows.into_iter().chain(imports.rows).collect(),
        grid: drafts.grid,
        notes: drafts.notes.into_iter().chain(imports.notes).collect(),
        ..Report::default()
    })
}

/// A number in an answer of the probe, by its place.
fn number(told: &Value, place: &str) -> Result<f64> {
    let number = told.pointer(place).and_then(Value::as_f64);
    number.with_context(|| format!("no {place} in {told}"))
}
