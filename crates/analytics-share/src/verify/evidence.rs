//! Looking at all that a chain is made of.

use std::collections::BTreeSet;

use connect_model::Finding;
use connect_resources::read;
use reconcile::RunContext;

use crate::{
    error::Error,
    observe::{everything, observe_lake},
    seen::{Seen, SeenLake},
    site::Deal,
};

/// What was seen.
pub(super) struct Evidence {
    pub(super) seen: Seen,
    /// Instances that are not there.
    pub(super) unknown: Vec<Finding>,
    /// Tables of the lake that reached the account: the names of data sets.
    pub(super) arrived: BTreeSet<String>,
    pub(super) lake: SeenLake,
}

pub(super) async fn look(cx: &RunContext, deal: Deal<'_>) -> Result<Evidence, Error> {
    let (seen, unknown) = everything(cx, deal).await?;
    let shares: Vec<String> = seen.accepted.iter().cloned().collect();
    let mut arrived = BTreeSet::new();
    if !shares.is_empty() {
        let port = &deal.consumer().calls.invitations;
        let tables = read(cx, || port.tables(&shares)).await?;
        let name = |arn: String| arn.rsplit('/').next().map(ToOwned::to_owned);
        arrived.extend(tables.into_iter().filter_map(name));
    }
    Ok(Evidence {
        lake: observe_lake(cx, deal).await?,
        seen,
        unknown,
        arrived,
    })
}
