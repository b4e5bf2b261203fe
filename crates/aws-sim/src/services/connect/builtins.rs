//! What a new instance holds without anybody having made it.

use super::{
    agent_status::AgentStatus,
    authentication_profile, flow,
    hours::{Hours, Slot},
    prompt,
    queue::Queue,
    routing_profile::RoutingProfile,
    security_profile,
    state::Instance,
    view,
};
use crate::{
    ids::Ids,
    time::Time,
    world::{Tags, Thing, Things},
};

/// Fills a new instance. A kind adds its built-in things here, after those that they refer to.
pub(super) fn seed(instance: &mut Instance, ids: &mut Ids, region: &str, now: Time) {
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
            overrides: Things::default(),
        },
    );
    let hours = basic_hours.id.clone();
    let added = instance.hours.add(basic_hours);
    debug_assert!(added.is_ok(), "a new instance has no things yet");
    seed_routing(instance, ids, now, hours);
    seed_people(instance, ids, now);
    seed_flows(instance, ids, now);
    seed_views(instance, region, now);
}

fn seed_routing(instance: &mut Instance, ids: &mut Ids, now: Time, hours: String) {
    let queue = Queue::basic(hours, now);
    let queue = thing(instance, ids, now, "queue", "BasicQueue", queue);
    let profile = RoutingProfile::basic(&queue.id, now);
    let (path, name) = ("routing-profile", "Basic Routing Profile");
    let profile = thing(instance, ids, now, path, name, profile);
    let added = instance.queues.add(queue);
    debug_assert!(added.is_ok(), "a new instance has no queues yet");
    let added = instance.routing_profiles.add(profile);
    debug_assert!(added.is_ok(), "a new instance has no profiles yet");
}

fn seed_people(instance: &mut Instance, ids: &mut Ids, now: Time) {
    for (name, profile) in security_profile::built_in::all() {
        let profile = thing(instance, ids, now, "security-profile", name, profile);
        let added = instance.security_profiles.add(profile);
        debug_assert!(added.is_ok(), "built-in profiles differ in name");
    }
    for (name, status) in AgentStatus::built_in() {
        let status = thing(instance, ids, now, "agent-state", name, status);
        let added = instance.agent_statuses.add(status);
        debug_assert!(added.is_ok(), "built-in statuses differ in name");
    }
    let (name, profile) = authentication_profile::built_in();
    let path = "authentication-profile";
    let profile = thing(instance, ids, now, path, name, profile);
    let added = instance.authentication_profiles.add(profile);
    debug_assert!(added.is_ok(), "there is one authentication profile");
}

fn seed_flows(instance: &mut Instance, ids: &mut Ids, now: Time) {
    for (name, body) in flow::built_in::all() {
        let flow = thing(instance, ids, now, "contact-flow", name, body);
        let added = instance.flows.add(flow);
        debug_assert!(added.is_ok(), "built-in flows have a name each");
    }
    for (name, body) in prompt::built_in() {
        let prompt = thing(instance, ids, now, "prompt", name, body);
        let added = instance.prompts.add(prompt);
        debug_assert!(added.is_ok(), "built-in prompts have a name each");
    }
}

/// Views that AWS made are the same everywhere, and so are their ids.
fn seed_views(instance: &mut Instance, region: &str, now: Time) {
    for (id, arn, body) in view::managed(region, now) {
        let added = instance.views.add(Thing {
            id: id.to_owned(),
            arn,
            name: id.to_owned(),
            tags: Tags::new(),
            created: now,
            modified: now,
            built_in: true,
            body,
        });
        debug_assert!(added.is_ok(), "AWS's views have a name each");
    }
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
