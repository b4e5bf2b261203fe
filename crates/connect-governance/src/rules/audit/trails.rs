//! Trails that record, and the account that they record.

use crate::{
    Subject,
    world::{Trail, World},
};

/// Trails that record now.
pub(super) fn recording(world: &World) -> Vec<&Trail> {
    world
        .trails
        .iter()
        .filter(|trail| trail.is_logging)
        .collect()
}

/// The account.
pub(super) fn account(world: &World) -> Subject {
    let name = world.account.as_ref().map_or("unknown", |it| it.as_str());
    Subject::new("account", name)
}

/// The names of trails.
pub(super) fn names<'t>(trails: &[&'t Trail]) -> Vec<&'t str> {
    trails.iter().map(|trail| trail.name.as_str()).collect()
}
