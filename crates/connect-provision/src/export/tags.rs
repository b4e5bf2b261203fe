//! Tags that all things of a centre have are said once.

use connect_model::Tags;
use connect_resources::{KindId, Observed};

/// The tags that each of the things has, if there is one beside the instance.
pub(super) fn shared<'o>(things: impl Iterator<Item = &'o Observed>) -> Tags {
    let tagged: Vec<(KindId, &Tags)> = things
        .filter(|thing| thing.key.kind.kind().facts().tagged)
        .filter_map(|thing| Some((thing.key.kind, thing.tags.as_ref()?)))
        .collect();
    let is_beside = |(kind, _): &&(KindId, &Tags)| *kind != KindId::Instance;
    let mut shared = match tagged.iter().find(is_beside) {
        Some((_, tags)) => (*tags).clone(),
        None => return Tags::new(),
    };
    for (_, tags) in &tagged {
        shared = rest(&shared, |key, value| tags.get(key) == Some(value));
    }
    shared
}

/// The tags that are not said once for all.
pub(super) fn own(tags: &Tags, shared: &Tags) -> Tags {
    rest(tags, |key, value| shared.get(key) != Some(value))
}

fn rest(tags: &Tags, stays: impl Fn(&str, &str) -> bool) -> Tags {
    let mut rest = tags.clone();
    for (key, value) in tags.iter() {
        if !stays(key, value) {
            rest.remove(key);
        }
    }
    rest
}
