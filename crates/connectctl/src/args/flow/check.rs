//! What `flow check` takes.

use clap::{Args, ValueEnum};

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
