//! What a bill tells of numbers.

use crate::{
    place::{Account, Region},
    time::Time,
    world::World,
};

/// A number that is paid for.
#[derive(Debug)]
pub(crate) struct Held {
    /// In E.164.
    pub(crate) number: String,
    pub(crate) since: Time,
    /// Whether a flow answers it.
    pub(crate) is_answered: bool,
}

/// The numbers of a place, those that were claimed first before the others.
pub(crate) fn held(world: &World, account: &Account, region: &Region) -> Vec<Held> {
    let state = world.connect.get(account, region);
    let numbers = state
        .into_iter()
        .flat_map(|state| state.phone_numbers.iter());
    let mut held: Vec<Held> = numbers
        .map(|number| Held {
            number: number.name.clone(),
            since: number.body.claimed_at,
            is_answered: number.body.flow.is_some(),
        })
        .collect();
    held.sort_by(|one, other| (one.since, &one.number).cmp(&(other.since, &other.number)));
    held
}
