//! Agent directories in a table of DynamoDB.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::{DirectoryReader, table::TableDirectory};
use connect_resources::Scope;
use reconcile::Cancel;
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
        let opened = open(&self.0, &self.1, place, (Uuid::nil(), &Cancel::new())).await;
        let directory = opened.map_err(|error| Refusal::Directory(error.message))?;
        Ok(Box::new(directory))
    }
}

/// The directory of a place, through the target in whose account the table is.
pub(super) async fn open(
    ground: &Ground,
    table: &AgentTable,
    place: &AgentPlace,
    (name, cancel): (Uuid, &Cancel),
) -> Result<TableDirectory, JobError> {
    let target = ground.named(&table.target).ok_or_else(|| {
        let message = format!("targets/{} is not configured any more", table.target);
        JobError::new(reason::TARGET_UNKNOWN, message)
    })?;
    let (session, cx) = ground.open(target, name, cancel).await?;
    let scope = Scope {
        account: place.account.clone(),
        region: place.region.clone(),
        alias: place.alias.clone(),
    };
    let port = session.agent_table();
    Ok(TableDirectory::new(
        port,
        &table.table,
        &scope,
        &place.directory,
        cx,
    ))
}
