//! What `flow` takes, one file a command.

mod check;
mod convert;
mod deploy;
mod diff;
mod draw;
mod export;
mod logs;
mod overwrite;
mod release;
mod replay;
mod rollback;
mod selection;
mod walk;

use clap::Subcommand;

pub(crate) use self::{
    check::{FlowCheckArgs, SeverityName},
    convert::FlowConvertArgs,
    deploy::FlowDeployArgs,
    diff::FlowDiffArgs,
    draw::FlowDrawArgs,
    export::FlowExportArgs,
    logs::FlowLogsArgs,
    release::{FlowReleaseArgs, StopName},
    replay::FlowReplayArgs,
    rollback::FlowRollbackArgs,
    walk::{ContactArgs, FlowTryArgs},
};

/// Flows between instances, accounts and Regions.
#[derive(Debug, Subcommand)]
pub(crate) enum FlowCommand {
    /// Write the flows and modules of an instance as a bundle, with names for ids.
    Export(FlowExportArgs),
    /// Bring a bundle to an instance, with ids for names.
    Deploy(FlowDeployArgs),
    /// Bring a bundle to several instances, one after another.
    Release(FlowReleaseArgs),
    /// Put back what was there before a deploy, or before a release.
    Rollback(FlowRollbackArgs),
    /// Look for what is wrong with flows, without AWS and without a daemon.
    Check(FlowCheckArgs),
    /// Show what changed between two bundles or instances, block by block.
    Diff(FlowDiffArgs),
    /// Draw flows as pictures, with what the checks found or what changed.
    Draw(FlowDrawArgs),
    /// Walk a contact through flows, or run test cases, without AWS.
    Try(FlowTryArgs),
    /// Send contacts of the past through an old and a new version of flows.
    Replay(FlowReplayArgs),
    /// Write flows of any form, old exports of the console too, as a bundle.
    Convert(FlowConvertArgs),
    /// Show what the flows of an instance logged for one contact, block by block.
    Logs(FlowLogsArgs),
}
