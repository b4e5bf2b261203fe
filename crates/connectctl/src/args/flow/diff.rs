//! What `flow diff` takes.

use clap::Args;

/// Tells flows apart by type and name, and their blocks by what they do: where a block stands, its id and
/// the order of members do not count. Needs no daemon, unless a side is an instance.
///
/// A side is the folder of a bundle, a folder of flow files, a file, or
/// `instance:[TARGET/]ALIAS[@NAME]`, where NAME is an alias of versions of flows: the flows of an
/// instance, as they are or as that alias has them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow diff flows-before flows
  connectctl flow diff main-old.json main.json --type CONTACT_FLOW --positions
  connectctl flow diff instance:uk-prod flows --exit-code      what a deploy would change
  connectctl flow diff instance:uk-dev instance:prod-london/uk-prod
  connectctl flow diff instance:uk-prod@live instance:uk-prod  drafts against what is live
  connectctl flow diff old new --draw changes                  then open changes/index.html

Exit status 3 says that something differs, if --exit-code asks for it.")]
pub(crate) struct FlowDiffArgs {
    /// What was before: the folder of a bundle, flow files in any form, or
    /// `instance:[TARGET/]ALIAS[@NAME]`, where NAME is an alias of versions.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// What is now, in the same forms.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// A flow or module to compare; may be repeated. Without it all are.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Where blocks stand counts, too.
    #[arg(long)]
    pub positions: bool,
    /// Notes of the designer and other metadata count, too.
    #[arg(long)]
    pub notes: bool,
    /// Also write pictures of what changed, and an index.html that shows them.
    #[arg(long, value_name = "DIR")]
    pub draw: Option<String>,
    /// Exit with 3 if something differs.
    #[arg(long)]
    pub exit_code: bool,
    /// The type of flows that do not say theirs. Without it `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
    /// For instances, a file that says what is called otherwise there.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
}
