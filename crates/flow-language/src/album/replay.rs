//! What a change of flows means for contacts of the past, on the pictures of the flows.

use std::collections::BTreeSet;

use super::{Picture, walk::one};
use crate::{
    bundle::Paths,
    diff::{self, Difference},
    document::Document,
    draw,
    walk::{BranchCount, FlowName, FlowSet, Replay, place_of},
};

/// The flows in which contacts go another way: each as it is now, with what changed and with how many
/// contacts take each branch, and as it was, with how many took each.
pub fn of_replay(old: &FlowSet, new: &FlowSet, replay: &Replay) -> Vec<Picture> {
    let mut paths = Paths::default();
    let mut all = Vec::new();
    for flow in flows(replay) {
        let (before, after) = (old.get(flow), new.get(flow));
        if let Some(document) = after {
            let svg = now(document, before, &counts(flow, replay, |count| count.after));
            let picture = one(flow, svg, lines(flow, replay), &mut paths);
            all.push(Picture {
                version: "now",
                ..picture
            });
        }
        if let Some(document) = before {
            let counts = counts(flow, replay, |count| count.before);
            let options = draw::Options {
                counts: &counts,
                ..draw::Options::default()
            };
            let picture = one(flow, draw::svg(document, &options), Vec::new(), &mut paths);
            all.push(Picture {
                version: "before",
                ..picture
            });
        }
    }
    all
}

/// Those where contacts depart first, and then those that they meet otherwise for it.
fn flows(replay: &Replay) -> Vec<&FlowName> {
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

fn now(document: &Document, before: Option<&Document>, counts: &[draw::Count]) -> String {
    let difference = before.map(|old| {
        let difference = diff::documents(old, document, diff::Options::default());
        (difference, old)
    });
    let difference: Option<(&Difference, &Document)> = difference
        .as_ref()
        .map(|(difference, old)| (difference, *old));
    let options = draw::Options {
        counts,
        difference,
        ..draw::Options::default()
    };
    draw::svg(document, &options)
}

fn counts(
    flow: &FlowName,
    replay: &Replay,
    side: impl Fn(&BranchCount) -> usize,
) -> Vec<draw::Count> {
    let of_flow = replay.branches.iter().filter(|count| count.flow == *flow);
    let count = |count: &BranchCount| {
        Some(draw::Count {
            action: count.identifier.clone(),
            branch: place_of(&count.pointer)?,
            count: u64::try_from(side(count)).ok().filter(|count| *count > 0)?,
        })
    };
    of_flow.filter_map(count).collect()
}

fn lines(flow: &FlowName, replay: &Replay) -> Vec<String> {
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
