//! Resource Access Manager: shares between accounts, and invitations to them.
//!
//! Shares that Connect makes for its data lake are not kept here: [`directory`] shows them beside
//! those that accounts make themselves, and answers to their invitations go back to Connect.
//! A share belongs to one Region, and so do its invitations. No account is in an organisation.

mod association;
pub(crate) mod directory;
mod errors;
mod invitation;
mod listing;
mod organization;
mod permission;
mod share;
mod tag;

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

pub(crate) use self::share::{Share, Standing};
use super::Operations;
use crate::{time::Time, world::Settles};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// The shares that the account made, by ARN.
    shares: BTreeMap<String, Share>,
    /// Whether the account asked for sharing within its organisation.
    organization: bool,
}

/// A deleted share is shown for so long (user guide: two hours).
const SHOWN_DELETED: Duration = Duration::from_hours(2);

pub(super) fn operations() -> Operations {
    Operations::default()
        // share
        .once("CreateResourceShare", share::create)
        .on("GetResourceShares", share::get)
        .once("UpdateResourceShare", share::update)
        .once("DeleteResourceShare", share::delete)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        // association
        .once("AssociateResourceShare", association::associate)
        .once("DisassociateResourceShare", association::disassociate)
        .on("GetResourceShareAssociations", association::get)
        // invitation
        .on("GetResourceShareInvitations", invitation::get)
        .once("AcceptResourceShareInvitation", invitation::accept)
        .once("RejectResourceShareInvitation", invitation::reject)
        .on("ListPendingInvitationResources", invitation::resources)
        // listing
        .on("ListResources", listing::resources)
        .on("ListPrincipals", listing::principals)
        // permission
        .on("ListPermissions", permission::list)
        .on("GetPermission", permission::get)
        .on("ListResourceSharePermissions", permission::of_share)
        .once("AssociateResourceSharePermission", permission::associate)
        .once(
            "DisassociateResourceSharePermission",
            permission::disassociate,
        )
        .on("ListResourceTypes", permission::types)
        // organisation
        .on("EnableSharingWithAwsOrganization", organization::enable)
}

// === impl State ===

impl Settles for State {
    fn settle(&mut self, now: Time) {
        let gone = |share: &Share| {
            let deleted = share.deleted;
            deleted.is_some_and(|at| now.since(at) >= SHOWN_DELETED)
        };
        self.shares.retain(|_, share| !gone(share));
    }
}
