//! What `flow export` takes.

use clap::Args;

use super::selection::SelectionArgs;
use crate::args::StartArgs;

/// Reads only. What cannot be named, and what a contact brings, is listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow export --instance uk-dev -o flows
  connectctl flow export --instance uk-dev -o flows --force    again: git diff shows what changed
  connectctl flow export --instance uk-dev -o flows --only Main --audio

Then:
  connectctl flow deploy flows --instance uk-prod")]
pub(crate) struct FlowExportArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The folder to write into; made where it is missing.
    #[arg(long, short = 'o', value_name = "DIR")]
    pub dir: String,
    /// Write into a folder that holds other things, and over files that are there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Also the flows that every new instance has.
    #[arg(long)]
    pub built_in: bool,
    /// Also the recordings of the prompts that flows play.
    #[arg(long)]
    pub audio: bool,
    /// A file that says what is called otherwise here than in the bundle.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    #[command(flatten)]
    pub start: StartArgs,
}
