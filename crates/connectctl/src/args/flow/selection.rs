//! What commands take that may take a part of all flows.

use clap::Args;

/// Which flows and modules to take.
#[derive(Clone, Debug, Args)]
pub(crate) struct SelectionArgs {
    /// A flow or module to take; may be repeated. Without it all are.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// A flow or module to leave out; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
}
