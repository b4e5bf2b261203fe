//! Contacts as others than the tables count them.

use super::{Center, Extent, contact::Contact, contacts, record::left_by};

/// One contact that has reached the lake. Moments are in milliseconds since 1970-01-01 UTC.
#[derive(Debug)]
pub(crate) struct Told<'c> {
    /// The id of the queue.
    pub(crate) queue: &'c str,
    pub(crate) channel: &'static str,
    /// How it was initiated.
    pub(crate) method: &'static str,
    /// Why it ended.
    pub(crate) ended: &'static str,
    /// The ids of the agent who took it and of the agent's routing profile; nothing if nobody did.
    pub(crate) agent: Option<(&'c str, &'c str)>,
    pub(crate) initiated: i64,
    /// When an agent had it, and until when that agent was busy with it.
    pub(crate) connected: i64,
    pub(crate) over: i64,
}

/// The contacts of some days.
pub(crate) fn told(
    center: &Center,
    extent: Extent,
    days: std::ops::Range<u64>,
) -> impl Iterator<Item = Told<'_>> {
    let known = extent.days();
    let days = days.start.max(known.start)..days.end.min(known.end);
    days.flat_map(move |day| contacts(center, extent, day).map(Told::from))
}

// === impl Told ===

impl<'c> From<Contact<'c>> for Told<'c> {
    fn from(contact: Contact<'c>) -> Self {
        let agent = contact.agent;
        Self {
            queue: &contact.queue.id,
            channel: contact.channel,
            method: contact.method,
            ended: left_by(&contact),
            agent: agent.map(|agent| (agent.id.as_str(), agent.routing_profile.as_str())),
            initiated: contact.initiated,
            connected: contact.connected(),
            over: contact.over(),
        }
    }
}
