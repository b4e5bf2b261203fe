//! Service Quotas: the limits of an account, and requests to raise them.

use serde::Serialize;

use super::Operations;
use crate::world::Settles;

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {}

pub(super) fn operations() -> Operations {
    Operations::default()
}

impl Settles for State {}
