//! What `destroy` takes.

use clap::{ArgGroup, Args};

use super::{SpecArgs, StartArgs, spec::VariableArgs};

/// Removes what Trunkline made, instance and numbers included, in a safe order. What was there
/// before stays, and so does data in buckets.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("subject").required(true).args(["alias", "files"]),
    after_help = "\
What it costs:
  A removed instance cannot be brought back, nor what is recorded in it. AWS allows 100 creations
  and deletions of instances in 30 days. A released number is held back for up to 180 days and may
  never be had again; releases also count against how many numbers may be claimed.

Examples:
  connectctl destroy uk-prod --confirm uk-prod
  connectctl destroy -f center.yaml --confirm uk-prod
  connectctl destroy uk-prod --confirm uk-prod --keep-instance
  connectctl destroy uk-prod --confirm uk-prod --keep-instance --keep-numbers"
)]
pub(crate) struct DestroyArgs {
    /// The alias of the instance, where no spec is given. It is an error where nothing of it is there.
    pub alias: Option<String>,
    /// A spec file, `-` for standard input. Repeat it to lay overlays upon the first.
    #[arg(long = "file", short = 'f', value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub variables: VariableArgs,
    /// The alias once more, so that nothing is removed by a slip.
    #[arg(long, value_name = "ALIAS")]
    pub confirm: Option<String>,
    /// Leave the instance, and with it what belongs to the instance itself.
    #[arg(long)]
    pub keep_instance: bool,
    /// Leave the phone numbers claimed; only with --keep-instance.
    #[arg(long)]
    pub keep_numbers: bool,
    /// Also remove data in buckets.
    #[arg(long)]
    pub delete_data: bool,
    #[command(flatten)]
    pub start: StartArgs,
}

impl DestroyArgs {
    /// The spec, where one was given.
    pub(crate) fn spec(&self) -> Option<SpecArgs> {
        (!self.files.is_empty()).then(|| SpecArgs {
            files: self.files.clone(),
            variables: self.variables.clone(),
        })
    }
}
