//! Budgets, with their notifications.

use serde::Serialize;

use super::Operations;
use crate::world::Settles;

/// The budgets of one account.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {}

pub(super) fn operations() -> Operations {
    Operations::default()
}

impl Settles for State {}
