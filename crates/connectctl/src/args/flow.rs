//! What `flow` takes.

use clap::{Args, Subcommand, ValueEnum};

use super::StartArgs;

/// Flows between instances, accounts and Regions.
#[derive(Debug, Subcommand)]
pub(crate) enum FlowCommand {
    /// Write the flows and modules of an instance as a bundle, with names for ids.
    Export(FlowExportArgs),
    /// Bring a bundle to an instance, with ids for names.
    Deploy(FlowDeployArgs),
    /// Put back what was there before a deploy.
    Rollback(FlowRollbackArgs),
    /// Look for what is wrong with flows, without AWS and without a daemon.
    Check(FlowCheckArgs),
}

/// Reads only. What cannot be named, and what a contact brings, is listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow export --instance uk-dev -o flows
  connectctl flow export --instance uk-dev -o flows --force    again: git diff shows what changed
  connectctl flow export --instance uk-dev -o flows --only Main --audio

Then:
  connectctl flow deploy flows --instance uk-prod")]
pub(crate) struct FlowExportArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The folder to write into; made where it is missing.
    #[arg(long, short = 'o', value_name = "DIR")]
    pub dir: String,
    /// Write into a folder that holds other things, and over files that are there.
    #[arg(long)]
    pub force: bool,
    /// A flow or module to export; may be repeated. Without it all are.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// A flow or module to leave out; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Also the flows that every new instance has.
    #[arg(long)]
    pub built_in: bool,
    /// Also the recordings of the prompts that flows play.
    #[arg(long)]
    pub audio: bool,
    /// A file that says what is called otherwise here than in the bundle.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    #[command(flatten)]
    pub start: StartArgs,
}

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
    /// The type of flows that do not say theirs, such as `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE", default_value_t, hide_default_value = true)]
    pub r#type: String,
    /// A flow or module to write over although it was changed since; may be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "overwrite_all")]
    pub overwrite: Vec<String>,
    /// Write over everything that was changed since.
    #[arg(long)]
    pub overwrite_all: bool,
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

/// Byte by byte; what the deploy made is removed. Prompts stay.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow rollback --instance uk-prod --before documents/sha256:1f2e…   as the deploy told it")]
pub(crate) struct FlowRollbackArgs {
    /// The alias of the instance.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The document of what was there, as the deploy told it.
    #[arg(long, value_name = "DOCUMENT")]
    pub before: String,
    /// A flow or module to write over although it was changed since; may be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "overwrite_all")]
    pub overwrite: Vec<String>,
    /// Write over everything that was changed since.
    #[arg(long)]
    pub overwrite_all: bool,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Needs neither AWS nor a daemon. `docs/flow-rules.md` lists the rules.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow check flows
  connectctl flow check flows --fail-on warning --sarif findings.sarif
  connectctl flow check main.json --type CONTACT_FLOW --output json

Exit status 3 says that something was found that --fail-on names.")]
pub(crate) struct FlowCheckArgs {
    /// The folder of the bundle, or flow files and folders of them in any form.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The type of flows that do not say theirs, such as `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
    /// Fail with exit status 3 if there is a finding of this severity or a worse one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<SeverityName>,
    /// Also write the findings as SARIF 2.1.0, for code scanning.
    #[arg(long, value_name = "FILE")]
    pub sarif: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityName {
    /// It does not work.
    Error,
    /// It may not do what it should.
    Warning,
    /// It is worth knowing.
    Note,
}
