//! Lake Formation: who may read what of the data catalog.
//!
//! Others ask [`access`], which also says why not. The root user of an account counts as a data
//! lake administrator: it could make itself one.

pub(crate) mod access;
mod credentials;
pub(crate) mod defaults;
mod denied;
mod errors;
mod expression;
mod filter;
mod grant;
mod holding;
mod lf_tag;
mod listing;
mod location;
mod permission;
mod principal;
mod reach;
mod resource;
mod search;
mod settings;
mod tagging;

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use self::{
    filter::Filter, grant::Grant, location::Location, settings::Settings, tagging::Tagging,
};
use super::Operations;
use crate::{
    context::Ctx,
    place::{Account, Region},
    world::{Settles, World},
};

/// What one account has in one Region.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct State {
    settings: Settings,
    /// What was granted by this account, on things of whatever catalog, oldest first.
    grants: Vec<Grant>,
    /// The values of each LF-tag, in the order in which they were given.
    tags: BTreeMap<String, Vec<String>>,
    tagged: Vec<Tagging>,
    /// Registered places of data, by ARN.
    locations: BTreeMap<String, Location>,
    filters: Vec<Filter>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("GetDataLakeSettings", settings::get)
        .on("PutDataLakeSettings", settings::put)
        // permissions
        .on("GrantPermissions", grant::grant)
        .on("RevokePermissions", grant::revoke)
        .on("BatchGrantPermissions", grant::grant_many)
        .on("BatchRevokePermissions", grant::revoke_many)
        .on("ListPermissions", listing::list)
        .on("GetEffectivePermissionsForPath", listing::for_path)
        // LF-tags
        .on("CreateLFTag", lf_tag::create)
        .on("GetLFTag", lf_tag::get)
        .on("ListLFTags", lf_tag::list)
        .on("UpdateLFTag", lf_tag::update)
        .on("DeleteLFTag", lf_tag::delete)
        .on("AddLFTagsToResource", tagging::add)
        .on("RemoveLFTagsFromResource", tagging::remove)
        .on("GetResourceLFTags", tagging::get)
        .on("SearchDatabasesByLFTags", search::databases)
        .on("SearchTablesByLFTags", search::tables)
        // locations
        .on("RegisterResource", location::register)
        .on("DescribeResource", location::describe)
        .on("UpdateResource", location::update)
        .on("DeregisterResource", location::deregister)
        .on("ListResources", location::list)
        // data cells filters
        .on("CreateDataCellsFilter", filter::create)
        .on("GetDataCellsFilter", filter::get)
        .on("UpdateDataCellsFilter", filter::update)
        .on("DeleteDataCellsFilter", filter::delete)
        .on("ListDataCellsFilter", filter::list)
        // use
        .on("GetDataLakePrincipal", credentials::principal)
        .on("GetTemporaryGlueTableCredentials", credentials::table)
}

/// The state of a place, if anything was ever written there; else that of a new account.
fn state<'w>(world: &'w World, account: &Account, region: &Region) -> Cow<'w, State> {
    let there = world.lakeformation.get(account, region);
    there.map_or_else(|| Cow::Owned(State::new(account)), Cow::Borrowed)
}

/// The caller's state, to be changed.
fn own<'w>(ctx: &'w mut Ctx<'_>) -> &'w mut State {
    let places = &mut ctx.world.lakeformation;
    if places.get(ctx.account, ctx.region).is_none() {
        *places.at(ctx.account, ctx.region) = State::new(ctx.account);
    }
    places.at(ctx.account, ctx.region)
}

// === impl State ===

impl State {
    /// In a new account everything is left to IAM: everybody may make databases, and may do
    /// everything with what is made.
    fn new(account: &Account) -> Self {
        Self {
            grants: vec![grant::for_everybody(account)],
            ..Self::default()
        }
    }
}

impl Settles for State {}
