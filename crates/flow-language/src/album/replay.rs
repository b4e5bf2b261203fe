//! What a change of flows means for contacts of the past, on the pictures of the flows.

use std::collections::BTreeSet;

use super::Picture;
use crate::{
    bundle::{ItemName, Paths},
    draw,
    walk::{BranchCount, FlowSet, Replay},
};

/// The flows in which contacts go another way: each as it is now, with what changed and with how many
/// contacts take each branch, and as it was, with how many took each.
pub fn of_replay(old: &FlowSet, new: &FlowSet, replay: &Replay) -> Vec<Picture> {
    let mut paths = Paths::default();
    let mut all = Vec::new();
    for flow in flows(replay) {
        let (before, after) = (old.get(flow), new.get(flow));
        let mut add = |version, document, since, side: fn(&BranchCount) -> usize, lines| {
            let counts = counts(flow, replay, side);
            let options = draw::Options {
                counts: &counts,
                ..draw::Options::default()
            };
            let svg = draw::against(document, since, options);
            all.push(Picture {
                version,
                ..Picture::of(flow, svg, lines, &mut paths)
            });
        };
        if let Some(document) = after {
            add("now", document, before, |it| it.after, lines(flow, replay));
        }
        if let Some(document) = before {
            add("before", document, None, |it| it.before, Vec::new());
        }
    }
    all
}

/// Those where contacts depart first, and then those that they meet otherwise for it.
fn flows(replay: &Replay) -> Vec<&ItemName> {
    let departed = replay.different.iter().map(|different| &different.flow);
    let moved = replay
        .branches
        .iter()
        .filter(|count| count.before != count.after);
    let mut seen = BTreeSet::new();
    departed
        .chain(moved.map(|count| &count.flow))
        .filter(|flow| seen.insert(*flow))
        .collect()
}

fn counts(
    flow: &ItemName,
    replay: &Replay,
    side: impl Fn(&BranchCount) -> usize,
) -> Vec<draw::Count> {
    let of_flow = replay.branches.iter().filter(|count| count.flow == *flow);
    of_flow
        .filter_map(|count| draw::Count::of(&count.identifier, &count.pointer, side(count)))
        .collect()
}

fn lines(flow: &ItemName, replay: &Replay) -> Vec<String> {
    let of_flow = replay
        .different
        .iter()
        .filter(|different| different.flow == *flow);
    let line = |different: &crate::walk::Difference| {
        format!(
            "{} {}: {}, now {}",
            different.contacts, different.label, different.before, different.after
        )
    };
    of_flow.map(line).collect()
}
