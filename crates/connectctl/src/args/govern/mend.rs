//! What `govern mend` takes.

use clap::Args;

use super::SubjectArgs;
use crate::args::StartArgs;

/// Assesses the instance, then brings single settings to what they should be: rotation of keys, public access
/// to buckets, retention of logs, and what else `govern assess` marks as mendable. Safe to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern mend --instance uk-prod --look     what would be done
  connectctl govern mend --instance uk-prod
  connectctl govern mend -f governance.yaml --rule bucket-public --reason 'CHG-1042'")]
pub(crate) struct MendArgs {
    /// Mend what this rule finds; may be repeated. Without it, what any rule does.
    #[arg(long = "rule", value_name = "ID")]
    pub rules: Vec<String>,
    /// Look alone: show the steps.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub subject: SubjectArgs,
    #[command(flatten)]
    pub start: StartArgs,
}
