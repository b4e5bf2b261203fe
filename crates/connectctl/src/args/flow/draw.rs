//! What `flow draw` takes.

use clap::Args;

/// Pictures are SVG files that stand alone: they load nothing and run nothing. Needs no daemon, unless
/// --against is an instance.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow draw flows -o pictures               then open pictures/index.html
  connectctl flow draw flows -o flows.html --findings  one page, with what the checks found
  connectctl flow draw main.json > main.svg
  connectctl flow draw flows --only Main -o main.svg
  connectctl flow draw flows -o changes --against instance:uk-prod")]
pub(crate) struct FlowDrawArgs {
    /// The folder of the bundle, or flow files and folders of them in any form.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// Where to: a folder for a picture each and an index.html, a page `FILE.html` with all of them, or
    /// `FILE.svg` for one flow. Without it one flow is written to standard output.
    #[arg(long, short = 'o', value_name = "DIR|FILE")]
    pub out: Option<String>,
    /// A flow or module to draw; may be repeated. Without it all are.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Mark the blocks that the checks found something about.
    #[arg(long)]
    pub findings: bool,
    /// Colour what changed since these flows: a bundle, flow files, or `instance:[TARGET/]ALIAS[@NAME]`.
    #[arg(long, value_name = "OLD")]
    pub against: Option<String>,
    /// The type of flows that do not say theirs. Without it `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
}
