//! What `govern cost` takes.

use clap::{Args, ValueEnum};

use crate::args::StartArgs;

/// Reads only. Each question to Cost Explorer is billed, so the daemon keeps answers for a day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern cost --from 2026-09-01 --to 2026-12-01
  connectctl govern cost --from 2026-11-01 --to 2026-12-01 --daily --by usage-type
  connectctl govern cost --from 2026-11-01 --to 2026-12-01 --by tag --tag business-unit
  connectctl govern cost --from 2026-09-01 --to 2026-12-01 --forecast-to 2027-01-01 --plot cost.svg")]
pub(crate) struct CostArgs {
    /// The first day, such as 2026-11-01.
    #[arg(long, value_name = "DAY")]
    pub from: String,
    /// The day after the last.
    #[arg(long, value_name = "DAY")]
    pub to: String,
    /// By day in place of by month.
    #[arg(long)]
    pub daily: bool,
    /// What to group by.
    #[arg(long, value_enum, value_name = "WHAT", default_value = "service")]
    pub by: GroupName,
    /// The key of the tag, with `--by tag`.
    #[arg(long, value_name = "KEY", required_if_eq("by", "tag"))]
    pub tag: Option<String>,
    /// Also what is expected until this day.
    #[arg(long, value_name = "DAY")]
    pub forecast_to: Option<String>,
    /// Also draw it as a picture.
    #[arg(long, value_name = "FILE.svg")]
    pub plot: Option<String>,
    #[command(flatten)]
    pub start: StartArgs,
}

/// What cost is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupName {
    /// The service on the bill.
    Service,
    /// The usage type.
    UsageType,
    /// The account.
    Account,
    /// The value of a tag.
    Tag,
}
