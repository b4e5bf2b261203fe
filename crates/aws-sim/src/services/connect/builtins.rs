//! What a new instance holds without anybody having made it.

use super::{
    hours::{Hours, Slot},
    state::Instance,
};
use crate::{
    ids::Ids,
    time::Time,
    world::{Tags, Thing},
};

/// Fills a new instance. A kind adds its built-in things here, after those that they refer to.
pub(super) fn seed(instance: &mut Instance, ids: &mut Ids, now: Time) {
    let basic_hours = thing(
        instance,
        ids,
        now,
        "operating-hours",
        "Basic Hours",
        Hours {
            description: Some("Always open hours".to_owned()),
            time_zone: "America/New_York".to_owned(),
            config: Slot::always(),
            parents: Vec::new(),
        },
    );
    let added = instance.hours.add(basic_hours);
    debug_assert!(added.is_ok(), "a new instance has no things yet");
}

/// A built-in thing. `path` is what its ARN has after the instance.
fn thing<T>(
    instance: &Instance,
    ids: &mut Ids,
    now: Time,
    path: &str,
    name: &str,
    body: T,
) -> Thing<T> {
    let id = ids.uuid();
    Thing {
        arn: format!("{}/{path}/{id}", instance.arn),
        id,
        name: name.to_owned(),
        tags: Tags::new(),
        created: now,
        modified: now,
        built_in: true,
        body,
    }
}
