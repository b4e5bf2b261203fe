//! Keys of the account, and keys that AWS manages for it.

use crate::world::{Key, World};

/// Keys that are there and that AWS does not manage.
pub(super) fn own_keys(world: &World) -> impl Iterator<Item = &Key> {
    let is_own = |key: &&Key| key.exists && !key.is_aws_managed;
    world.keys.iter().filter(is_own)
}

/// Whether a name is that of a key that AWS manages.
pub(super) fn is_of_aws(world: &World, name: &str) -> bool {
    name.contains("alias/aws/") || world.key(name).is_some_and(|key| key.is_aws_managed)
}
