//! What `flow convert` takes.

use clap::Args;

/// Reads every form in which flows are kept: exports of the designer, answers of `DescribeContactFlow`, the
/// placeholders of Amazon's sample for GitLab, and the old exports of the console (`"modules"`), which
/// the console no longer imports. What has no counterpart is kept in the metadata and listed. Needs neither
/// AWS nor a daemon.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow convert old-exports                      what would come of them
  connectctl flow convert old-exports -o flows
  connectctl flow convert main.json --type CONTACT_FLOW -o flows

Exit status 3 says that the service would not publish what came of it until a listed gap is closed.")]
pub(crate) struct FlowConvertArgs {
    /// Flow files and folders of them, in any form.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The folder to write the bundle into; made where it is missing. Without it nothing is written.
    #[arg(long, short = 'o', value_name = "DIR")]
    pub dir: Option<String>,
    /// Write into a folder that holds other things, and over files that are there.
    #[arg(long, requires = "dir")]
    pub force: bool,
    /// The type of flows that do not say theirs, such as `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
}
