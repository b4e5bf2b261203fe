//! What `jobs` takes.

use std::{str::FromStr, time::Duration};

use clap::{Args, Subcommand, ValueEnum};
use control_api::v1 as pb;
use uuid::Uuid;

use super::{pair, span};

/// Jobs outlive the command that started them, its connection and the daemon.
#[derive(Debug, Subcommand)]
pub(crate) enum JobsCommand {
    /// List jobs, newest first.
    List(ListArgs),
    /// Show one job with its result.
    Get {
        /// The job.
        job: JobName,
    },
    /// Tell what happens to a job until it ends.
    Watch(WatchArgs),
    /// Wait until a job has ended.
    Wait(WaitArgs),
    /// Ask a job to stop; it will between two steps.
    Cancel(CancelArgs),
    /// Start a job again that failed, was cancelled or needs attention.
    Retry(FollowArgs),
    /// Decide about a step of a job that needs attention.
    Resolve(ResolveArgs),
}

/// With `--target` only the jobs of that target.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl jobs list
  connectctl jobs list --state running --state queued
  connectctl jobs list --kind apply --label release=42 --limit 5")]
pub(crate) struct ListArgs {
    /// Only jobs in this state; may be repeated.
    #[arg(long, value_enum)]
    pub state: Vec<StateName>,
    /// Only jobs of this kind; may be repeated.
    #[arg(long, value_enum)]
    pub kind: Vec<KindName>,
    /// Only jobs on this contact centre: `targets/TARGET/centers/ALIAS`.
    #[arg(long, value_name = "NAME", default_value_t, hide_default_value = true)]
    pub subject: String,
    /// Only jobs with this label; may be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair::parse)]
    pub label: Vec<(String, String)>,
    /// How many jobs at most.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
}

/// With `--output json` one JSON object for each event, on a line of its own.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl jobs watch 7d1f2f0e-0000-4000-8000-000000000001
  connectctl jobs watch 7d1f2f0e-0000-4000-8000-000000000001 --after 120
  connectctl jobs watch 7d1f2f0e-0000-4000-8000-000000000001 --output json | jq .stepFailed")]
pub(crate) struct WatchArgs {
    /// The job.
    pub job: JobName,
    /// The number of the last event that was seen.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..),
        allow_negative_numbers = true)]
    pub after: i64,
}

/// Prints the job when it has ended. Exits with 1 when it failed or the time is over.
#[derive(Debug, Args)]
pub(crate) struct WaitArgs {
    /// The job.
    pub job: JobName,
    /// How long to wait, such as `90s`, `10m` or `2h`. Without it as long as it takes.
    #[arg(long, value_name = "TIME", value_parser = span::parse)]
    pub timeout: Option<Duration>,
}

/// What was done stays done.
#[derive(Debug, Args)]
pub(crate) struct CancelArgs {
    /// The job.
    pub job: JobName,
    /// Why, for those who read the job later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
}

/// Steps that were done are not done twice.
#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    /// The job.
    pub job: JobName,
    /// Do not follow the job.
    #[arg(long)]
    pub detach: bool,
    /// Why, for those who read the job later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
}

/// Look in AWS what became of the step, then decide.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl jobs resolve 7d1f2f0e-0000-4000-8000-000000000001 adopt --step queue/Sales
  connectctl jobs resolve 7d1f2f0e-0000-4000-8000-000000000001 abandon")]
pub(crate) struct ResolveArgs {
    /// The job.
    pub job: JobName,
    /// The decision.
    #[arg(value_enum)]
    pub decision: Decision,
    /// The id of the step. Needed except to abandon.
    #[arg(
        long,
        value_name = "STEP",
        required_if_eq_any = [("decision", "adopt"), ("decision", "retry"), ("decision", "skip")]
    )]
    pub step: Option<String>,
    /// Do not follow the job.
    #[arg(long)]
    pub detach: bool,
    /// Why, for those who read the job later.
    #[arg(long, value_name = "TEXT", default_value_t, hide_default_value = true)]
    pub reason: String,
}

/// What a person decides about a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Decision {
    /// It was done: look for what it made and take that.
    Adopt,
    /// It was not done, or has been undone: do it again.
    Retry,
    /// Leave it out, and what needs it.
    Skip,
    /// Give the job up.
    Abandon,
}

/// A state by which jobs are picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StateName {
    /// Waits for its turn.
    Queued,
    /// At work.
    Running,
    /// At work, and asked to stop.
    Cancelling,
    /// All was done.
    Succeeded,
    /// Something was given up.
    Failed,
    /// Stopped as asked.
    Cancelled,
    /// A person must decide.
    NeedsAttention,
}

