//! The shares by which data sets reach other accounts, as the service RAM shows them.
//!
//! Connect makes one share for each instance and target account, and folds every further data set
//! into it. The share belongs to an account of the service, one in each Region: not to the account
//! of the instance. Only the first data set brings an invitation; it lives for twelve hours, and a
//! share whose invitation has run out stays that way until all its data sets are gone.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    context::Ctx,
    place::{Account, Region},
    time::Time,
    world::World,
};

/// One share.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DataShare {
    pub(crate) id: String,
    /// `arn:aws:ram:Region:owner:resource-share/id`.
    pub(crate) arn: String,
    /// The account of the service in this Region, which also has the catalog.
    pub(crate) owner: Account,
    pub(crate) region: Region,
    pub(crate) instance: String,
    /// The account that the data sets are shared with, which may be the one of the instance.
    pub(crate) target: Account,
    pub(crate) created: Time,
    /// By id, with the moment of the association.
    pub(crate) data_sets: BTreeMap<String, Time>,
    /// When the target accepted the invitation.
    pub(crate) accepted: Option<Time>,
    /// When the target rejected it.
    pub(crate) rejected: Option<Time>,
}

/// The database that has a table for each data set, in the catalog of the owner.
pub(crate) const DATABASE: &str = "connect_datalake";

/// How long the invitation to a share can be answered.
const INVITATION: Duration = Duration::from_hours(12);

/// All shares of a Region, whatever account they come from.
pub(crate) fn all<'w>(world: &'w World, region: &Region) -> impl Iterator<Item = &'w DataShare> {
    everywhere(world).filter(move |share| share.region == *region)
}

/// All shares of all Regions.
pub(crate) fn everywhere(world: &World) -> impl Iterator<Item = &DataShare> {
    world.connect.all().flat_map(|state| &state.data_shares)
}

/// The share with this ARN, to be changed.
pub(crate) fn find_mut<'w>(world: &'w mut World, arn: &str) -> Option<&'w mut DataShare> {
    let mut shares = world
        .connect
        .all_mut()
        .flat_map(|state| &mut state.data_shares);
    shares.find(|share| share.arn == arn)
}

/// The service's account in a Region. Its number is made up.
pub(crate) fn owner(region: &Region) -> Account {
    let digest = Sha256::digest(region.as_str());
    let digits: String = digest
        .iter()
        .take(12)
        .map(|byte| char::from(b'0' + byte % 10))
        .collect();
    Account::new(&digits).unwrap_or_default()
}

// === impl DataShare ===

impl DataShare {
    /// A share without data sets.
    pub(super) fn new(ctx: &mut Ctx<'_>, instance: String, target: Account) -> Self {
        let (id, owner) = (ctx.ids.uuid(), owner(ctx.region));
        Self {
            arn: format!("arn:aws:ram:{}:{owner}:resource-share/{id}", ctx.region),
            id,
            owner,
            region: ctx.region.clone(),
            instance,
            target,
            created: ctx.now,
            data_sets: BTreeMap::new(),
            accepted: None,
            rejected: None,
        }
    }

    /// `PENDING`, `ACCEPTED`, `REJECTED` or `EXPIRED`: what became of the invitation.
    pub(crate) fn invitation(&self, now: Time) -> &'static str {
        if self.accepted.is_some() {
            "ACCEPTED"
        } else if self.rejected.is_some() {
            "REJECTED"
        } else if now.since(self.created) < INVITATION {
            "PENDING"
        } else {
            "EXPIRED"
        }
    }
}
