//! Who has a security profile.

use crate::world::{User, World};

/// The users who have a security profile.
pub(super) fn holders<'w>(world: &'w World, profile: &str) -> Vec<&'w User> {
    let has = |user: &&User| user.security_profiles.contains(profile);
    world.users.iter().filter(has).collect()
}

/// Their names.
pub(super) fn names<'u>(users: &[&'u User]) -> Vec<&'u str> {
    users.iter().map(|user| user.name.as_str()).collect()
}
