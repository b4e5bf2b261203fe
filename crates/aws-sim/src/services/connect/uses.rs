//! What refers to what: the guards of deletions.
//!
//! One function for each kind that can be referred to. It answers the ARN of a thing that refers
//! to the one with the id; who adds a kind that refers to others adds a line to theirs.

use super::{phone_number, state::Instance};
use crate::context::Ctx;

/// What uses the hours with this id.
pub(super) fn hours<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let child = instance
        .hours
        .iter()
        .find(|hours| hours.body.parents.iter().any(|p| p == id));
    let queue = instance.queues.iter().find(|queue| queue.body.hours == id);
    let child = child.map(|hours| &hours.arn);
    let queue = queue.map(|queue| &queue.arn);
    child.or(queue).map(String::as_str)
}

/// What uses the queue with this id.
pub(super) fn queue<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let profile = instance
        .routing_profiles
        .iter()
        .find(|profile| profile.body.queues().any(|queue| queue == id));
    let quick_connect = instance
        .quick_connects
        .iter()
        .find(|quick_connect| quick_connect.body.config.queue() == Some(id));
    let profile = profile.map(|profile| &profile.arn);
    let quick_connect = quick_connect.map(|quick_connect| &quick_connect.arn);
    profile.or(quick_connect).map(String::as_str)
}

/// What shows the phone number with this id to those it calls.
pub(super) fn phone_number<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let mut queues = instance.queues.iter();
    let queue = queues.find(|queue| queue.body.caller.number() == Some(id));
    queue.map(|queue| queue.arn.as_str())
}

/// What uses the routing profile with this id.
pub(super) fn routing_profile<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let mut users = instance.users.iter();
    let user = users.find(|user| user.body.routing_profile == id);
    user.map(|user| user.arn.as_str())
}

/// What uses the security profile with this id.
pub(super) fn security_profile<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let mut users = instance.users.iter();
    let user = users.find(|user| user.body.security_profiles.iter().any(|of| of == id));
    let mut agents = instance.agent_profiles.iter();
    let agent = agents.find(|(_, profiles)| profiles.iter().any(|of| of == id));
    let agent = agent.map(|(arn, _)| arn);
    user.map(|user| &user.arn).or(agent).map(String::as_str)
}

/// What uses the hierarchy group with this id.
pub(super) fn hierarchy_group<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let child = instance
        .hierarchy_groups
        .iter()
        .find(|group| group.body.parent.as_deref() == Some(id));
    let user = instance
        .users
        .iter()
        .find(|user| user.body.hierarchy_group.as_deref() == Some(id));
    let profile = instance
        .security_profiles
        .iter()
        .find(|profile| profile.body.restrictions.group() == Some(id));
    let child = child.map(|group| &group.arn);
    let user = user.map(|user| &user.arn);
    let profile = profile.map(|profile| &profile.arn);
    child.or(user).or(profile).map(String::as_str)
}

/// What uses one of the values of predefined attributes that are `asked` for by name and value.
pub(super) fn attribute_value(
    instance: &Instance,
    asked: impl Fn(&str, &str) -> bool,
) -> Option<&str> {
    let mut users = instance.users.iter();
    let user = users.find(|user| {
        let mut proficiencies = user.body.proficiencies.iter();
        proficiencies.any(|has| asked(has.attribute(), has.value()))
    });
    user.map(|user| user.arn.as_str())
}

/// What uses the flow with this id.
pub(super) fn flow<'w>(ctx: &'w Ctx<'_>, instance: &'w Instance, id: &str) -> Option<&'w str> {
    let queue = instance
        .queues
        .iter()
        .find(|queue| queue.body.caller.flow() == Some(id));
    let quick_connect = instance
        .quick_connects
        .iter()
        .find(|quick_connect| quick_connect.body.config.flow() == Some(id));
    let number = phone_number::rows(ctx)
        .find(|(_, number)| number.body.flow.as_deref() == Some(id))
        .map(|(_, number)| &number.arn);
    let link = instance.flow_links.iter().find(|link| link.flow == id);
    let queue = queue.map(|queue| &queue.arn);
    let quick_connect = quick_connect.map(|quick_connect| &quick_connect.arn);
    let link = link.map(|link| &link.resource);
    queue
        .or(quick_connect)
        .or(number)
        .or(link)
        .map(String::as_str)
}

/// What shows the view with this id: a flow whose published content names it.
pub(super) fn view<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let mut flows = instance.flows.iter();
    let flow = flows.find(|flow| {
        let content = flow.body.content.live();
        content.is_some_and(|content| content.contains(id))
    });
    flow.map(|flow| flow.arn.as_str())
}

/// What uses the e-mail address with this id.
pub(super) fn email_address<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let queue = instance.queues.iter().find(|queue| {
        let outbound = queue.body.outbound_email.address();
        outbound.is_some_and(|of| of == id) || queue.body.emails.contains_key(id)
    });
    let mut addresses = instance.email_addresses.iter();
    let address = addresses.find(|address| address.body.aliases.iter().any(|of| of == id));
    let queue = queue.map(|queue| &queue.arn);
    let address = address.map(|address| &address.arn);
    queue.or(address).map(String::as_str)
}
