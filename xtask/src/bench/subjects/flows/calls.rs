//! What AWS is asked for an export and for a deploy that changes nothing.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::program::number;
use crate::bench::{
    figure::{Figure, Unit},
    report::Row,
    stand::{ProbeProgram, Profile},
};

const FLOWS: f64 = 100.0;
/// Every flow once, and a little.
const EXPORT_WITHHELD_MAX: f64 = 1.1 * FLOWS + 4.0;
const EXPORT_GIVEN_MAX: f64 = 10.0;
/// Beside a list for each kind and what lists and searches go on to.
const DEPLOY_MAX: f64 = 4.0;

/// The counts.
pub(super) struct Asked(Value);

// === impl Asked ===

impl Asked {
    /// Counts them in a build that is quick to have: counts do not depend on it.
    pub(super) fn count() -> Result<Self> {
        let told = ProbeProgram::build(Profile::Unoptimised)?
            .start()?
            .order(&format!("flow-calls {FLOWS}"))?;
        ensure!(told["writes"] == 0, "a deploy without change wrote: {told}");
        Ok(Self(told))
    }

    pub(super) fn rows(&self) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (search, word, export_max) in [
            ("search with content", "given", EXPORT_GIVEN_MAX),
            ("search without", "withheld", EXPORT_WITHHELD_MAX),
        ] {
            let export = format!("export of {FLOWS} flows, {search}");
            rows.push(self.row(&export, &format!("export_{word}"), export_max)?);
            let pages = self.number(&format!("pages_{word}"))?;
            let deploy = format!("deploy of {FLOWS} flows without change, {search}");
            let deploy_max = DEPLOY_MAX + self.number("kinds")? + pages;
            rows.push(self.row(&deploy, &format!("deploy_{word}"), deploy_max)?);
        }
        Ok(rows)
    }

    fn row(&self, what: &str, name: &str, most: f64) -> Result<Row> {
        let calls = Figure::once(Unit::Count, self.number(name)?);
        Ok(Row::new(format!("calls: {what}"), calls).at_most(most))
    }

    fn number(&self, name: &str) -> Result<f64> {
        number(&self.0, name)
    }
}