/// A kind by which jobs are picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    /// Finds out what has to be done.
    Plan,
    /// Brings up a contact centre.
    Apply,
    /// Removes a contact centre.
    Destroy,
    /// Shows a contact centre.
    Describe,
    /// Replicates an instance into another Region.
    Replicate,
    /// Shows where traffic goes.
    GetTraffic,
    /// Moves traffic between Regions.
    ShiftTraffic,
    /// Writes a contact centre as a spec.
    Export,
    /// Shows what differs from a declaration.
    #[value(alias = "detect-drift")]
    Drift,
    /// Writes flows as a bundle.
    ExportFlows,
    /// Brings a bundle of flows to an instance.
    DeployFlows,
    /// Puts back what was there before a deploy.
    RollBackFlows,
    /// Brings a bundle of flows to several instances.
    ReleaseFlows,
    /// Puts back what was there before a release.
    RollBackRelease,
    /// Reads what flows logged for a contact.
    ReadContactLog,
    /// Makes a share of analytics so.
    EnsureShare,
    /// Removes a share.
    RemoveShare,
    /// Looks at every link of a share.
    VerifyShare,
    /// Shows what ensuring a share would do.
    GetShareStatus,
    /// Writes a data set of a share to files.
    RunShareExport,
    /// Brings a file of agents to an instance.
    ImportAgents,
    /// Makes one agent so.
    UpsertAgent,
    /// Removes one agent.
    RemoveAgent,
    /// Holds an instance to the rules of governance.
    AssessInstance,
    /// Mends what was found.
    MendFindings,
    /// Writes a policy for some work.
    GeneratePolicy,
    /// Attaches such a policy to a role.
    AttachPolicy,
    /// Makes keys, storage, tags and budgets so.
    EnsureGovernance,
    /// Shows what was spent.
    GetCost,
    /// Shows what lacks tags.
    ReviewTags,
}

/// The name of a job, written as `jobs/UUID` or as the UUID alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JobName(String);

impl JobName {
    /// `jobs/UUID`.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for JobName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.strip_prefix("jobs/").unwrap_or(text);
        match Uuid::try_parse(id) {
            Ok(id) => Ok(Self(format!("jobs/{id}"))),
            Err(_) => Err("a job is named by its UUID; see `connectctl jobs list`".to_owned()),
        }
    }
}

impl From<Decision> for pb::Resolution {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Adopt => Self::Adopt,
            Decision::Retry => Self::Retry,
            Decision::Skip => Self::Skip,
            Decision::Abandon => Self::Abandon,
        }
    }
}

impl From<StateName> for pb::job::State {
    fn from(state: StateName) -> Self {
        match state {
            StateName::Queued => Self::Queued,
            StateName::Running => Self::Running,
            StateName::Cancelling => Self::Cancelling,
            StateName::Succeeded => Self::Succeeded,
            StateName::Failed => Self::Failed,
            StateName::Cancelled => Self::Cancelled,
            StateName::NeedsAttention => Self::NeedsAttention,
        }
    }
}

impl From<KindName> for pb::JobKind {
    fn from(kind: KindName) -> Self {
        match kind {
            KindName::Plan => Self::PlanContactCenter,
            KindName::Apply => Self::ApplyContactCenter,
            KindName::Destroy => Self::DestroyContactCenter,
            KindName::Describe => Self::DescribeContactCenter,
            KindName::Replicate => Self::ReplicateContactCenter,
            KindName::GetTraffic => Self::GetTraffic,
            KindName::ShiftTraffic => Self::ShiftTraffic,
            KindName::Export => Self::ExportContactCenter,
            KindName::Drift => Self::DetectDrift,
            KindName::ExportFlows => Self::ExportFlows,
            KindName::DeployFlows => Self::DeployFlows,
            KindName::RollBackFlows => Self::RollBackFlows,
            KindName::ReleaseFlows => Self::ReleaseFlows,
            KindName::RollBackRelease => Self::RollBackRelease,
            KindName::ReadContactLog => Self::ReadContactLog,
            KindName::EnsureShare => Self::EnsureShare,
            KindName::RemoveShare => Self::RemoveShare,
            KindName::VerifyShare => Self::VerifyShare,
            KindName::GetShareStatus => Self::GetShareStatus,
            KindName::RunShareExport => Self::RunShareExport,
            KindName::ImportAgents => Self::ImportAgents,
            KindName::UpsertAgent => Self::UpsertAgent,
            KindName::RemoveAgent => Self::RemoveAgent,
            KindName::AssessInstance => Self::AssessInstance,
            KindName::MendFindings => Self::MendFindings,
            KindName::GeneratePolicy => Self::GeneratePolicy,
            KindName::AttachPolicy => Self::AttachPolicy,
            KindName::EnsureGovernance => Self::EnsureGovernance,
            KindName::GetCost => Self::GetCost,
            KindName::ReviewTags => Self::ReviewTags,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::word;

    #[test]
    fn jobs_are_picked_by_every_kind_as_lists_show_it() {
        let all = (1..=i32::from(u8::MAX)).filter_map(|it| pb::JobKind::try_from(it).ok());
        for kind in all {
            let shown = word::kind(kind.into());
            let picked = KindName::from_str(&shown, false);
            assert_eq!(picked.map(pb::JobKind::from), Ok(kind), "{shown}");
        }
    }

    #[test]
    fn a_job_is_named_with_or_without_its_collection() {
        let id = "7d1f2f0e-0000-4000-8000-000000000001";
        let name: JobName = id.parse().unwrap();
        assert_eq!(Ok(name.clone()), format!("jobs/{id}").parse());
        assert_eq!(name.into_string(), format!("jobs/{id}"));
        assert!("jobs/1".parse::<JobName>().is_err());
        assert!("targets/local".parse::<JobName>().is_err());
    }
}
