//! Whether things of other accounts have reached this one: by a share of this Region whose
//! invitation was accepted.

use std::collections::BTreeSet;

use super::access::Asker;
use crate::{
    arn::Arn,
    place::Region,
    services::{
        glue::{lake, object::Object},
        ram::{Share, Standing, directory},
    },
    world::World,
};

/// How far something of another account is from the asker's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// It is shared, and the invitation was accepted.
    Open,
    /// It is in a share whose invitation nobody has answered yet.
    Pending { share: String },
    /// It is in a share whose invitation ran out.
    Expired { share: String },
    /// It is in a share whose invitation was rejected, or that the account left.
    Rejected { share: String },
    /// Other things of the same account are shared and accepted, but not this one.
    Elsewhere,
    /// Things of the same account are shared in another Region only.
    OtherRegion { region: Region },
    /// The account is known, and shares nothing like it.
    NotShared,
    /// Nothing at all is known of the account.
    Unknown,
}

/// How far `object`, of another account, is from the asker's. A database has come as far as the
/// table of it that has come furthest.
pub(crate) fn reach(world: &World, asker: &Asker<'_>, object: &Object) -> Reach {
    let shares = received(world, asker).into_iter();
    let shares = shares.filter(|(share, _)| *share.owner() == object.catalog);
    let shares: Vec<_> = shares.collect();
    let offering = shares.iter().filter(|(share, _)| offers(share, object));
    match offering.min_by_key(|(_, standing)| *standing) {
        Some((_, Standing::Accepted)) => Reach::Open,
        Some((share, Standing::Pending)) => Reach::Pending {
            share: share.arn().to_owned(),
        },
        Some((share, Standing::Expired)) => Reach::Expired {
            share: share.arn().to_owned(),
        },
        Some((share, Standing::Rejected)) => Reach::Rejected {
            share: share.arn().to_owned(),
        },
        None if shares
            .iter()
            .any(|(_, standing)| *standing == Standing::Accepted) =>
        {
            Reach::Elsewhere
        }
        None => unshared(world, asker, object, !shares.is_empty()),
    }
}

/// The databases of other accounts of which something has reached the asker's.
pub(crate) fn shared_databases(world: &World, asker: &Asker<'_>) -> Vec<Object> {
    let open = received(world, asker).into_iter();
    let open = open.filter(|(_, standing)| *standing == Standing::Accepted);
    let objects = open.flat_map(|(share, _)| {
        let objects: Vec<_> = share.resources().filter_map(parse).collect();
        objects
    });
    let databases: BTreeSet<_> = objects.map(|object| object.parent()).collect();
    databases.into_iter().collect()
}

/// The shares of this Region that name the asker's account.
fn received(world: &World, asker: &Asker<'_>) -> Vec<(Share, Standing)> {
    let shares = directory::all(world, asker.region).into_iter();
    let mine = shares.filter_map(|share| {
        let standing = share.standing(asker.account, asker.now)?;
        Some((share, standing))
    });
    mine.collect()
}

fn unshared(world: &World, asker: &Asker<'_>, object: &Object, invited: bool) -> Reach {
    let elsewhere = directory::elsewhere(world, asker.region, asker.account, &object.catalog);
    if let Some(region) = elsewhere {
        return Reach::OtherRegion { region };
    }
    let known = invited
        || lake::is_owner(&object.catalog, asker.region)
        || world.glue.get(&object.catalog, asker.region).is_some();
    if known {
        Reach::NotShared
    } else {
        Reach::Unknown
    }
}

/// A shared database is shared with all its tables.
fn offers(share: &Share, object: &Object) -> bool {
    share
        .resources()
        .filter_map(parse)
        .any(|shared| shared == *object || shared.parent() == *object || object.parent() == shared)
}

/// The database or table of an ARN.
pub(super) fn parse(arn: &str) -> Option<Object> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "glue")?;
    let catalog = arn.owner()?;
    if let Some(database) = arn.resource.strip_prefix("database/") {
        return Some(Object::database(&catalog, database));
    }
    let (database, table) = arn.resource.strip_prefix("table/")?.split_once('/')?;
    Some(Object::table(&catalog, database, table))
}

// === impl Reach ===

impl Reach {
    /// The end of a message: why it has not come. AWS says less.
    pub(crate) fn because(&self) -> String {
        match self {
            Self::Open => String::new(),
            Self::Pending { share } => format!(" (the invitation to {share} is not accepted)"),
            Self::Expired { share } => format!(" (the invitation to {share} has expired)"),
            Self::Rejected { share } => format!(" (the invitation to {share} was rejected)"),
            Self::Elsewhere => " (it is in no share with this account)".to_owned(),
            Self::OtherRegion { region } => format!(" (it is shared in {region} only)"),
            Self::NotShared => " (nothing is shared with this account)".to_owned(),
            Self::Unknown => " (the catalog is not known)".to_owned(),
        }
    }
}
