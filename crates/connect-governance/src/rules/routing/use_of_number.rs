//! What a number is used for.

use crate::world::{Number, World};

/// What sort of number it is.
pub(super) fn what(number: &Number) -> String {
    let sort = number.r#type.replace('_', " ").to_lowercase();
    let sort = if sort == "did" {
        "local".to_owned()
    } else {
        sort
    };
    format!("a {sort} number of {}", number.country)
}

/// The queue that shows it on calls out.
pub(super) fn shown_by<'w>(world: &'w World, number: &Number) -> Option<&'w str> {
    let mut queues = world.queues.iter();
    let queue = queues.find(|queue| queue.caller_number.as_ref() == Some(&number.number));
    queue.map(|queue| queue.name.as_str())
}
