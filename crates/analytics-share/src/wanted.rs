//! What a share comes to, in the things of AWS. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::share::{AnalyticsShare, DataSets, ExportSpec, Keeper};

use crate::{
    SHARE_TAG, SOURCE_DATABASE,
    policy::RESULTS_PREFIX,
    port::{Grant, Permission, Resource, Target, WorkgroupRecord},
    seen::{Seen, SeenInstance, catalog_of},
    site::Deal,
};

/// In which catalog each data set is, as far as that is known.
pub(crate) type Catalogs = BTreeMap<String, String>;

/// A permission that somebody is to have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    /// To see the database.
    Database,
    /// To see the table by which a data set is read.
    Link(String),
    /// To read the data set itself, in the catalog of the service.
    Target(String),
}

/// The data sets that an instance is to share.
pub(crate) fn data_sets(share: &AnalyticsShare, instance: &SeenInstance) -> BTreeSet<String> {
    match &share.data_sets {
        DataSets::Named(named) => named.iter().map(ToString::to_string).collect(),
        DataSets::All => {
            let offered = instance.offered.iter().flatten().cloned();
            offered.collect()
        }
    }
}

/// The data sets of all instances.
pub(crate) fn all_data_sets(share: &AnalyticsShare, seen: &Seen) -> BTreeSet<String> {
    let of = |instance| data_sets(share, instance);
    seen.instances.iter().flat_map(of).collect()
}

/// The tables by which they are read, where there is one for each.
pub(crate) fn links(deal: Deal<'_>, seen: &Seen) -> Vec<String> {
    let all = all_data_sets(deal.share, seen);
    all.iter().map(|it| deal.share.link(it)).collect()
}

/// Where data sets are that are shared already.
pub(crate) fn catalogs(seen: &Seen) -> Catalogs {
    let all = seen.instances.iter().flat_map(|it| &it.associations);
    all.filter_map(|it| Some((it.data_set.clone(), catalog_of(&it.share_arn)?)))
        .collect()
}

/// Exports whose schedule AWS keeps.
pub(crate) fn scheduled(share: &AnalyticsShare) -> impl Iterator<Item = &ExportSpec> {
    let is_kept = |it: &&ExportSpec| it.schedule.is_some() && it.keeper == Keeper::Aws;
    share.exports.iter().filter(is_kept)
}

/// The event bus to look for: every account has the default one, and one that is named by its ARN may be
/// another account's.
pub(crate) fn bus(share: &AnalyticsShare) -> Option<&str> {
    let bus = share.alerts.as_ref()?.event_bus.as_str();
    (bus != "default" && !bus.starts_with("arn:")).then_some(bus)
}

/// What a link leads to.
pub(crate) fn target(data_set: &str, catalog: &str) -> Target {
    Target {
        catalog: catalog.to_owned(),
        database: SOURCE_DATABASE.to_owned(),
        table: Some(data_set.to_owned()),
    }
}

/// What says that a database or link is ours.
pub(crate) fn marks(share: &AnalyticsShare) -> BTreeMap<String, String> {
    BTreeMap::from([(SHARE_TAG.to_owned(), share.name.to_string())])
}

/// The workgroup, once the key of its results is known.
pub(crate) fn workgroup(deal: Deal<'_>, kms_key: Option<&str>) -> WorkgroupRecord {
    WorkgroupRecord {
        name: deal.share.workgroup(),
        enforced: true,
        output: Some(format!("s3://{}/{RESULTS_PREFIX}", deal.bucket())),
        kms_key: kms_key.map(ToOwned::to_owned),
        encrypted: true,
        scan_limit_bytes: Some(deal.share.scan_limit_bytes()),
        metrics: deal.share.workgroup.metrics,
    }
}

/// Every right that a principal is to have. A database that leads to the lake shows its tables by
/// itself.
pub(crate) fn rights(share: &AnalyticsShare, seen: &Seen) -> Vec<Right> {
    let data_sets = all_data_sets(share, seen);
    let mut rights = vec![Right::Database];
    if !share.catalog.whole_database {
        rights.extend(data_sets.iter().cloned().map(Right::Link));
    }
    rights.extend(data_sets.into_iter().map(Right::Target));
    rights
}

/// The grant that gives a right; none while nobody knows where the data set is.
pub(crate) fn grant(
    share: &AnalyticsShare,
    principal: &str,
    right: &Right,
    catalogs: &Catalogs,
) -> Option<Grant> {
    let (resource, permissions) = match right {
        Right::Database => (
            Resource::Database {
                catalog: None,
                name: share.database(),
            },
            BTreeSet::from([Permission::Describe]),
        ),
        Right::Link(data_set) => (
            Resource::Table {
                catalog: None,
                database: share.database(),
                name: share.link(data_set),
            },
            BTreeSet::from([Permission::Describe]),
        ),
        Right::Target(data_set) => (
            Resource::Table {
                catalog: Some(catalogs.get(data_set)?.clone()),
                database: SOURCE_DATABASE.to_owned(),
                name: data_set.clone(),
            },
            BTreeSet::from([Permission::Describe, Permission::Select]),
        ),
    };
    Some(Grant {
        principal: principal.to_owned(),
        resource,
        permissions,
    })
}

/// Whether grants that are there give all of this one. AWS tells a catalog also where it is the
/// caller's own.
pub(crate) fn is_granted(there: &[Grant], wanted: &Grant, own: &str) -> bool {
    let mut missing = wanted.permissions.clone();
    for grant in there {
        if grant.principal == wanted.principal && is_same(&grant.resource, &wanted.resource, own) {
            missing.retain(|it| !grant.permissions.contains(it));
            if grant.permissions.contains(&Permission::All) {
                return true;
            }
        }
    }
    missing.is_empty()
}

/// Whether two name the same thing, for the account `own`.
pub(crate) fn is_same(one: &Resource, other: &Resource, own: &str) -> bool {
    let plain = |resource: &Resource| {
        let mut resource = resource.clone();
        let (Resource::Database { catalog, .. } | Resource::Table { catalog, .. }) = &mut resource;
        if catalog.as_deref() == Some(own) {
            *catalog = None;
        }
        resource
    };
    plain(one) == plain(other)
}
