//! Looking at both sides of a share. Nothing is asked for that nobody declares.

use std::collections::BTreeSet;

use connect_model::{Fault, FaultClass, Finding, InstanceId, share::DataSets, suggest};
use connect_resources::{bucket::is_tls_only, read};
use reconcile::RunContext;

use crate::{
    error::Error,
    policy::POLICY_NAME,
    port::{Association, Resource},
    seen::{Seen, SeenBucket, SeenCatalog, SeenInstance, SeenLake},
    site::{Deal, Site},
};

/// Looks at everything but the lake of the account.
pub(crate) async fn observe(cx: &RunContext, deal: Deal<'_>) -> Result<Seen, Error> {
    match everything(cx, deal).await? {
        (seen, unknown) if unknown.is_empty() => Ok(seen),
        (_, unknown) => Err(Error::Findings(unknown)),
    }
}

/// Looks at everything, and tells what instances are not there.
pub(crate) async fn everything(
    cx: &RunContext,
    deal: Deal<'_>,
) -> Result<(Seen, Vec<Finding>), Error> {
    let (instances, unknown) = instances(cx, deal).await?;
    let mut seen = Seen {
        instances,
        ..Seen::default()
    };
    invitations(cx, deal, &mut seen).await?;
    catalog(cx, deal, &mut seen).await?;
    reading(cx, deal, &mut seen).await?;
    Ok((seen, unknown))
}

/// Looks at what a removal may have to take away. An instance that is gone shares nothing any more, and
/// what everybody may who reads is looked at, whatever is declared.
pub(crate) async fn what_is_left(cx: &RunContext, deal: Deal<'_>) -> Result<Seen, Error> {
    let (instances, _) = instances(cx, deal).await?;
    let mut seen = Seen {
        instances,
        ..Seen::default()
    };
    catalog(cx, deal, &mut seen).await?;
    reading(cx, deal, &mut seen).await?;
    Ok(seen)
}

/// Looks at the lake of the account, and asks who asks.
pub(crate) async fn observe_lake(cx: &RunContext, deal: Deal<'_>) -> Result<SeenLake, Error> {
    let calls = deal.consumer().calls;
    Ok(SeenLake {
        settings: read(cx, || calls.permissions.settings()).await?,
        principal: read(cx, || calls.identity.principal()).await?,
    })
}

/// The instances, and a finding for each that is not there.
async fn instances(
    cx: &RunContext,
    deal: Deal<'_>,
) -> Result<(Vec<SeenInstance>, Vec<Finding>), Error> {
    let (mut seen, mut unknown) = (Vec::new(), Vec::new());
    let producers = deal.share.producers.iter().zip(&deal.parties.producers);
    for (n, (spec, site)) in producers.enumerate() {
        let listed = read(cx, || site.calls.instances.list()).await?;
        for alias in &spec.instances {
            if let Some(named) = listed.iter().find(|named| *alias == named.name.as_str()) {
                let id = InstanceId::new(&named.known.id);
                seen.push(instance(cx, deal, *site, (n, alias.as_str()), id).await?);
            } else {
                let names: Vec<&str> = listed.iter().map(|it| it.name.as_str()).collect();
                unknown.push(no_instance(alias.as_str(), *site, &names));
            }
        }
    }
    Ok((seen, unknown))
}

async fn instance(
    cx: &RunContext,
    deal: Deal<'_>,
    site: Site<'_>,
    (producer, alias): (usize, &str),
    id: InstanceId,
) -> Result<SeenInstance, Error> {
    let port = &site.calls.data_sets;
    let all = read(cx, || port.associations(&id)).await?;
    let is_ours = |it: &Association| it.account == deal.consumer().account.as_str();
    let (associations, elsewhere) = all.into_iter().partition(is_ours);
    let mut instance = SeenInstance {
        producer,
        alias: alias.to_owned(),
        id,
        associations,
        elsewhere,
        offered: None,
    };
    let lacks_one = match &deal.share.data_sets {
        DataSets::All => true,
        DataSets::Named(named) => named.iter().any(|it| !instance.has(it.as_str())),
    };
    if lacks_one {
        let offered = read(cx, || port.data_sets(&instance.id)).await?;
        instance.offered = Some(offered.into_iter().map(|it| it.id).collect());
    }
    Ok(instance)
}

fn no_instance(alias: &str, site: Site<'_>, names: &[&str]) -> Finding {
    let (target, region) = (site.target, site.region);
    let message = format!("there is no instance with the alias {alias} in {region}, at {target}");
    let remedy = suggest(alias, names, "name an instance that is there");
    Finding::of_the_world("unknown-instance", message, remedy)
}

async fn invitations(cx: &RunContext, deal: Deal<'_>, seen: &mut Seen) -> Result<(), Error> {
    let port = &deal.consumer().calls.invitations;
    let shares: Vec<String> = seen.shares().into_iter().collect();
    if shares.is_empty() {
        return Ok(());
    }
    let accepted = read(cx, || port.accepted(&shares)).await?;
    seen.accepted = accepted.into_iter().collect();
    let open: Vec<String> = shares
        .into_iter()
        .filter(|share| !seen.accepted.contains(share))
        .collect();
    if !open.is_empty() {
        seen.invitations = read(cx, || port.invitations(&open)).await?;
    }
    Ok(())
}

async fn catalog(cx: &RunContext, deal: Deal<'_>, seen: &mut Seen) -> Result<(), Error> {
    let (share, calls) = (deal.share, deal.consumer().calls);
    let database = share.database();
    if share.lake_formation.manage {
        seen.grants = read(cx, || calls.permissions.grants()).await?;
    }
    seen.catalog = if share.catalog.whole_database {
        whole(read(cx, || calls.catalog.database(&database)).await)?
    } else {
        tables(cx, deal, seen).await?
    };
    if share.lake_formation.manage {
        tags(cx, deal, seen).await?;
    }
    Ok(())
}

