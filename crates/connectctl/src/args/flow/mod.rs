//! What `flow` takes, one file a command.

mod check;
mod deploy;
mod export;
mod rollback;

use clap::Subcommand;

pub(crate) use self::{
    check::{FlowCheckArgs, SeverityName},
    deploy::FlowDeployArgs,
    export::FlowExportArgs,
    rollback::FlowRollbackArgs,
};

/// Flows between instances, accounts and Regions.
#[derive(Debug, Subcommand)]
pub(crate) enum FlowCommand {
    /// Write the flows and modules of an instance as a bundle, with names for ids.
    Export(FlowExportArgs),
    /// Bring a bundle to an instance, with ids for names.
    Deploy(FlowDeployArgs),
    /// Put back what was there before a deploy.
    Rollback(FlowRollbackArgs),
    /// Look for what is wrong with flows, without AWS and without a daemon.
    Check(FlowCheckArgs),
}
