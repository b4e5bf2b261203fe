//! Glue: the data catalog.

use serde::Serialize;

use super::Operations;
use crate::world::Settles;

/// The catalog of one account and Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {}

pub(super) fn operations() -> Operations {
    Operations::default()
}

impl Settles for State {}
