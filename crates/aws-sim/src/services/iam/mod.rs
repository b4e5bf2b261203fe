//! IAM: roles, users and policies, and who may do what.

mod authorize;

use serde::Serialize;

pub(crate) use self::authorize::authorize;
use super::Operations;
use crate::world::Settles;

/// The principals and policies of one account, which hold in all Regions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {}

pub(super) fn operations() -> Operations {
    Operations::default()
}

impl Settles for State {}