fn whole(answer: Result<Option<crate::port::DatabaseRecord>, Fault>) -> Result<SeenCatalog, Fault> {
    match answer {
        Ok(Some(database)) => Ok(SeenCatalog::Database(database)),
        Ok(None) => Ok(SeenCatalog::Absent),
        Err(fault) if fault.class == FaultClass::Denied => Ok(SeenCatalog::Hidden),
        Err(fault) => Err(fault),
    }
}

/// The tables of the database. Where a link that leads nowhere spoils their list, each that is declared
/// is asked for by its name.
async fn tables(cx: &RunContext, deal: Deal<'_>, seen: &Seen) -> Result<SeenCatalog, Fault> {
    let port = &deal.consumer().calls.catalog;
    let database = deal.share.database();
    match read(cx, || port.tables(&database)).await {
        Ok(tables) => return Ok(SeenCatalog::Tables(tables)),
        Err(fault) if fault.class == FaultClass::NotFound => return Ok(SeenCatalog::Absent),
        Err(fault) if fault.class != FaultClass::Denied => return Err(fault),
        Err(_) => {}
    }
    let there = whole(read(cx, || port.database(&database)).await)?;
    if there.is_absent() {
        return Ok(there);
    }
    let mut found = Vec::new();
    for name in names(deal, seen) {
        let table = read(cx, || port.table(None, &database, &name)).await;
        match table {
            Ok(table) => found.extend(table),
            Err(fault) if fault.class == FaultClass::Denied => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(SeenCatalog::Spoiled(found))
}

/// The names of tables that may be there: those that are declared, and those that somebody has rights on.
fn names(deal: Deal<'_>, seen: &Seen) -> BTreeSet<String> {
    let own = deal.consumer().account.as_str();
    let of_share = deal.share.database();
    let granted = seen
        .grants
        .iter()
        .filter_map(|grant| match &grant.resource {
            Resource::Table {
                catalog,
                database,
                name,
            } if catalog.as_deref().is_none_or(|it| it == own) && *database == of_share => {
                Some(name.clone())
            }
            _ => None,
        });
    granted.chain(crate::wanted::links(deal, seen)).collect()
}

/// Tags of the database, and where one is missing, the values that it can have.
async fn tags(cx: &RunContext, deal: Deal<'_>, seen: &mut Seen) -> Result<(), Error> {
    let port = &deal.consumer().calls.permissions;
    let (database, wanted) = (deal.share.database(), &deal.share.lake_formation.tags);
    if wanted.is_empty() {
        return Ok(());
    }
    if !seen.catalog.is_absent() {
        seen.tags = if_allowed(read(cx, || port.tags(&database)).await)?.unwrap_or_default();
    }
    for (key, value) in wanted.iter() {
        if seen.tags.get(key).map(String::as_str) == Some(value) {
            continue;
        }
        let values = if_allowed(read(cx, || port.tag_values(key)).await)?.flatten();
        seen.tag_values
            .extend(values.map(|values| (key.to_owned(), values)));
    }
    Ok(())
}

/// What it takes to ask a question: key, bucket, workgroup, role, schedules.
async fn reading(cx: &RunContext, deal: Deal<'_>, seen: &mut Seen) -> Result<(), Error> {
    let (share, calls) = (deal.share, deal.consumer().calls);
    if share.results.create_kms_key {
        let alias = share.key_alias();
        seen.key = read(cx, || calls.keys.key(&alias)).await?;
    }
    if share.results.create {
        seen.bucket = bucket(cx, deal).await?;
    }
    if share.workgroup.create {
        let name = share.workgroup();
        seen.workgroup = read(cx, || calls.workgroups.workgroup(&name)).await?;
    }
    if share.query_role.create {
        let name = share.role();
        let role = read(cx, || calls.roles.describe(&name, POLICY_NAME)).await;
        seen.role = if_there(role)?;
    }
    if let Some(bus) = crate::wanted::bus(share) {
        seen.has_bus = Some(read(cx, || calls.events.has_bus(bus)).await?);
    }
    for export in crate::wanted::scheduled(share) {
        let name = share.schedule(export.name.as_str());
        if let Some(found) = read(cx, || calls.schedules.schedule(&name)).await? {
            seen.schedules.insert(name, found);
        }
    }
    Ok(())
}

/// Each part of it is a call of its own. The first tells whether it is there.
async fn bucket(cx: &RunContext, deal: Deal<'_>) -> Result<Option<SeenBucket>, Fault> {
    let (port, name) = (&deal.consumer().calls.buckets, deal.bucket());
    let Some(is_blocked) = if_there(read(cx, || port.is_public_access_blocked(&name)).await)?
    else {
        return Ok(None);
    };
    let results = &deal.share.results;
    let kms_key = if results.kms_key.is_some() || results.create_kms_key {
        read(cx, || port.kms_key(&name)).await?
    } else {
        None
    };
    let policy = read(cx, || port.policy(&name)).await?;
    Ok(Some(SeenBucket {
        kms_key,
        is_blocked,
        is_tls_only: is_tls_only(policy.as_deref(), &port.arn(&name)),
        policy,
        expiry: read(cx, || port.expiry(&name)).await?,
    }))
}

/// Who may not look yet is going to make himself an administrator first.
pub(crate) fn if_allowed<T>(answer: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(fault) if fault.class == FaultClass::Denied => Ok(None),
        Err(fault) => Err(fault),
    }
}

pub(crate) fn if_there<T>(answer: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}
