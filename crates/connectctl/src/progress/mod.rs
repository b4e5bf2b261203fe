//! What is shown while a job is at work.

mod bars;
mod board;
mod lines;

use control_api::v1 as pb;

pub(crate) use self::{
    bars::Bars,
    board::Board,
    lines::{JsonLines, Lines, Silence},
};
use crate::status::Failure;

/// Looks at the events of a job.
pub(crate) trait Watcher {
    /// Takes in the next event.
    fn event(&mut self, event: &pb::JobEvent) -> Result<(), Failure>;

    /// Tells of trouble with the watching itself.
    fn trouble(&mut self, text: &str);
}
