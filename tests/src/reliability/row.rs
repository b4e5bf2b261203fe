//! What came of a row of the matrix.

use std::fmt;

use super::trial::Finding;

/// Counts over the runs of one row of the matrix with one job.
#[derive(Debug, Default)]
pub struct Row {
    /// The places at which something was to happen: moments, calls or steps.
    pub boundaries: usize,
    /// Those of them at which it did.
    pub hit: usize,
    /// The runs of the job that it took, to the end or not.
    pub runs: usize,
    /// Worlds whose last run did not end well, or left something to do.
    pub unfinished: usize,
    /// Worlds in which something is missing.
    pub lost: usize,
    /// Worlds in which something is there more often.
    pub twice: usize,
    /// Worlds in which something is left over.
    pub orphans: usize,
    /// Worlds that differ in anything at all from that of an uninterrupted run.
    pub unlike: usize,
    /// The first of the findings, with where they were made.
    pub findings: Vec<(String, Finding)>,
}

/// Findings that are kept.
const KEPT: usize = 20;

// === impl Row ===

impl Row {
    /// Whether everything happened that was to, and nothing came of it.
    pub fn is_clean(&self) -> bool {
        self.boundaries == self.hit
            && self.unfinished + self.lost + self.twice + self.orphans + self.unlike == 0
    }

    /// Counts one world after something was to happen at `place` and `runs` runs.
    pub(super) fn count(&mut self, place: String, hit: bool, runs: usize, found: Option<Finding>) {
        self.boundaries += 1;
        self.hit += usize::from(hit);
        self.runs += runs;
        let Some(finding) = found else {
            return;
        };
        let difference = &finding.difference;
        let is_unfinished = finding.unfinished.is_some() || finding.to_do.is_some();
        self.unfinished += usize::from(is_unfinished);
        self.lost += usize::from(!difference.lost.is_empty());
        self.twice += usize::from(!difference.twice.is_empty());
        self.orphans += usize::from(!difference.orphans.is_empty());
        self.unlike += usize::from(!difference.is_empty() || !finding.passwords.is_empty());
        if self.findings.len() < KEPT {
            self.findings.push((place, finding));
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            boundaries,
            hit,
            runs,
            unfinished,
            lost,
            twice,
            orphans,
            unlike,
            findings,
        } = self;
        writeln!(
            f,
            "{hit} of {boundaries} hit, {runs} runs: {unfinished} unfinished, {lost} lost, {twice} twice, \
             {orphans} orphans, {unlike} unlike"
        )?;
        for (place, finding) in findings {
            writeln!(f, "{place}:\n{finding}")?;
        }
        Ok(())
    }
}
