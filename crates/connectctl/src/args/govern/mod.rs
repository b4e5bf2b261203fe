//! What `govern` takes, one file a command.

mod assess;
mod cost;
mod ensure;
mod mend;
mod policy;
mod tags;

use clap::{Args, Subcommand, ValueEnum};

pub(crate) use self::{
    assess::{AssessArgs, FormatName, GravityName},
    cost::{CostArgs, GroupName},
    ensure::GovernEnsureArgs,
    mend::MendArgs,
    policy::{PersonaName, PolicyArgs, WorkName},
    tags::TagsArgs,
};
use super::{SpecArgs, UnlessPlannedArgs};

/// Governance of an instance: what an auditor, a security lead and a budget owner need.
#[derive(Debug, Subcommand)]
pub(crate) enum GovernCommand {
    /// Hold an instance to the rules: encryption, access, data, audit, flows, cost, tags.
    Assess(AssessArgs),
    /// List the rules of assessment.
    Rules(RulesArgs),
    /// Mend what can be mended without deciding anything.
    Mend(MendArgs),
    /// Write the least IAM policy for some work, and attach it to a role.
    Policy(PolicyArgs),
    /// Make keys, storage, tags and budgets so as governance declares them.
    Ensure(GovernEnsureArgs),
    /// Make KMS keys and the storage that they encrypt so as governance declares them.
    #[command(after_help = "\
Examples:
  connectctl govern keys -f governance.yaml --look     what would be done
  connectctl govern keys -f governance.yaml")]
    Keys(GovernEnsureArgs),
    /// Make budgets so as governance declares them.
    #[command(after_help = "\
Examples:
  connectctl govern budget -f governance.yaml --look   what would be done
  connectctl govern budget -f governance.yaml")]
    Budget(GovernEnsureArgs),
    /// Show what Amazon Connect cost, under all of its names on a bill.
    Cost(CostArgs),
    /// Show which resources lack tags, and give them those that governance declares.
    Tags(TagsArgs),
}

/// Needs no AWS.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl govern rules
  connectctl govern rules --area encryption
  connectctl govern rules --output json | jq -r '.rules[].id'")]
pub(crate) struct RulesArgs {
    /// Only rules about this.
    #[arg(long, value_enum, value_name = "AREA")]
    pub area: Option<AreaName>,
}

/// What rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AreaName {
    /// Who may do what.
    Access,
    /// Encryption of what is kept.
    Encryption,
    /// Where data is kept, and how long.
    Data,
    /// Records of what happened.
    Audit,
    /// Flows.
    Flows,
    /// Numbers, queues and profiles.
    Routing,
    /// Money.
    Cost,
    /// Tags.
    Tags,
    /// Regions and quotas.
    Resilience,
}

/// Which instance, and what it is held to.
#[derive(Debug, Args)]
pub(crate) struct SubjectArgs {
    /// The alias of the instance; not needed with -f, which names it.
    #[arg(long, value_name = "ALIAS", required_unless_present = "files")]
    pub instance: Option<String>,
    #[command(flatten)]
    pub spec: UnlessPlannedArgs,
}

// === impl AreaName ===

impl AreaName {
    /// The word, as rules have it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Encryption => "encryption",
            Self::Data => "data",
            Self::Audit => "audit",
            Self::Flows => "flows",
            Self::Routing => "routing",
            Self::Cost => "cost",
            Self::Tags => "tags",
            Self::Resilience => "resilience",
        }
    }
}

// === impl SubjectArgs ===

impl SubjectArgs {
    /// Its files, where some were given.
    pub(crate) fn given(&self) -> Option<SpecArgs> {
        self.spec.given()
    }
}
