//! How many contacts of each channel an agent handles at once, and which of other channels beside.

use std::collections::BTreeMap;

use connect_model::{InstanceId, RoutingProfileId, spec::MediaConcurrency};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Concurrency, RoutingProfileChange, RoutingProfileRecord};
use crate::{Acting, Trouble, Written, gap::Gap};

/// The aspect.
pub(super) const ASPECT: &str = "concurrency";

/// How a new profile behaves.
const USUAL: &str = "ROUTE_CURRENT_CHANNEL_ONLY";

/// `UpdateRoutingProfileConcurrency` sets it.
pub(super) const CROSS_CHANNEL: Gap = Gap {
    name: "cross-channel",
    members: &["cross_channel"],
    is_dated: true,
};

/// How many contacts of a channel an agent handles at once.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Channel {
    channel: String,
    concurrency: u32,
}

/// Behaviour across channels, by channel; a channel that is not in it keeps what it has.
pub(super) type CrossChannel = BTreeMap<String, String>;

/// The channels of a spec, and the behaviour of those that declare one.
pub(super) fn declared(spec: &[MediaConcurrency]) -> (Vec<Channel>, Option<CrossChannel>) {
    let channel = |channel: &MediaConcurrency| Concurrency {
        channel: channel.channel.as_str().to_owned(),
        concurrency: channel.concurrency,
        cross_channel: channel.cross_channel.map(|cross| cross.as_str().to_owned()),
    };
    parts(spec.iter().map(channel).collect())
}

/// The channels that a list or search told, and the behaviour of those where it is told.
pub(super) fn parts(mut told: Vec<Concurrency>) -> (Vec<Channel>, Option<CrossChannel>) {
    told.sort();
    let cross: CrossChannel = told
        .iter()
        .filter_map(|one| Some((one.channel.clone(), one.cross_channel.clone()?)))
        .collect();
    let channel = |one: Concurrency| Channel {
        channel: one.channel,
        concurrency: one.concurrency,
    };
    let channels = told.into_iter().map(channel).collect();
    (channels, (!cross.is_empty()).then_some(cross))
}

/// The two together, as they are sent.
pub(super) fn joined(channels: Vec<Channel>, cross: Option<CrossChannel>) -> Vec<Concurrency> {
    let mut cross = cross.unwrap_or_default();
    let one = |channel: Channel| Concurrency {
        cross_channel: cross.remove(&channel.channel),
        channel: channel.channel,
        concurrency: channel.concurrency,
    };
    channels.into_iter().map(one).collect()
}

/// As a spec says it: a behaviour that no new profile has is said.
pub(super) fn said(one: &Concurrency) -> Value {
    let cross = one.cross_channel.as_deref();
    let entry = Written::new()
        .with("channel", one.channel.as_str())
        .with("concurrency", one.concurrency)
        .with_some("cross_channel", cross.filter(|cross| *cross != USUAL));
    entry.into()
}

/// Sets every channel at once, as the operation does: a behaviour that nobody declares is read
/// first and sent along, so that it stays.
pub(super) async fn mend(
    cx: &Acting<'_>,
    instance: &InstanceId,
    id: &RoutingProfileId,
    mut wanted: Vec<Concurrency>,
) -> Result<(), Trouble> {
    let port = &cx.ports().routing_profile;
    if wanted.iter().any(|one| one.cross_channel.is_none()) {
        let there = port.describe(instance, id).await?;
        for one in wanted.iter_mut().filter(|one| one.cross_channel.is_none()) {
            one.cross_channel = behaviour(&there, &one.channel);
        }
    }
    let change = RoutingProfileChange::Concurrency(wanted);
    Ok(port.update(instance, id, &change).await?)
}

fn behaviour(profile: &RoutingProfileRecord, channel: &str) -> Option<String> {
    let mut there = profile.concurrency.iter();
    there
        .find(|one| one.channel == channel)?
        .cross_channel
        .clone()
}
