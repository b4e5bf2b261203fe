//! What a principal holds on a thing, and from where it has it.

use super::{
    State,
    access::{Asker, Permission},
    expression::LfTags,
    grant::Grant,
    permission::Permissions,
    principal::IAM_ALLOWED,
    resource::Resource,
    state, tagging,
};
use crate::{
    services::glue::{catalog, object::Object},
    world::World,
};

/// Where a permission comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ground {
    /// A data lake administrator sees everything, and reads what is shared with the account.
    Administrator,
    /// Who made a thing may do everything with it.
    Creator,
    /// The thing is left to IAM: Lake Formation does not govern it.
    IamAllowedPrincipals,
    /// It was granted on the thing itself.
    Named,
    /// It was granted on the LF-tags that the thing has.
    Tagged,
}

/// From where the asker has `wanted` on `object`, if it has it. Whether there is such an object, and
/// whether it has reached the account, is not asked here.
pub(super) fn ground(
    world: &World,
    asker: &Asker<'_>,
    wanted: Permission,
    object: &Object,
) -> Option<Ground> {
    let state = state(world, asker.account, asker.region);
    let own = object.catalog == *asker.account;
    if is_implied(&state, asker, wanted, own) {
        return Some(Ground::Administrator);
    }
    if own && is_creator(world, asker, object) {
        return Some(Ground::Creator);
    }
    let tags = tagging::effective(&state, object);
    let gives = |grant: &&Grant| grant.gives(wanted, object, &tags);
    let everybody = |grant: &&Grant| own && grant.principal == IAM_ALLOWED;
    let mine = |grant: &&Grant| asker.is(&grant.principal);
    let by_tags = |grant: &&Grant| matches!(grant.resource, Resource::LfTagPolicy { .. });
    let grants = || state.grants.iter().filter(gives);
    if grants().any(|grant| everybody(&grant)) {
        Some(Ground::IamAllowedPrincipals)
    } else if grants().any(|grant| mine(&grant) && !by_tags(&grant)) {
        Some(Ground::Named)
    } else {
        grants().find(mine).map(|_| Ground::Tagged)
    }
}

/// The grants by which the asker, or everybody, has `wanted` on `object`.
pub(super) fn grants<'s>(
    state: &'s State,
    asker: &Asker<'_>,
    wanted: Permission,
    object: &Object,
) -> Vec<&'s Grant> {
    let tags = tagging::effective(state, object);
    let own = object.catalog == *asker.account;
    let for_asker =
        |grant: &&Grant| asker.is(&grant.principal) || own && grant.principal == IAM_ALLOWED;
    let all = state.grants.iter().filter(for_asker);
    all.filter(|grant| grant.gives(wanted, object, &tags))
        .collect()
}

/// Whether the asker may make databases in its account.
pub(super) fn makes_databases(world: &World, asker: &Asker<'_>) -> bool {
    let state = state(world, asker.account, asker.region);
    let gives = |grant: &Grant| {
        let whole =
            matches!(&grant.resource, Resource::Catalog { catalog } if catalog == asker.account);
        whole && grant.has(Permission::CreateDatabase)
    };
    state.settings.is_admin(asker.principal)
        || state.grants.iter().any(|grant| {
            gives(grant) && (grant.principal == IAM_ALLOWED || asker.is(&grant.principal))
        })
}

/// Whether the asker may grant all of `permissions`.
pub(super) fn may_grant(
    world: &World,
    asker: &Asker<'_>,
    resource: &Resource,
    permissions: &Permissions,
) -> bool {
    let state = state(world, asker.account, asker.region);
    let own = resource.catalog() == asker.account;
    let created = || {
        let object = resource.object();
        own && object.is_some_and(|object| is_creator(world, asker, object))
    };
    let handed = |wanted: Permission| {
        let tags = LfTags::new();
        let mut mine = state
            .grants
            .iter()
            .filter(|grant| asker.is(&grant.principal));
        mine.any(|grant| {
            let covers = grant.resource == *resource
                || resource
                    .object()
                    .is_some_and(|object| grant.resource.covers(object, &tags));
            covers
                && (grant.grantable.contains(&wanted) || grant.grantable.contains(&Permission::All))
        })
    };
    state.settings.is_admin(asker.principal)
        || created()
        || permissions.iter().all(|wanted| handed(*wanted))
}

/// What administrators have without any grant: all but the data of their own tables.
fn is_implied(state: &State, asker: &Asker<'_>, wanted: Permission, own: bool) -> bool {
    let data = [Permission::Select, Permission::Insert, Permission::Delete];
    let admin = state.settings.is_admin(asker.principal);
    match wanted {
        Permission::Describe => state.settings.may_look(asker.principal),
        Permission::Select => admin && !own,
        other => admin && own && !data.contains(&other),
    }
}

fn is_creator(world: &World, asker: &Asker<'_>, object: &Object) -> bool {
    let creator = match &object.table {
        Some(_) => {
            catalog::table(world, asker.region, object).map(|table| table.creator().to_owned())
        }
        None => catalog::made(world, asker.region, object).map(|made| made.creator().to_owned()),
    };
    creator.is_some_and(|creator| creator == asker.principal)
}

// === impl Grant ===

impl Grant {
    fn has(&self, wanted: Permission) -> bool {
        self.permissions.contains(&wanted) || self.permissions.contains(&Permission::All)
    }

    /// Whoever may do anything with a thing may describe it.
    fn gives(&self, wanted: Permission, object: &Object, tags: &LfTags) -> bool {
        (self.has(wanted) || wanted == Permission::Describe) && self.resource.covers(object, tags)
    }
}
