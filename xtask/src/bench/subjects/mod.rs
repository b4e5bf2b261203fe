//! What can be measured: a file and a line for each subject.

mod agents;
mod build;
mod daemon;
mod flows;
mod governance;
mod makespan;
mod planning;
mod provision;
mod reliability;
mod share;
mod simulator;
mod terraform;

use anyhow::Result;

use super::report::Report;

/// Something that is measured as a whole, and has a section in `BENCHMARKS.md`.
#[derive(Debug)]
pub(super) struct Subject {
    /// By which it is asked for; the heading of its section.
    pub(super) name: &'static str,
    /// A sentence for the head of the section.
    pub(super) about: &'static str,
    /// Whether it is measured only when it is named.
    pub(super) takes_long: bool,
    pub(super) measure: fn() -> Result<Report>,
}

/// Every subject, in the order in which they are measured.
pub(super) const SUBJECTS: &[Subject] = &[
    daemon::SUBJECT,
    build::SUBJECT,
    simulator::SUBJECT,
    terraform::SUBJECT,
    provision::SUBJECT,
    makespan::SUBJECT,
    planning::SUBJECT,
    flows::SUBJECT,
    share::SUBJECT,
    agents::SUBJECT,
    governance::SUBJECT,
    reliability::SUBJECT,
];
