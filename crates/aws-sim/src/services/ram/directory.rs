//! All shares of a Region, whoever made them.

use std::collections::BTreeMap;

use super::share::{Answer, Invitation, Share};
use crate::{
    arn::Arn,
    ids::Ids,
    place::{Account, Region},
    services::connect::analytics::share::{self as connect, DATABASE, DataShare},
    world::{Tags, World},
};

/// Every share of the Region that is not deleted, in order of their ARNs.
pub(crate) fn all(world: &World, region: &Region) -> Vec<Share> {
    let mut shares: Vec<_> = made(world, region).cloned().collect();
    shares.extend(connect::all(world, region).map(of_connect));
    shares.sort_by(|left, right| left.arn.cmp(&right.arn));
    shares
}

/// Another Region in which a share offers `account` something of `owner`.
pub(crate) fn elsewhere(
    world: &World,
    region: &Region,
    account: &Account,
    owner: &Account,
) -> Option<Region> {
    let own = world.ram.all().flat_map(|state| state.shares.values());
    let own = own
        .filter(|share| share.invites(account))
        .map(|share| (&share.owner, &share.region));
    let lake = connect::everywhere(world)
        .filter(|share| share.target == *account)
        .map(|share| (&share.owner, &share.region));
    let mut there = own
        .chain(lake)
        .filter(|(from, at)| *from == owner && *at != region);
    there.next().map(|(_, at)| at.clone())
}

/// Notes what `account` answered to the invitation to the share `arn`; to leave an accepted share
/// is to reject it.
pub(super) fn answer(world: &mut World, arn: &str, account: &Account, answer: Answer) {
    if let Some(share) = connect::find_mut(world, arn) {
        (share.accepted, share.rejected) = match answer {
            Answer::Accepted(at) => (Some(at), None),
            Answer::Rejected(at) => (None, Some(at)),
        };
    } else if let Some(share) = own_mut(world, arn) {
        share.answer(account, answer);
    }
}

fn made<'w>(world: &'w World, region: &Region) -> impl Iterator<Item = &'w Share> {
    let shares = world.ram.all().flat_map(|state| state.shares.values());
    shares.filter(move |share| share.region == *region && share.deleted.is_none())
}

fn own_mut<'w>(world: &'w mut World, arn: &str) -> Option<&'w mut Share> {
    let parsed = Arn::parse(arn)?;
    let (owner, region) = (parsed.owner()?, Region::new(parsed.region));
    world.ram.at(&owner, &region).shares.get_mut(arn)
}

/// A share of the data lake as RAM has it. Its name follows those that Lake Formation gives.
fn of_connect(share: &DataShare) -> Share {
    let table = |set: &String| {
        format!(
            "arn:aws:glue:{}:{}:table/{DATABASE}/{set}",
            share.region, share.owner
        )
    };
    let sets = share.data_sets.iter();
    let number = Ids::of(0, &["invitation", &share.id], 0).uuid();
    let accepted = share.accepted.map(Answer::Accepted);
    let invitation = Invitation {
        arn: format!(
            "arn:aws:ram:{}:{}:resource-share-invitation/{number}",
            share.region, share.owner
        ),
        receiver: share.target.clone(),
        sent: share.created,
        answer: accepted.or_else(|| share.rejected.map(Answer::Rejected)),
    };
    Share {
        arn: share.arn.clone(),
        name: format!(
            "LakeFormation-V4-{}",
            share.id.replace('-', "").to_uppercase()
        ),
        owner: share.owner.clone(),
        region: share.region.clone(),
        allow_external: true,
        deleted: None,
        tags: Tags::new(),
        created: share.created,
        updated: sets
            .clone()
            .map(|(_, at)| *at)
            .max()
            .unwrap_or(share.created),
        principals: BTreeMap::from([(share.target.to_string(), share.created)]),
        resources: sets.map(|(set, at)| (table(set), *at)).collect(),
        permissions: BTreeMap::from([(
            "glue:Table".to_owned(),
            super::permission::GLUE_TABLE.to_owned(),
        )]),
        invitations: vec![invitation],
    }
}
