//! What `flow try` takes.

use clap::{ArgGroup, Args};

use crate::args::pair;

/// Walks a contact from block to block as the flows say, with the answers that you give, and shows the
/// way, what is played, what is set, and the end. What nothing decides goes the plain way on, and the
/// step says `assumed`. Needs neither AWS nor a daemon.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true).args(["flow", "cases"]),
    after_help = "\
Examples:
  connectctl flow try flows --flow Main --press 1 --hours open
  connectctl flow try flows --flow Main --press timeout --press 2 --hours 'UK Hours=closed'
  connectctl flow try flows --flow Main --lambda 'lookup={\"tier\":\"gold\"}' --attribute language=en
  connectctl flow try flows --flow Main --contact contact.yaml --draw way.html
  connectctl flow try flows --cases cases.yaml --junit report.xml

A file of cases:
  flow: Main
  cases:
    - name: sales in the morning
      contact: { input: ['1'], hours: { UK Hours: open } }
      expect:  { end: QUEUED, queue: Sales, path: [Menu, Check hours] }

`contact` has what --contact reads: channel, from, to, attributes, input, hours, queues, lambda, lex,
views, results, and more. docs/flows.md lists them.

Exit status 1 says that a case failed, or that a contact came to a dead end or into an endless loop.")]
pub(crate) struct FlowTryArgs {
    /// The folder of the bundle, or flow files and folders of them in any form.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The flow or module at which the contact starts: its name, or `TYPE/name`.
    #[arg(long, value_name = "NAME")]
    pub flow: Option<String>,
    /// A file of test cases, YAML or JSON; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<String>,
    /// Also write the results of the cases as `JUnit` XML, for build servers.
    #[arg(long, value_name = "FILE", requires = "cases")]
    pub junit: Option<String>,
    /// Also draw the way, or how many cases took each branch: `FILE.svg` for the flow at which it
    /// starts, `FILE.html` for all flows on the way.
    #[arg(long, value_name = "FILE")]
    pub draw: Option<String>,
    /// The type of flows that do not say theirs. Without it `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
    #[command(flatten)]
    pub contact: ContactArgs,
}

/// The contact and what it meets.
#[derive(Debug, Args)]
#[command(next_help_heading = "Contact")]
pub(crate) struct ContactArgs {
    /// A contact as a file, YAML or JSON; the other options go before it.
    #[arg(long, value_name = "FILE", conflicts_with = "cases")]
    pub contact: Option<String>,
    /// How the customer comes in: `VOICE`, `CHAT`, `TASK` or `EMAIL`.
    #[arg(long, value_name = "CHANNEL", conflicts_with = "cases")]
    pub channel: Option<String>,
    /// The customer's number or address.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "cases")]
    pub from: Option<String>,
    /// The number or address that the customer reached.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "cases")]
    pub to: Option<String>,
    /// What the customer types or chooses, in order: digits, `timeout` or `invalid`; may be repeated.
    #[arg(long, value_name = "INPUT", conflicts_with = "cases")]
    pub press: Vec<String>,
    /// An attribute that the contact has from the start; may be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair::parse, conflicts_with = "cases")]
    pub attribute: Vec<(String, String)>,
    /// Hours of operation: `open`, `closed` or `error`, for all or for those of a name; may be repeated.
    #[arg(long, value_name = "[NAME=]STATE", conflicts_with = "cases")]
    pub hours: Vec<String>,
    /// What a function answers: an object of JSON, `error` or `timeout`; may be repeated.
    #[arg(long, value_name = "[NAME=]ANSWER", conflicts_with = "cases")]
    pub lambda: Vec<String>,
    /// What a bot understands: an intent, an object of JSON, `noMatch` or `error`; may be repeated.
    #[arg(long, value_name = "[NAME=]INTENT", conflicts_with = "cases")]
    pub lex: Vec<String>,
    /// What comes out of a block, by its label, id or type: an error type, an operand, or `next`; may be
    /// repeated. Goes before everything else.
    #[arg(long, value_name = "BLOCK=RESULT", value_parser = pair::parse, conflicts_with = "cases")]
    pub result: Vec<(String, String)>,
}
