//! What `export` takes.

use clap::Args;

use super::StartArgs;

/// Reads only. Writes `center.yaml` and what it names: flows, modules, keys. A plan of it has nothing to
/// do; what a spec cannot say is listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl export --instance uk-prod -o centers/uk
  connectctl export --instance uk-prod -o centers/uk --force   again: git diff shows what changed
  connectctl export --instance uk-prod -o uk --output json | jq -r '.export.unsaid[].thing'

Then:
  connectctl plan -f centers/uk/center.yaml            nothing to do")]
pub(crate) struct ExportArgs {
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
    pub start: StartArgs,
}
