//! Things of routing as subjects, and the instance.

use crate::{
    Subject,
    world::{Hours, Number, Queue, QuickConnect, RoutingProfile, World},
};

/// The instance itself.
pub(in crate::rules) fn instance(world: &World) -> Subject {
    let instance = &world.instance;
    Subject::new("instance", &instance.alias).at(&instance.arn)
}

/// A queue.
pub(in crate::rules) fn queue(queue: &Queue) -> Subject {
    Subject::new("queue", &queue.name).at(&queue.arn)
}

/// Hours of operation.
pub(in crate::rules) fn hours(hours: &Hours) -> Subject {
    Subject::new("hours", &hours.name).at(&hours.arn)
}

/// A routing profile.
pub(in crate::rules) fn routing_profile(profile: &RoutingProfile) -> Subject {
    Subject::new("routing-profile", &profile.name).at(&profile.arn)
}

/// A quick connect.
pub(in crate::rules) fn quick_connect(quick_connect: &QuickConnect) -> Subject {
    Subject::new("quick-connect", &quick_connect.name).at(&quick_connect.arn)
}

/// A number.
pub(in crate::rules) fn number(number: &Number) -> Subject {
    Subject::new("number", &number.number).at(&number.arn)
}
