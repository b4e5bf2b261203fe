//! What `govern policy` takes.

use clap::{ArgGroup, Args, ValueEnum};

use crate::args::{JobName, StartArgs, UnlessPlannedArgs};

/// Without --attach it reads only, and writes the policies that the work takes and no more.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("source").required(true).args(["operations", "files", "job", "persona"]),
    after_help = "\
Examples:
  connectctl govern policy -f center.yaml                         to apply this contact centre, again and again
  connectctl govern policy -f center.yaml --for plan              to look alone
  connectctl govern policy --job 7d1f2f0e-0000-4000-8000-000000000001
                                                                  what that job called
  connectctl govern policy --operation connect:ListQueues --operation connect:UpdateQueueStatus
  connectctl govern policy --persona supervisor --instance uk-prod
  connectctl govern policy -f center.yaml -o policies             a file each
  connectctl govern policy -f center.yaml --attach trunkline-apply \\
      --trust arn:aws:iam::111111111111:role/ci"
)]
pub(crate) struct PolicyArgs {
    /// For this operation, as `SERVICE:Operation`; may be repeated.
    #[arg(long = "operation", value_name = "SERVICE:OPERATION")]
    pub operations: Vec<String>,
    /// For what this job called.
    #[arg(long, value_name = "JOB")]
    pub job: Option<JobName>,
    /// For somebody: in IAM, and as permissions of a security profile.
    #[arg(long, value_enum, value_name = "PERSONA")]
    pub persona: Option<PersonaName>,
    /// With -f, the work on the contact centre.
    #[arg(
        long = "for",
        value_enum,
        value_name = "WORK",
        requires = "files",
        default_value = "apply"
    )]
    pub work: WorkName,
    /// The alias of an instance that is there: the policy is limited to it.
    #[arg(long, value_name = "ALIAS")]
    pub instance: Option<String>,
    /// A folder to write the policies to, a file each.
    #[arg(long, short = 'o', value_name = "DIR")]
    pub out: Option<String>,
    /// Make the policies, and attach them to this role, which is made where it is missing.
    #[arg(long, value_name = "ROLE", conflicts_with = "out")]
    pub attach: Option<String>,
    /// The ARN of somebody who may take the role, where it has to be made; may be repeated.
    #[arg(long = "trust", value_name = "ARN", requires = "attach")]
    pub trusts: Vec<String>,
    /// With --attach, look alone: show the steps.
    #[arg(long, requires = "attach")]
    pub look: bool,
    #[command(flatten)]
    pub spec: UnlessPlannedArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Work on a contact centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorkName {
    /// Applies, the first one and those after it; nothing is removed.
    Apply,
    /// The first apply alone, on an account that has nothing of the centre yet.
    Create,
    /// Plans of a centre that is there: nothing is written.
    Plan,
}

/// Somebody who works with a contact centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PersonaName {
    /// Keeps the instance.
    Administrator,
    /// Leads agents.
    Supervisor,
    /// Handles contacts.
    Agent,
}
