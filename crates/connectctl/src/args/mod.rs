//! What can be said on the command line.

mod agents;
mod depth;
mod describe;
mod destroy;
mod drift;
mod export;
mod flow;
mod govern;
mod import;
mod jobs;
mod options;
mod pair;
mod plans;
mod region;
mod share;
mod span;
mod spec;
mod start;

use std::{ffi::OsString, time::Duration};

use clap::{ArgGroup, Args, ColorChoice, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use uuid::Uuid;

pub(crate) use self::{
    agents::{
        AgentsCommand, AgentsExportArgs, AgentsImportArgs, AgentsListArgs, AgentsRemoveArgs,
        AgentsUpsertArgs, AgentsWatchArgs, CrewArgs, FilterArgs, ReadingArgs, SecretArgs,
    },
    describe::DescribeArgs,
    destroy::DestroyArgs,
    drift::DriftArgs,
    export::ExportArgs,
    flow::{
        ContactArgs, FlowCheckArgs, FlowCommand, FlowConvertArgs, FlowDeployArgs, FlowDiffArgs,
        FlowDrawArgs, FlowExportArgs, FlowLogsArgs, FlowReleaseArgs, FlowReplayArgs,
        FlowRollbackArgs, FlowTryArgs, SeverityName, StopName,
    },
    govern::{
        AssessArgs, CostArgs, FormatName, GovernCommand, GovernEnsureArgs, GravityName, GroupName,
        MendArgs, PersonaName, PolicyArgs, RulesArgs, SubjectArgs, TagsArgs, WorkName,
    },
    import::{ImportCommand, TerraformArgs},
    jobs::{
        CancelArgs, FollowArgs, JobName, JobsCommand, ListArgs, ResolveArgs, WaitArgs, WatchArgs,
    },
    options::OptionArgs,
    plans::{ApproveArgs, ExpireArgs, ListPlansArgs, PlanName, PlanRef, PlansCommand},
    region::{ReplicateArgs, ShiftArgs, TrafficArgs, TrafficCommand},
    share::{
        ShareCommand, ShareEnsureArgs, ShareExportArgs, ShareQueryArgs, ShareRemoveArgs,
        ShareStatusArgs, ShareVerifyArgs,
    },
    spec::{SpecArgs, UnlessPlannedArgs},
    start::StartArgs,
};

const ABOUT: &str = "Declare contact centres once; plan, apply, watch and remove them.";

const LONG_ABOUT: &str = "\
Declare contact centres once; plan, apply, watch and remove them.

connectctl talks to controld, which does the work as durable jobs. A command that starts a job
follows it to its end; Ctrl-C leaves the job running and says how to find it again.";

const EXAMPLES: &str = "\
Examples:
  connectctl plan  -f center.yaml                      what would be done
  connectctl apply -f center.yaml                      do it, and follow
  connectctl apply -f base.yaml -f prod.yaml --var alias=uk-prod --target prod-london
  connectctl describe uk-prod                          every id, ARN and number
  connectctl destroy uk-prod --confirm uk-prod         take it down again
  connectctl traffic shift --instance uk-prod --from eu-west-2    when a Region fails
  connectctl jobs list --state running                 what the daemon is at

Exit status:
  0    done
  1    the job failed, or the command did
  2    bad usage or bad input, such as a spec with findings
  3    there is something to do (plan --detailed-exitcode), or something differs or was found
       (drift, flow, share, govern)
  130  interrupted by Ctrl-C; a job that was started goes on";

/// A command line as it was read.
#[derive(Debug, Parser)]
#[command(
    name = "connectctl",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// Where the daemon listens.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "TRUNKLINE_ENDPOINT",
        hide_env_values = true,
        default_value = "http://127.0.0.1:7420"
    )]
    pub endpoint: String,
    /// Where to work: a target of the daemon. Without it the only one, else `local`.
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "TRUNKLINE_TARGET",
        hide_env_values = true
    )]
    pub target: Option<String>,
    /// Text for people, or JSON for programs (answers of the daemon as proto3 JSON).
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t)]
    pub output: Format,
    /// A UUID that names this request; the same id again follows the job that it started.
    #[arg(long, global = true, value_name = "UUID")]
    pub request_id: Option<Uuid>,
    /// Say nothing of how a job goes until it has ended.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// In which form answers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what has to be done to bring a contact centre to its declared state.
    Plan(PlanArgs),
    /// Bring a contact centre to its declared state.
    Apply(ApplyArgs),
    /// Remove a contact centre.
    Destroy(DestroyArgs),
    /// Show a contact centre as it stands: ids, ARNs, numbers.
    Describe(DescribeArgs),
    /// Show what differs between a declaration and a contact centre.
    Drift(DriftArgs),
    /// Write a contact centre as a spec, whoever made it.
    Export(ExportArgs),
    /// Replicate an instance into another Region, and wait until both are in step.
    Replicate(ReplicateArgs),
    /// Show and move the traffic of a replicated instance.
    #[command(subcommand)]
    Traffic(TrafficCommand),
    /// Move flows between instances; check, compare, draw and try them.
    #[command(subcommand)]
    Flow(FlowCommand),
    /// Bring agents from a directory file, or one by one; list and remove them.
    #[command(subcommand)]
    Agents(AgentsCommand),
    /// Share analytics with another account; prove it, ask it, write it to files.
    #[command(subcommand)]
    Share(ShareCommand),
    /// Assess an instance, mend it, and keep its keys, policies, budgets, cost and tags.
    #[command(subcommand)]
    Govern(GovernCommand),
    /// Take over what another tool has made.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Show jobs and act on them.
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Show plans that were saved, and decide about them.
    #[command(subcommand)]
    Plans(PlansCommand),
    /// Show where the daemon can work.
    #[command(subcommand)]
    Targets(TargetsCommand),
    /// Print the completions for a shell.
    #[command(after_help = "\
