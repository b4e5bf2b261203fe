//! Which budgets are about Amazon Connect.

use crate::world::{Budget, World};

/// The name of the service on a bill.
pub(super) const CONNECT: &str = "Amazon Connect";

/// What the name begins with under which numbers and minutes stand there.
pub(super) const TELECOMMUNICATIONS: &str = "Contact Center Telecommunications";

/// The budgets that are about one of the two, or both.
pub(super) fn covering(world: &World) -> impl Iterator<Item = &Budget> {
    let budgets = world.budgets.iter();
    budgets.filter(|budget| covers_connect(budget) || covers_telecommunications(budget))
}

/// Whether a budget is about the service itself.
pub(super) fn covers_connect(budget: &Budget) -> bool {
    covers(budget, &|service| service.trim() == CONNECT)
}

/// Whether a budget is about numbers and minutes. Bills have the name of the company behind it, some with
/// a space at the end.
pub(super) fn covers_telecommunications(budget: &Budget) -> bool {
    covers(budget, &|service| service.starts_with(TELECOMMUNICATIONS))
}

/// A budget that names no service is about all of them, unless tags or Regions limit it.
fn covers(budget: &Budget, is: &dyn Fn(&str) -> bool) -> bool {
    let of_all = budget.services.is_empty() && !budget.has_other_filters;
    budget.is_cost && (of_all || budget.services.iter().any(|service| is(service)))
}
