//! What `govern assess` takes.

use clap::{Args, ValueEnum};

use super::SubjectArgs;
use crate::args::StartArgs;

/// Reads only. A rule whose part of AWS cannot be read is not judged, which is told.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern assess --instance uk-prod
  connectctl govern assess -f governance.yaml --fail-on high
  connectctl govern assess --instance uk-prod -o assessment.html -o findings.sarif
  connectctl govern assess --instance uk-prod -o baseline.json
  connectctl govern assess --instance uk-prod --baseline baseline.json --fail-on medium
  connectctl govern assess --instance uk-prod --rule key-rotation-off --rule key-disabled

Exit status 3 says that something was found that --fail-on names and the baseline does not know.")]
pub(crate) struct AssessArgs {
    /// Judge this rule only; may be repeated. `govern rules` lists them.
    #[arg(long = "rule", value_name = "ID")]
    pub rules: Vec<String>,
    /// An assessment of before, as JSON: what it found is known.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    /// Also write the assessment to a file: .json, .sarif, .html or .txt; may be repeated.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub out: Vec<String>,
    /// In which form files are written whose name does not say it.
    #[arg(long, value_enum, value_name = "FORM", requires = "out")]
    pub format: Option<FormatName>,
    /// Fail with exit status 3 if there is a new finding of this severity or a worse one.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<GravityName>,
    #[command(flatten)]
    pub subject: SubjectArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// In which form an assessment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum FormatName {
    /// For programs, and as a baseline.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A page that stands alone.
    Html,
    /// Plain text.
    Text,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GravityName {
    /// Data is lost or open.
    Critical,
    /// To be mended now.
    High,
    /// Worth mending soon.
    Medium,
    /// Worth mending at leisure.
    Low,
    /// Good to know.
    Info,
}
