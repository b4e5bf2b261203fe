//! What `import` takes.

use clap::{Args, Subcommand};

/// Works on files alone: no daemon and no AWS is asked.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Make a spec of what Terraform has made.
    Terraform(TerraformArgs),
}

/// Reads Terraform's state or the values of a module's variables, writes the spec, its flows and
/// `removed.tf`, and lists what could not be taken over. Passwords of the state are left where they are.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  terraform state pull | connectctl import terraform - -o centers/uk
  connectctl import terraform terraform.tfstate -o centers/uk --alias uk-prod
  connectctl import terraform common.tfvars prod.tfvars -o centers/uk
  connectctl import terraform terraform.tfstate --output json | jq -r '.left[].address'

Then:
  connectctl plan -f centers/uk/center.yaml             creates nothing where all was taken over
  terraform plan                                        with removed.tf: destroys nothing")]
pub(crate) struct TerraformArgs {
    /// A state (version 4), or .tfvars and .tfvars.json files of which the last wins; `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// The folder to write into; made where it is missing.
    #[arg(long, short = 'o', value_name = "DIR", default_value = ".")]
    pub dir: String,
    /// The alias of the instance: which of several, or what it is called where the file does not say.
    #[arg(long, value_name = "ALIAS")]
    pub alias: Option<String>,
    /// Write over files that are there.
    #[arg(long)]
    pub force: bool,
}
