//! What commands take that may write over what people changed.

use clap::Args;
use control_api::v1 as pb;

/// What may be written over although it was changed since.
#[derive(Clone, Debug, Args)]
pub(crate) struct OverwriteArgs {
    /// A flow or module to write over although it was changed since; may be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "overwrite_all")]
    pub overwrite: Vec<String>,
    /// Write over everything that was changed since.
    #[arg(long)]
    pub overwrite_all: bool,
}

// === impl OverwriteArgs ===

impl OverwriteArgs {
    pub(crate) fn into_pb(self) -> pb::FlowOverwrite {
        pb::FlowOverwrite {
            everything: self.overwrite_all,
            names: self.overwrite,
        }
    }
}
