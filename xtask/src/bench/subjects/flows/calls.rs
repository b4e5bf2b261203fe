//! What AWS is asked for an export and for a deploy that changes nothing.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::program::number;
use crate::bench::{
    figure::{Figure, Unit},
    report::Row,
    stand::ProbeProgram,
};

const FLOWS: f64 = 100.0;
/// Every flow once, and a little.
const EXPORT_WITHHELD_MAX: f64 = 1.1 * FLOWS + 4.0;
const EXPORT_GIVEN_MAX: f64 = 10.0;
/// Beside a list for each kind and further pages.
const DEPLOY_MAX: f64 = 4.0;

/// The counts.
pub(super) struct Asked(Value);

// === impl Asked ===

impl Asked {
    /// Counts them in a build that is quick to have: counts do not depend on it.
    pub(super) fn count() -> Result<Self> {
        let told = ProbeProgram::build_unoptimised()?
            .start()?
            .order(&format!("flow-calls {FLOWS}"))?;
        ensure!(told["writes"] == 0, "a deploy without change wrote: {told}");
        Ok(Self(told))
    }

    pub(super) fn rows(&self) -> Result<Vec<Row>> {
        let most = DEPLOY_MAX + number(&self.0, "kinds")? + number(&self.0, "pages")?;
        Ok(vec![
            self.row(
                "export of 100 flows, search with content",
                "export_given",
                EXPORT_GIVEN_MAX,
            )?,
            self.row(
                "export of 100 flows, search without",
                "export_withheld",
                EXPORT_WITHHELD_MAX,
            )?,
            self.row(
                "deploy of 100 flows without change, search with content",
                "deploy_given",
                most,
            )?,
            self.row(
                "deploy of 100 flows without change, search without",
                "deploy_withheld",
                most,
            )?,
        ])
    }

    fn row(&self, what: &str, name: &str, most: f64) -> Result<Row> {
        let calls = Figure::once(Unit::Count, number(&self.0, name)?);
        Ok(Row::new(format!("calls: {what}"), calls).at_most(most))
    }
}
