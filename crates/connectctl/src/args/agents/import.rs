//! What `agents import` takes.

use clap::{ArgGroup, Args};

use super::{CrewArgs, LeaversName, SecretArgs};
use crate::args::{StartArgs, pair};

/// Reads the whole file before anything is written. A row that is wrong keeps no other from being done; the
/// result file says what became of each. Safe to repeat: who is as the file says is left alone. Passwords are
/// generated, and kept in Secrets Manager; a file with a column of passwords is refused.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("place").required(true).args(["file", "daemon_file"]),
    after_help = "\
Examples:
  connectctl agents import people.csv --instance uk --dry-run
  connectctl agents import people.csv --instance uk --results results.csv
  connectctl agents import hr.csv --instance uk --column Login=username --column Team=hierarchy --make-groups
  connectctl agents import people.csv --instance uk --leavers disable --leavers-routing-profile Leavers
  connectctl agents import --daemon-file hr/today.csv --instance uk

Columns of the file are understood as people usually call them (docs/agents.md lists the fields); --mapping is
a file that says the rest, YAML or JSON:
  columns: { Login: username, Team: hierarchy }
  defaults: { security_profiles: Agent }"
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command"
)]
pub(crate) struct AgentsImportArgs {
    /// The file, CSV or JSON Lines; `-` for standard input, `s3://BUCKET/KEY` for an object in the account of
    /// the target.
    #[arg(value_name = "FILE")]
    pub file: Option<String>,
    /// A file that the daemon reads, by its path below the folder of its configuration.
    #[arg(long, value_name = "PATH")]
    pub daemon_file: Option<String>,
    #[command(flatten)]
    pub crew: CrewArgs,
    /// Show what would be done, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Carry out what a dry run showed and nothing else: its digest.
    #[arg(
        long,
        value_name = "DIGEST",
        default_value_t,
        hide_default_value = true
    )]
    pub digest: String,
    /// Write the result file here, a line for each row.
    #[arg(long, value_name = "FILE")]
    pub results: Option<String>,
    /// Write over a result file that is there.
    #[arg(long, requires = "results")]
    pub force: bool,
    /// Exit with 3 when a row failed, or with --dry-run when something is to do.
    #[arg(long)]
    pub detailed_exitcode: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Make groups of the hierarchy that are not there.
    #[arg(long)]
    pub make_groups: bool,
    /// Make new users of those who have the e-mail address of somebody whom the file does not name any more.
    #[arg(long)]
    pub renames_make_new: bool,
    /// Users of these logins whom somebody else has made belong to the directory from now on.
    #[arg(long)]
    pub take_ownership: bool,
    /// Read everybody in full, whatever is remembered.
    #[arg(long)]
    pub verify: bool,
    #[command(flatten)]
    pub leavers: LeaversArgs,
    #[command(flatten)]
    pub secrets: SecretArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// How a file is to be read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading the file")]
pub(crate) struct ReadingArgs {
    /// A file that says how to read it.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    /// What a column is about; may be repeated.
    #[arg(long = "column", value_name = "HEADER=FIELD", value_parser = pair::parse)]
    pub columns: Vec<(String, String)>,
    /// A column that is not to be understood; may be repeated.
    #[arg(long = "ignore", value_name = "HEADER")]
    pub ignore: Vec<String>,
    /// What holds where there is no such column, or an empty cell in it; may be repeated.
    #[arg(long = "default", value_name = "FIELD=VALUE", value_parser = pair::parse)]
    pub defaults: Vec<(String, String)>,
    /// What divides cells; without it, the file tells.
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,
}

/// What becomes of those whom the file does not name.
#[derive(Debug, Args)]
#[command(next_help_heading = "Agents of the directory whom the file does not name")]
pub(crate) struct LeaversArgs {
    /// What becomes of them.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub leavers: LeaversName,
    /// With `disable`, the routing profile with which nobody works.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub leavers_routing_profile: String,
    /// With `disable`, the only security profile that is left.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub leavers_security_profile: String,
    /// How much of the directory may leave at once, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 10, value_parser = clap::value_parser!(i32).range(1..=100))]
    pub leavers_max: i32,
}
