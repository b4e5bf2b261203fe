//! What `drift` takes.

use clap::Args;

use super::{SpecArgs, StartArgs, depth::Depth};

/// Reads only, and proposes nothing: what is declared, what is there, and whose it is. Exits with 3 when
/// something differs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl drift -f center.yaml
  connectctl drift -f center.yaml --undeclared         also what somebody else made
  connectctl drift -f center.yaml --depth cached       a large centre in few calls
  connectctl drift -f center.yaml --output json | jq -r '.drift.deviations[].name'")]
pub(crate) struct DriftArgs {
    #[command(flatten)]
    pub spec: SpecArgs,
    /// How far to look.
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t)]
    pub depth: Depth,
    /// Also show what somebody else made and nobody declared.
    #[arg(long)]
    pub undeclared: bool,
    #[command(flatten)]
    pub start: StartArgs,
}
