//! What the analytics data lake tells of an instance: its people and things, under their own ids.

use std::collections::BTreeSet;

use super::{analytics::share, hierarchy::group::Group, state::Instance};
use crate::{
    lake::{Agent, Center, Named},
    place::{Account, Region},
    world::{Thing, Things, World},
};

/// The instances whose rows of a data set have reached `account`, in order of their ids: those that
/// are shared with it by an invitation that it accepted.
pub(crate) fn shared(
    world: &World,
    region: &Region,
    account: &Account,
    data_set: &str,
    seed: u64,
) -> Vec<Center> {
    let shares = share::all(world, region).filter(|share| {
        share.target == *account
            && share.accepted.is_some()
            && share.data_sets.contains_key(data_set)
    });
    let ids: BTreeSet<&str> = shares.map(|share| share.instance.as_str()).collect();
    let states: Vec<_> = world.connect.all().collect();
    ids.iter()
        .filter_map(|id| states.iter().find_map(|state| state.instances.get(*id)))
        .map(|instance| center(instance, region, seed))
        .collect()
}

/// The centre that an instance is to the lake.
pub(super) fn center(instance: &Instance, region: &Region, seed: u64) -> Center {
    let account = instance.arn.split(':').nth(4).unwrap_or_default();
    let flows = instance.flows.iter();
    let flows = flows.filter(|flow| flow.body.kind == "CONTACT_FLOW");
    let center = Center {
        seed,
        account: account.to_owned(),
        region: region.to_string(),
        instance_id: instance.id.clone(),
        instance_arn: instance.arn.clone(),
        agents: instance
            .users
            .iter()
            .map(|user| agent(instance, user))
            .collect(),
        queues: instance.queues.iter().map(named).collect(),
        routing_profiles: instance.routing_profiles.iter().map(named).collect(),
        hierarchy_groups: instance.hierarchy_groups.iter().map(named).collect(),
        flows: flows.map(named).collect(),
    };
    center.peopled()
}

fn named<T>(thing: &Thing<T>) -> Named {
    Named {
        id: thing.id.clone(),
        name: thing.name.clone(),
    }
}

fn agent(instance: &Instance, user: &Thing<super::user::User>) -> Agent {
    let identity = &user.body.identity;
    Agent {
        id: user.id.clone(),
        username: user.name.clone(),
        first_name: identity.first_name.clone().unwrap_or_default(),
        last_name: identity.last_name.clone().unwrap_or_default(),
        email: identity.email.clone(),
        routing_profile: user.body.routing_profile.clone(),
        hierarchy: path(
            &instance.hierarchy_groups,
            user.body.hierarchy_group.as_deref(),
        ),
        security_profiles: user.body.security_profiles.clone(),
    }
}

/// The ids of a group and those above it, from the top.
fn path(groups: &Things<Group>, id: Option<&str>) -> Vec<String> {
    let lower = id.and_then(|id| groups.get(id));
    let above = |group: &&Thing<Group>| groups.get(group.body.parent.as_deref()?);
    let mut ids: Vec<String> = std::iter::successors(lower, above)
        .map(|group| group.id.clone())
        .collect();
    ids.reverse();
    ids
}
