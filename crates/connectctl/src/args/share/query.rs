//! What `share query` takes.

use clap::{Args, ValueEnum};
use connect_model::Date;
use control_api::v1 as pb;

use super::ShareRegionArgs;
use crate::args::SpecArgs;

/// Asks Athena in the name of the query role and prints the rows as they come. No job is started, and Ctrl-C
/// stops the query. AWS bills by terabyte scanned: keep the columns few and the days too.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl share query -f share.yaml 'SELECT channel, count(*) AS contacts FROM contact_record GROUP BY 1'
  connectctl share query -f share.yaml --report service-level --from 2026-11-01 --to 2026-12-01
  connectctl share query -f share.yaml --report service-level --from 2026-11-01 --to 2026-12-01 --plot level.svg
  connectctl share query -f share.yaml 'SELECT * FROM users' --csv users.csv
  connectctl share query -f share.yaml 'SELECT * FROM users' --output json | jq -r '.row.agent_username // empty'

With --output json there is an object on each line: {\"row\": {…}} for each row, and {\"answer\": {…}} at the end.")]
pub(crate) struct ShareQueryArgs {
    /// The question in SQL, `-` for standard input. Names of tables are those of the share.
    #[arg(
        value_name = "SQL",
        required_unless_present = "report",
        conflicts_with = "report"
    )]
    pub sql: Option<String>,
    /// A ready question.
    #[arg(
        long,
        value_enum,
        value_name = "REPORT",
        requires = "from",
        requires = "to"
    )]
    pub report: Option<ReportName>,
    /// The first day of the report, such as 2026-11-01.
    #[arg(long, value_name = "DATE", value_parser = date, requires = "report")]
    pub from: Option<Date>,
    /// The day after its last, such as 2026-12-01.
    #[arg(long, value_name = "DATE", value_parser = date, requires = "report")]
    pub to: Option<Date>,
    /// Also draw the report, as a picture in SVG.
    #[arg(long, value_name = "FILE", requires = "report")]
    pub plot: Option<String>,
    /// Write the rows to this file as CSV, in place of printing them.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<String>,
    /// Write over files that are there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub region: ShareRegionArgs,
    #[command(flatten)]
    pub spec: SpecArgs,
}

/// A ready question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportName {
    /// Contacts of each queue on each day.
    ContactsPerQueue,
    /// Percent of queued contacts that were answered within 20 seconds, by day.
    ServiceLevel,
    /// Percent of queued contacts that gave up, by day.
    AbandonRate,
    /// Percent of their time on that agents had a contact, by day.
    AgentOccupancy,
    /// The fifty contacts that waited longest.
    LongestWaits,
    /// How contacts left each flow.
    FlowDropOff,
    /// How customers and agents felt, from -5 to 5, by day.
    Sentiment,
}

impl From<ReportName> for pb::ShareReport {
    fn from(name: ReportName) -> Self {
        match name {
            ReportName::ContactsPerQueue => Self::ContactsPerQueue,
            ReportName::ServiceLevel => Self::ServiceLevel,
            ReportName::AbandonRate => Self::AbandonRate,
            ReportName::AgentOccupancy => Self::AgentOccupancy,
            ReportName::LongestWaits => Self::LongestWaits,
            ReportName::FlowDropOff => Self::FlowDropOff,
            ReportName::Sentiment => Self::Sentiment,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::new(text).map_err(|wrong| wrong.to_string())
}
