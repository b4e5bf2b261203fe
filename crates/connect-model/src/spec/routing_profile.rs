//! Routing profiles.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{Name, spec::Kind};

/// Which contacts an agent gets, and how many at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoutingProfileSpec {
    /// What people read about it. AWS demands one; without one in the spec it is the name.
    pub description: String,
    /// The queue of outbound calls, by name.
    pub default_outbound_queue: Name,
    /// How many contacts an agent handles at once, by channel.
    pub media_concurrencies: Vec<MediaConcurrency>,
    /// The queues to take contacts from; each pair of queue and channel once.
    pub queue_configs: Vec<QueueConfig>,
}

record! {
    /// Which contacts an agent gets, and how many at once.
    pub(crate) struct RoutingProfileMembers {
        /// What people read about it; without it, the name.
        description: Option<String> [Limit::Chars(1, 250)],
        /// The queue of outbound calls, by name.
        default_outbound_queue: Name [Limit::Refers(Kind::Queue)],
        /// How many contacts an agent handles at once, by channel.
        media_concurrencies: Vec<MediaConcurrency> [Limit::Items(1, 4)],
        /// The queues to take contacts from; each pair of queue and channel once.
        queue_configs: Vec<QueueConfig> [Limit::Items(0, 50)] = Vec::new(),
    }
}

record! {
    /// How many contacts of a channel an agent handles at once.
    pub struct MediaConcurrency {
        /// The channel.
        channel: Channel,
        /// VOICE exactly 1, the others 1 to 10.
        concurrency: u32 [Limit::Range(1, 10)],
        /// Whether contacts of other channels may come at the same time; without it a new profile
        /// lets none, and one that is there stays as it is.
        cross_channel: Option<CrossChannel>,
    }
}

record! {
    /// One queue on one channel.
    pub struct QueueConfig {
        /// The channel.
        channel: Channel,
        /// The queue, by name.
        queue: Name [Limit::Refers(Kind::Queue)],
        /// The order in which queues are served: 1 (first) to 99.
        priority: u32 [Limit::Range(1, 99)] = 1,
        /// Seconds that a contact must have waited before it is routed here.
        delay: u32 [Limit::Range(0, 9999)] = 0,
    }
}

choice! {
    /// How a contact reaches an agent.
    pub enum Channel {
        /// Calls.
        Voice = "VOICE",
        /// Chats.
        Chat = "CHAT",
        /// Tasks.
        Task = "TASK",
        /// E-mails.
        Email = "EMAIL",
    }
}

choice! {
    /// Whether contacts of other channels may come at the same time.
    pub enum CrossChannel {
        /// They may not.
        RouteCurrentChannelOnly = "ROUTE_CURRENT_CHANNEL_ONLY",
        /// They may.
        RouteAnyChannel = "ROUTE_ANY_CHANNEL",
    }
}

impl Declared for RoutingProfileSpec {
    const KIND: Kind = Kind::RoutingProfile;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = RoutingProfileMembers;

    fn settle(members: RoutingProfileMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let name = || seen.name.as_ref().map(ToString::to_string);
        Some(Self {
            description: members.description.or_else(name)?,
            default_outbound_queue: members.default_outbound_queue,
            media_concurrencies: members.media_concurrencies,
            queue_configs: members.queue_configs,
        })
    }
}
