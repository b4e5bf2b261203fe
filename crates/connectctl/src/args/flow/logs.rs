//! What `flow logs` takes.

use std::time::Duration;

use clap::Args;
use prost_types::Timestamp;

use crate::args::{StartArgs, span};

/// Reads only. Looks in the log group of the instance, /aws/connect/ALIAS, and joins each line to the block
/// of the flow that wrote it. Says why there may be no line.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow logs --instance uk --contact 5f0c8d1e-7c1a-4b58-9a36-0d7c2b8f6e11
  connectctl flow logs --instance uk --contact 5f0c8d1e-… --since 72h --draw pictures
  connectctl flow logs --instance uk --contact 5f0c8d1e-… --until 2026-11-20T12:00:00Z --raw contact.jsonl

Lines hold what customers said and dialled: keep files that are written here as safe as the log itself.")]
pub(crate) struct FlowLogsArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The id of the contact.
    #[arg(long, value_name = "ID")]
    pub contact: String,
    /// How far back to look, such as 90m or 72h. Without it a day.
    #[arg(long, value_name = "TIME", value_parser = span::parse)]
    pub since: Option<Duration>,
    /// The moment from which to look back, such as 2026-11-20T12:00:00Z. Without it now.
    #[arg(long, value_name = "MOMENT")]
    pub until: Option<Timestamp>,
    /// Also draw the way of the contact into this folder, a picture for each flow; made where it is missing.
    #[arg(long, value_name = "DIR")]
    pub draw: Option<String>,
    /// Also write the lines as they were logged, for `flow replay --log`.
    #[arg(long, value_name = "FILE")]
    pub raw: Option<String>,
    /// Write into a folder that holds other things, and over a file that is there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub start: StartArgs,
}
