//! What stands in the way of a share, all of it before the first write.

use connect_model::{Finding, share::DataSets, suggest};

use super::producer::{Standing, standing};
use crate::{
    seen::{Seen, SeenCatalog, SeenInstance},
    site::Deal,
    tables, wanted,
};

/// Every reason why the share cannot be as declared.
pub(crate) fn findings(deal: Deal<'_>, seen: &Seen) -> Vec<Finding> {
    let mut found = regions(deal);
    for instance in &seen.instances {
        found.extend(unknown_data_sets(deal, instance));
        found.extend(rejected(deal, seen, instance));
    }
    found.extend(unfit_database(deal, seen));
    found.extend(taken_names(deal, seen));
    found.extend(missing_bus(deal, seen));
    found.extend(ageless(deal));
    found
}

/// Catalog, links and workgroup are in the Region of the instance; a link across Regions is not known to
/// work for this lake (facts/analytics-share.md, 1).
fn regions(deal: Deal<'_>) -> Vec<Finding> {
    let consumer = deal.consumer();
    let elsewhere = (deal.parties.producers.iter()).filter(|it| it.region != consumer.region);
    let finding = |site: &crate::Site<'_>| {
        let message = format!(
            "{} is in {}, and {} in {}; the lake of an instance is shared within its Region alone",
            site.target, site.region, consumer.target, consumer.region
        );
        let remedy = format!("name a consumer in {}, in a share of its own", site.region);
        Finding::of_the_world("share-across-regions", message, remedy)
    };
    elsewhere.map(finding).collect()
}

fn unknown_data_sets(deal: Deal<'_>, instance: &SeenInstance) -> Vec<Finding> {
    let (DataSets::Named(named), Some(offered)) = (&deal.share.data_sets, &instance.offered) else {
        return Vec::new();
    };
    let known: Vec<&str> = offered.iter().map(String::as_str).collect();
    let unknown = named.iter().map(AsRef::as_ref);
    let unknown = unknown.filter(|it: &&str| !known.contains(it) && !instance.has(it));
    let finding = |data_set: &str| {
        let message = format!("{} offers no data set {data_set}", instance.alias);
        let remedy = suggest(data_set, &known, "name one that it offers");
        Finding::of_the_world("unknown-data-set", message, remedy)
    };
    unknown.map(finding).collect()
}

/// That somebody refused it was a decision, which nothing here takes back.
fn rejected(deal: Deal<'_>, seen: &Seen, instance: &SeenInstance) -> Option<Finding> {
    (standing(seen, instance) == Standing::Rejected).then(|| {
        let message = format!(
            "the invitation to the share of {} was rejected in {}",
            instance.alias,
            deal.consumer().account
        );
        let remedy = "remove the share, and ensure it again once it is wanted";
        Finding::of_the_world("invitation-rejected", message, remedy)
    })
}

/// EventBridge takes what is sent to a bus that is not there, and loses it.
fn missing_bus(deal: Deal<'_>, seen: &Seen) -> Option<Finding> {
    let bus = wanted::bus(deal.share).filter(|_| seen.has_bus == Some(false))?;
    let consumer = deal.consumer();
    let message = format!(
        "there is no event bus {bus} in {}, at {}",
        consumer.region, consumer.target
    );
    let remedy = "make it, or leave alerts.event_bus out to use the default one";
    Some(Finding::of_the_world("unknown-event-bus", message, remedy))
}

/// An age of what has none would never be kept.
fn ageless(deal: Deal<'_>) -> Vec<Finding> {
    let own = deal.share.freshness.data_sets.iter();
    let own = own.map(|age| age.data_set.as_str());
    let ageless = own.filter(|data_set| tables::age_column(data_set).is_none());
    let finding = |data_set: &str| {
        let message = format!("{data_set} has no documented time by which its rows get old");
        let remedy = "leave it out of freshness.data_sets";
        Finding::of_the_world("no-age", message, remedy)
    };
    ageless.map(finding).collect()
}

/// A database leads to another one, or has tables of its own; it does not become the other by itself.
fn unfit_database(deal: Deal<'_>, seen: &Seen) -> Option<Finding> {
    let database = deal.share.database();
    let SeenCatalog::Database(there) = &seen.catalog else {
        return None;
    };
    let catalogs = wanted::catalogs(seen);
    let known: Vec<&String> = catalogs.values().collect();
    let message = match &there.target {
        None => format!("the database {database} is there, and leads to no other"),
        Some(target) if !known.is_empty() && !known.contains(&&target.catalog) => format!(
            "the database {database} leads to {} of {}",
            target.database, target.catalog
        ),
        Some(_) => return None,
    };
    let remedy = "name another one as catalog.database, or remove it";
    Some(Finding::of_the_world("database-taken", message, remedy))
}

/// What is no link, or one that others made, is not made anew.
fn taken_names(deal: Deal<'_>, seen: &Seen) -> Vec<Finding> {
    let (share, catalogs) = (deal.share, wanted::catalogs(seen));
    if share.catalog.whole_database {
        return Vec::new();
    }
    let mut found = Vec::new();
    for data_set in wanted::all_data_sets(share, seen) {
        let name = share.link(&data_set);
        let Some(table) = seen.table(&name) else {
            continue;
        };
        let message = match &table.target {
            None => format!("{name} of {} is a table, and no link", share.database()),
            Some(there) => {
                let is_ours = table.parameters.get(crate::SHARE_TAG).map(String::as_str)
                    == Some(share.name.as_str());
                let wanted = catalogs.get(&data_set);
                let is_so = wanted.is_some_and(|it| *there == wanted::target(&data_set, it));
                if is_ours || is_so || wanted.is_none() {
                    continue;
                }
                let (catalog, database) = (&there.catalog, &there.database);
                let table = there.table.as_deref().unwrap_or_default();
                format!("{name} leads to {database}.{table} of {catalog}, and is not of this share")
            }
        };
        let remedy = "choose another catalog.link_suffix or catalog.database, or remove it";
        found.push(Finding::of_the_world("link-taken", message, remedy));
    }
    found
}
