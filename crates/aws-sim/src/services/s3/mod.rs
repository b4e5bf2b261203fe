//! S3: buckets and objects.

use serde::Serialize;

use super::Operations;
use crate::world::Settles;

/// All buckets of all accounts: their names are unique in the world.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {}

pub(super) fn operations() -> Operations {
    Operations::default()
}

impl Settles for State {}
