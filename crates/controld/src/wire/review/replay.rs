//! Contacts of the past through two versions.

use control_api::v1 as pb;
use flow_language::walk::{
    BranchCount, Difference, FlowVisits, NotComparable, Passage, Passages, Replay,
};

use super::{item, many, picture::pictures};
use crate::review::Replayed;

/// What would have become of them.
pub fn replayed(replayed: &Replayed) -> pb::ReplayFlowsResponse {
    let log = replayed.log.as_ref();
    let events = replayed.events.as_ref();
    pb::ReplayFlowsResponse {
        log: log.map(|(log, skipped)| self::log(log, *skipped)),
        events: events.map(|(events, skipped)| passages(events, *skipped)),
        text: replayed.text.clone(),
        pictures: pictures(&replayed.pictures),
    }
}

fn log(replay: &Replay, skipped: usize) -> pb::FlowReplay {
    pb::FlowReplay {
        replayed: many(replay.replayed),
        same: many(replay.same),
        different: replay.different.iter().map(parting).collect(),
        not_comparable: replay.not_comparable.iter().map(not_comparable).collect(),
        branches: replay.branches.iter().map(branch).collect(),
        skipped_lines: many(skipped),
    }
}

fn parting(difference: &Difference) -> pb::FlowParting {
    pb::FlowParting {
        flow: Some(item(&difference.flow)),
        label: difference.label.clone(),
        before: difference.before.clone(),
        after: difference.after.clone(),
        contacts: many(difference.contacts),
        examples: difference.examples.clone(),
    }
}

fn not_comparable(other: &NotComparable) -> pb::FlowNotComparable {
    pb::FlowNotComparable {
        reason: other.reason.clone(),
        contacts: many(other.contacts),
    }
}

fn branch(count: &BranchCount) -> pb::FlowBranchCount {
    pb::FlowBranchCount {
        flow: Some(item(&count.flow)),
        identifier: count.identifier.clone(),
        pointer: count.pointer.clone(),
        before: many(count.before),
        after: many(count.after),
    }
}

fn passages(passages: &Passages, skipped: usize) -> pb::FlowPassages {
    let all = |list: &[Passage]| list.iter().map(passage).collect();
    let visits = |visits: &FlowVisits| pb::FlowVisits {
        flow: Some(item(&visits.flow)),
        contacts: many(visits.contacts),
    };
    pb::FlowPassages {
        contacts: many(passages.contacts),
        untouched: many(passages.untouched),
        changed: passages.changed.iter().map(visits).collect(),
        lost: all(&passages.lost),
        kept: all(&passages.kept),
        elsewhere: all(&passages.elsewhere),
        not_comparable: passages.not_comparable.iter().map(not_comparable).collect(),
        skipped_rows: many(skipped),
    }
}

fn passage(passage: &Passage) -> pb::FlowPassage {
    pb::FlowPassage {
        from: Some(item(&passage.from)),
        to: Some(item(&passage.to)),
        contacts: many(passage.contacts),
        examples: passage.examples.clone(),
    }
}
