//! What `flow deploy` takes.

use clap::Args;

use super::{overwrite::OverwriteArgs, selection::SelectionArgs};
use crate::args::StartArgs;

/// Says everything that is missing before it writes, and writes only what differs. Does not write over
/// what people changed in the console since the last deploy, unless it is told to; a version is made
/// first. Safe to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow deploy flows --instance uk-prod --look       what would be done
  connectctl flow deploy flows --instance uk-prod --mapping prod.yaml
  connectctl flow deploy flows --instance uk-prod --version --alias live
  connectctl flow deploy flows --instance uk-prod --overwrite Main

A mapping file says what is called otherwise in the target:
  names:    { queue: { Sales: Sales UK }, flow: { CONTACT_FLOW/Main: CONTACT_FLOW/Main UK } }
  prefixes: { lambda: { dev-: prod- } }
  values:   { phone-number: { \"+15550100\": \"+442079460000\" } }")]
pub(crate) struct FlowDeployArgs {
    /// The folder of the bundle, or flow files and folders of them in any form.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// A file that says what is called otherwise in the target.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The type of flows that do not say theirs, such as `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE", default_value_t, hide_default_value = true)]
    pub r#type: String,
    #[command(flatten)]
    pub overwrite: OverwriteArgs,
    /// Make a version of each flow and module that is written.
    #[arg(long = "version")]
    pub version: bool,
    /// An alias that is to stand for what is deployed, of each flow and module.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub alias: String,
    /// Look alone: show the steps.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub start: StartArgs,
}
