//! Routing profiles: channels and queues.

use std::collections::HashSet;

use super::scene::{Report, Scene};
use crate::{
    decode::Decode,
    spec::{Channel, Entry, MediaConcurrency, QueueConfig, RoutingProfileSpec},
    tree::Step,
    words::quote,
};

const CONCURRENCIES: &str = "media_concurrencies";
const CONFIGS: &str = "queue_configs";

pub(super) fn voice_concurrency(scene: &Scene<'_>, report: &mut Report<'_>) {
    for profile in &scene.document.routing_profiles {
        for (index, media) in read_list::<MediaConcurrency>(scene, profile, CONCURRENCIES) {
            if media.channel == Channel::Voice && (2..=10).contains(&media.concurrency) {
                let message = format!("VOICE has a concurrency of {}, not 1", media.concurrency);
                let steps = [
                    Step::Member(CONCURRENCIES),
                    Step::Item(index),
                    Step::Member("concurrency"),
                ];
                report.below(scene, &profile.place, &steps, message, "use 1");
            }
        }
    }
}

pub(super) fn duplicate_channel(scene: &Scene<'_>, report: &mut Report<'_>) {
    for profile in &scene.document.routing_profiles {
        let mut seen = HashSet::new();
        for (index, media) in read_list::<MediaConcurrency>(scene, profile, CONCURRENCIES) {
            if !seen.insert(media.channel) {
                let message = format!("{} has a concurrency before", media.channel);
                let steps = [
                    Step::Member(CONCURRENCIES),
                    Step::Item(index),
                    Step::Member("channel"),
                ];
                report.below(
                    scene,
                    &profile.place,
                    &steps,
                    message,
                    "keep one of the two",
                );
            }
        }
    }
}

pub(super) fn channel_without_concurrency(scene: &Scene<'_>, report: &mut Report<'_>) {
    for profile in &scene.document.routing_profiles {
        let channels: HashSet<String> = (0..)
            .map_while(|index| {
                let steps = [Step::Member(CONCURRENCIES), Step::Item(index)];
                scene.node(&profile.place, &steps)
            })
            .filter_map(|item| Some(item.get("channel")?.text()?.to_owned()))
            .collect();
        for (index, config) in read_list::<QueueConfig>(scene, profile, CONFIGS) {
            if !channels.contains(config.channel.as_str()) {
                let message = format!("{} has no concurrency in this profile", config.channel);
                let steps = [
                    Step::Member(CONFIGS),
                    Step::Item(index),
                    Step::Member("channel"),
                ];
                let remedy = format!("add {} to {CONCURRENCIES}", config.channel);
                report.below(scene, &profile.place, &steps, message, remedy);
            }
        }
    }
}

pub(super) fn duplicate_queue_config(scene: &Scene<'_>, report: &mut Report<'_>) {
    for profile in &scene.document.routing_profiles {
        let mut seen = HashSet::new();
        for (index, config) in read_list::<QueueConfig>(scene, profile, CONFIGS) {
            let QueueConfig { channel, queue, .. } = config;
            let name = quote(queue.as_str());
            if !seen.insert((channel, queue)) {
                let message = format!("the queue {name} is served on {channel} before");
                let steps = [Step::Member(CONFIGS), Step::Item(index)];
                report.below(
                    scene,
                    &profile.place,
                    &steps,
                    message,
                    "keep one of the two",
                );
            }
        }
    }
}

/// The items of a list that can be read, with their index in the file.
fn read_list<T: Decode>(
    scene: &Scene<'_>,
    profile: &Entry<RoutingProfileSpec>,
    member: &str,
) -> Vec<(usize, T)> {
    let items = scene
        .node(&profile.place, &[Step::Member(member)])
        .map_or(0, |n| n.items().len());
    let read = |index| {
        let item = scene.read(&profile.place, &[Step::Member(member), Step::Item(index)])?;
        Some((index, item))
    };
    (0..items).filter_map(read).collect()
}