Examples:
  connectctl completions bash > /etc/bash_completion.d/connectctl
  connectctl completions zsh  > ~/.zfunc/_connectctl
  connectctl completions fish > ~/.config/fish/completions/connectctl.fish")]
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// Reads only: compares what is declared with what stands in AWS.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl plan -f center.yaml
  connectctl plan -f base.yaml -f prod.yaml --var alias=uk-prod --target prod-london
  connectctl plan -f center.yaml --detailed-exitcode   exit 3 when something is to do
  connectctl plan -f center.yaml --layer flows --prune
  connectctl plan -f center.yaml --depth cached        a large centre in few calls
  connectctl plan -f center.yaml --save --expires 4h   keep it, to be approved and applied as it is
  connectctl plan -f center.yaml --output json | jq -r .plan.digest")]
pub(crate) struct PlanArgs {
    /// Exit with 3 when there is something to do.
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Keep the plan under a name, so that it can be approved and applied as it is.
    #[arg(long)]
    pub save: bool,
    /// With --save, how long it can be applied, such as `90m` or `4h`. Without it 24 h.
    #[arg(long, value_name = "TIME", requires = "save", value_parser = span::parse)]
    pub expires: Option<Duration>,
    #[command(flatten)]
    pub spec: SpecArgs,
    #[command(flatten)]
    pub options: OptionArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Creates what is missing, changes what differs, and leaves the rest alone. Safe to repeat.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true).multiple(true).args(["files", "plan"]),
    after_help = "\
Examples:
  connectctl apply -f center.yaml
  connectctl apply --plan 7d1f2f0e-0000-4000-8000-000000000001
                                                        what `plan --save` kept, as it is
  connectctl apply -f center.yaml --plan sha256:4f5c…   only if this is still what has to be done
  connectctl apply -f center.yaml --layer admin         hours, queues, profiles, users
  connectctl apply -f center.yaml --prune               remove what is ours and not declared
  connectctl apply -f center.yaml --detach              start it, print the name of the job
  connectctl apply -f center.yaml --validate-only       check the spec, start nothing"
)]
pub(crate) struct ApplyArgs {
    /// Carry out this plan and no other: the job fails when the world has moved since. A plan that
    /// was saved brings its spec and its extent along; with -f the spec must be the same.
    #[arg(long, value_name = "ID|DIGEST")]
    pub plan: Option<PlanRef>,
    #[command(flatten)]
    pub spec: UnlessPlannedArgs,
    #[command(flatten)]
    pub options: OptionArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Targets are part of the daemon's configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum TargetsCommand {
    /// List the targets by name.
    List {
        /// Only targets with this label; may be repeated.
        #[arg(long, value_name = "KEY=VALUE", value_parser = pair::parse)]
        label: Vec<(String, String)>,
    },
}

/// What clap has to say in place of a command: help, a version, or what is wrong.
pub(crate) struct UsageMessage {
    pub text: String,
    pub coloured: String,
    pub is_error: bool,
}

impl CommandLine {
    pub(crate) fn read<I>(arguments: I) -> Result<Self, UsageMessage>
    where
        I: IntoIterator<Item = OsString>,
    {
        let mut command = Self::command().color(ColorChoice::Always);
        command.build();
        fix_usage(&mut command);
        command
            .try_get_matches_from(arguments)
            .and_then(|matches| clap::FromArgMatches::from_arg_matches(&matches))
            .map_err(|error| UsageMessage {
                text: error.render().to_string(),
                coloured: error.render().ansi().to_string(),
                is_error: error.use_stderr(),
            })
    }
}

/// Keeps the usage of every command as its help has it. Errors would else list each option that has
/// a value by now, a global one from the environment too, as if it had to be given.
fn fix_usage(command: &mut clap::Command) {
    for below in command.get_subcommands_mut() {
        let usage = below.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        *below = std::mem::take(below).override_usage(usage);
        fix_usage(below);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }
}
