//! Looking at what there is of a share, and whose each part is.

use std::collections::BTreeSet;

use connect_model::{Fault, Tags};
use connect_resources::read;
use reconcile::RunContext;

use crate::{
    SHARE_TAG, SOURCE_DATABASE,
    error::Error,
    observe::{if_allowed, if_there},
    port::DatabaseRecord,
    seen::Seen,
    site::Deal,
};

/// What there is.
pub(super) struct Scene {
    pub(super) seen: Seen,
    /// The database, where it can be seen.
    pub(super) database: Option<DatabaseRecord>,
    pub(super) workgroup: Owner,
    pub(super) bucket: Owner,
    /// Whether anything is in the bucket.
    pub(super) holds_data: bool,
    pub(super) key: Owner,
    /// Who administers the lake.
    pub(super) administrators: Vec<String>,
    /// Schedules of the share, by name, declared or not.
    pub(super) schedules: Vec<String>,
    /// Other databases by which the lake is read.
    pub(super) neighbours: Vec<Neighbour>,
}

/// A database that is not the share's, and what of the lake is read by it.
pub(super) struct Neighbour {
    pub(super) database: String,
    /// The data sets; none means all.
    pub(super) data_sets: Option<BTreeSet<String>>,
}

/// Whose a thing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    /// It is not there.
    #[default]
    Nobody,
    /// The share.
    Us,
    /// Somebody else.
    Others,
}

/// Looks at everything that may be the share's. An instance that is gone shares nothing any more.
pub(super) async fn observe(cx: &RunContext, deal: Deal<'_>) -> Result<Scene, Error> {
    let seen = crate::observe::what_is_left(cx, deal).await?;
    let (share, calls) = (deal.share, deal.consumer().calls);
    let name = share.database();
    let database = if_allowed(read(cx, || calls.catalog.database(&name)).await)?.flatten();
    let settings = if_allowed(read(cx, || calls.permissions.settings()).await)?;
    let mut scene = Scene {
        database,
        administrators: settings.map(|it| it.administrators).unwrap_or_default(),
        workgroup: Owner::Nobody,
        bucket: Owner::Nobody,
        holds_data: false,
        key: Owner::Nobody,
        schedules: schedules(cx, deal).await?,
        neighbours: neighbours(cx, deal).await?,
        seen,
    };
    owners(cx, deal, &mut scene).await?;
    Ok(scene)
}

/// Databases of other shares, and those that lead to the whole lake. Tables of anybody else's are not
/// looked at: there may be any number of them.
async fn neighbours(cx: &RunContext, deal: Deal<'_>) -> Result<Vec<Neighbour>, Fault> {
    let (own, port) = (deal.share.database(), &deal.consumer().calls.catalog);
    let mut neighbours = Vec::new();
    let all = if_allowed(read(cx, || port.databases()).await)?.unwrap_or_default();
    for database in all.into_iter().filter(|it| it.name != own) {
        let target = database.target.as_ref();
        let data_sets = if target.is_some_and(|it| it.database == SOURCE_DATABASE) {
            None
        } else if database.parameters.contains_key(SHARE_TAG) {
            let tables = if_allowed(read(cx, || port.tables(&database.name)).await)?;
            let tables = tables.unwrap_or_default().into_iter();
            Some(tables.filter_map(|it| it.data_set()).collect())
        } else {
            continue;
        };
        let database = database.name;
        neighbours.push(Neighbour {
            database,
            data_sets,
        });
    }
    Ok(neighbours)
}

async fn owners(cx: &RunContext, deal: Deal<'_>, scene: &mut Scene) -> Result<(), Error> {
    let (share, calls) = (deal.share, deal.consumer().calls);
    if scene.seen.workgroup.is_some() {
        let name = share.workgroup();
        scene.workgroup = owner(deal, read(cx, || calls.workgroups.tags(&name)).await)?;
    }
    if share.results.create {
        let name = deal.bucket();
        scene.bucket = owner(deal, read(cx, || calls.buckets.tags(&name)).await)?;
    }
    if scene.bucket == Owner::Us {
        let name = deal.bucket();
        scene.holds_data = read(cx, || calls.buckets.holds_data(&name)).await?;
    }
    if let Some(key) = &scene.seen.key {
        scene.key = owner(deal, read(cx, || calls.keys.tags(&key.arn)).await)?;
    }
    Ok(())
}

fn owner(deal: Deal<'_>, tags: Result<Tags, Fault>) -> Result<Owner, Fault> {
    Ok(match if_there(tags)? {
        None => Owner::Nobody,
        Some(tags) if tags.get(SHARE_TAG) == Some(deal.share.name.as_str()) => Owner::Us,
        Some(_) => Owner::Others,
    })
}

/// Those whose name and mark are the share's: an export may have been declared before and be no longer.
async fn schedules(cx: &RunContext, deal: Deal<'_>) -> Result<Vec<String>, Fault> {
    let (share, port) = (deal.share, &deal.consumer().calls.schedules);
    let mark = format!("{SHARE_TAG}={}", share.name);
    let (beginning, mut ours) = (share.schedule(""), Vec::new());
    for name in read(cx, || port.schedules(&beginning)).await? {
        let found = read(cx, || port.schedule(&name)).await?;
        if found.is_some_and(|it| it.record.description == mark) {
            ours.push(name);
        }
    }
    Ok(ours)
}
