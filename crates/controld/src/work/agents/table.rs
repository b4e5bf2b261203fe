//! Agent directories in a table of DynamoDB.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::{DirectoryReader, table::TableDirectory};
use connect_aws::Session;
use connect_model::Target;
use connect_resources::Scope;
use reconcile::{Cancel, RunContext};
use uuid::Uuid;

use crate::{
    jobs::JobError,
    reason,
    refusal::Refusal,
    roster::Rosters,
    store::AgentPlace,
    work::ground::{AgentTable, Ground},
};

/// Directories in that table.
#[derive(Debug)]
pub(in crate::work) struct TableRosters(
    pub(in crate::work) Arc<Ground>,
    pub(in crate::work) AgentTable,
);

#[async_trait]
impl Rosters for TableRosters {
    async fn reader(&self, place: &AgentPlace) -> Result<Box<dyn DirectoryReader>, Refusal> {
        let Self(ground, table) = self;
        let target = target(ground, table).map_err(unreadable)?;
        let opened = ground.open(target, Uuid::nil(), &Cancel::new()).await;
        let opened = opened.map_err(unreadable)?;
        Ok(Box::new(directory(opened, table, place)))
    }
}

/// The target in whose account a table is.
pub(super) fn target<'g>(ground: &'g Ground, table: &AgentTable) -> Result<&'g Target, JobError> {
    ground.named(&table.target).ok_or_else(|| {
        let message = format!("targets/{} is not configured any more", table.target);
        JobError::new(reason::TARGET_UNKNOWN, message)
    })
}

/// The directory of a place, through a session to that target.
pub(super) fn directory(
    (session, cx): (Session, RunContext),
    table: &AgentTable,
    place: &AgentPlace,
) -> TableDirectory {
    let scope = Scope {
        account: place.account.clone(),
        region: place.region.clone(),
        alias: place.alias.clone(),
    };
    let port = session.agent_table();
    TableDirectory::new(port, &table.table, &scope, &place.directory, cx)
}

fn unreadable(error: JobError) -> Refusal {
    Refusal::Directory(error.message)
}
