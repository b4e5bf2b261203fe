//! What `agents export` takes.

use clap::Args;

use super::{CrewArgs, list::FilterArgs};

/// Calls no AWS: it writes what imports remember, as CSV, or as JSON Lines where the name ends in `.jsonl`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl agents export --instance uk -o people.csv
  connectctl agents export --instance uk -o people.jsonl --routing-profile Advisers

Then:
  connectctl agents import people.csv --instance uk --dry-run")]
pub(crate) struct AgentsExportArgs {
    #[command(flatten)]
    pub crew: CrewArgs,
    /// The file to write.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub file: String,
    /// Write over a file that is there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub filter: FilterArgs,
}
