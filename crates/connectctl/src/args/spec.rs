//! Which spec a command is about.

use clap::Args;

use super::pair;

/// The files of a spec and the values of its variables.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Spec")]
pub(crate) struct SpecArgs {
    /// A spec file, `-` for standard input. Repeat it to lay overlays upon the first.
    #[arg(long = "file", short = 'f', value_name = "FILE", required = true)]
    pub files: Vec<String>,
    #[command(flatten)]
    pub variables: VariableArgs,
}

/// The same where a plan may bring its spec along.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Spec")]
pub(crate) struct UnlessPlannedArgs {
    /// A spec file, `-` for standard input. Repeat it to lay overlays upon the first.
    #[arg(long = "file", short = 'f', value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub variables: VariableArgs,
}

impl UnlessPlannedArgs {
    /// The spec, where one was given.
    pub(crate) fn given(&self) -> Option<SpecArgs> {
        (!self.files.is_empty()).then(|| SpecArgs {
            files: self.files.clone(),
            variables: self.variables.clone(),
        })
    }
}

/// The values of a spec's variables.
#[derive(Clone, Debug, Args)]
pub(crate) struct VariableArgs {
    /// The value of `${var.KEY}`; may be repeated.
    #[arg(long = "var", value_name = "KEY=VALUE", value_parser = pair::parse)]
    pub values: Vec<(String, String)>,
}
