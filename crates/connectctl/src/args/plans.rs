//! What `plans` takes, and how a plan is named.

use std::{convert::Infallible, str::FromStr};

use clap::{Args, Subcommand, ValueEnum};
use control_api::v1 as pb;
use uuid::Uuid;

/// Plans that `plan --save` kept. Each carries its spec, and is applied as it is or not at all.
#[derive(Debug, Subcommand)]
pub(crate) enum PlansCommand {
    /// List plans, newest first.
    List(ListPlansArgs),
    /// Show one plan: what it does, where it stands, who decided what.
    Get {
        /// The plan.
        plan: PlanName,
    },
    /// Say yes to a plan.
    Approve(ApproveArgs),
    /// End a plan now, so that it cannot be applied any more.
    Expire(ExpireArgs),
}

/// With `--target` only the plans of that target.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl plans list
  connectctl plans list --state open --state approved --alias uk-prod")]
pub(crate) struct ListPlansArgs {
    /// Only plans in this state; may be repeated.
    #[arg(long, value_enum)]
    pub state: Vec<PlanStateName>,
    /// Only plans of contact centres with this alias.
    #[arg(long, value_name = "ALIAS", default_value_t, hide_default_value = true)]
    pub alias: String,
    /// How many plans at most.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
}

/// Where the target asks for approval, it must be somebody else than who asked for the plan.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl plans approve 7d1f2f0e-0000-4000-8000-000000000001 --change CHG-42")]
pub(crate) struct ApproveArgs {
    /// The plan.
    pub plan: PlanName,
    /// The change record that covers it, such as a ticket.
    #[arg(
        long,
        value_name = "REFERENCE",
        default_value_t,
        hide_default_value = true
    )]
    pub change: String,
    /// Why, for those who read the plan later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
    /// Let the daemon check it and change nothing.
    #[arg(long)]
    pub validate_only: bool,
}

/// A plan that was applied cannot be ended; cancel its job.
#[derive(Debug, Args)]
pub(crate) struct ExpireArgs {
    /// The plan.
    pub plan: PlanName,
    /// Why, for those who read the plan later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
    /// Let the daemon check it and change nothing.
    #[arg(long)]
    pub validate_only: bool,
}

/// A state by which plans are picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanStateName {
    /// Can be approved, and applied where no approval is asked for.
    Open,
    /// Somebody said yes.
    Approved,
    /// A job carries it out or did.
    Applied,
    /// Its time is over.
    Expired,
    /// The world had moved when it was to be applied.
    Stale,
}

/// The name of a plan, written as `plans/UUID` or as the UUID alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanName(String);

/// A plan by its name or by its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PlanRef {
    /// One that was saved.
    Saved(PlanName),
    /// Any that does the same.
    Digest(String),
}

impl PlanName {
    /// `plans/UUID`.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for PlanName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.strip_prefix("plans/").unwrap_or(text);
        match Uuid::try_parse(id) {
            Ok(id) => Ok(Self(format!("plans/{id}"))),
            Err(_) => Err("a plan is named by its UUID; see `connectctl plans list`".to_owned()),
        }
    }
}

impl FromStr for PlanRef {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.parse() {
            Ok(name) => Self::Saved(name),
            Err(_) => Self::Digest(text.to_owned()),
        })
    }
}

impl From<PlanStateName> for pb::saved_plan::State {
    fn from(state: PlanStateName) -> Self {
        match state {
            PlanStateName::Open => Self::Open,
            PlanStateName::Approved => Self::Approved,
            PlanStateName::Applied => Self::Applied,
            PlanStateName::Expired => Self::Expired,
            PlanStateName::Stale => Self::Stale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_named_by_its_uuid_and_all_else_is_a_digest() {
        let id = "7d1f2f0e-0000-4000-8000-000000000001";
        let name: PlanName = id.parse().unwrap();
        assert_eq!(
            Ok(PlanRef::Saved(name.clone())),
            format!("plans/{id}").parse()
        );
        assert_eq!(name.into_string(), format!("plans/{id}"));
        let digest = PlanRef::Digest("sha256:4f5c".to_owned());
        assert_eq!(Ok(digest), "sha256:4f5c".parse());
        assert!("jobs/1".parse::<PlanName>().is_err());
    }
}
