//! What `flow replay` takes.

use clap::{ArgGroup, Args};

/// Contacts go through both versions, driven by what they logged; the report says how many branch
/// differently, and where. Needs no daemon, unless a side is an instance.
///
/// Flow logs say what each block did, so they can be replayed. Rows of the data lake's
/// `contact_flow_events` say which flows a contact went through and nothing of its blocks: with --events the
/// report is about the ways from flow to flow alone.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true).multiple(true).args(["log", "events"]),
    after_help = "\
Examples:
  connectctl flow replay flows-before flows --log flow-logs.jsonl
  connectctl flow replay instance:uk-prod flows --log logs/*.jsonl --draw report
  connectctl flow replay flows-before flows --events events.csv --ids ids.yaml

Logs come from the instance's log group, one event a line:
  aws logs filter-log-events --log-group-name /aws/connect/uk-prod --output json | jq -c '.events[]'
Rows come from Athena, as CSV or as JSON lines:
  select contact_id, flow_resource_id, start_timestamp from contact_flow_events where ...
A file of ids says which flow an id is, since a bundle knows names alone:
  3f2a9f0e-...: CONTACT_FLOW/Main

Exit status 3 says that contacts go another way, if --exit-code asks for it.")]
pub(crate) struct FlowReplayArgs {
    /// The version that the contacts met: a bundle, flow files, or `instance:[TARGET/]ALIAS[@NAME]`.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The version to judge, in the same forms.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Exported flow logs, an event a line; may be repeated.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub log: Vec<String>,
    /// Exported rows of `contact_flow_events`, CSV or JSON lines; may be repeated.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub events: Vec<String>,
    /// A file that says which flow or module an id is, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    pub ids: Option<String>,
    /// Also write pictures with how many contacts take each branch, and an index.html that shows them.
    #[arg(long, value_name = "DIR", requires = "log")]
    pub draw: Option<String>,
    /// Exit with 3 if contacts go another way.
    #[arg(long)]
    pub exit_code: bool,
    /// The type of flows that do not say theirs. Without it `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,
}
