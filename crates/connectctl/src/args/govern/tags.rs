//! What `govern tags` takes.

use clap::Args;

use super::SubjectArgs;
use crate::args::StartArgs;

/// Without --apply it reads only. Exits with 3 when something lacks tags.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern tags --instance uk-prod --require CostCenter --require Environment
  connectctl govern tags -f governance.yaml
  connectctl govern tags -f governance.yaml --apply --look
  connectctl govern tags -f governance.yaml --apply    set them, and allocate cost by them")]
pub(crate) struct TagsArgs {
    /// The key of a tag that everything has to have; may be repeated.
    #[arg(long = "require", value_name = "KEY")]
    pub required: Vec<String>,
    /// Set the tags that governance declares, and activate those that cost is allocated by.
    #[arg(long, requires = "files", conflicts_with = "required")]
    pub apply: bool,
    /// With --apply, look alone: show the steps.
    #[arg(long, requires = "apply")]
    pub look: bool,
    #[command(flatten)]
    pub subject: SubjectArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
