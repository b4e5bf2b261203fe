//! Declared members that an observation left in doubt, counted.

use std::collections::BTreeMap;

use connect_resources::{Declared, Doubt, KindId, Observed, TAGS};
use serde::Serialize;

/// A declared member that was not seen, or is only remembered, on some things of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsure {
    /// The kind.
    pub kind: KindId,
    /// The member; one inside another as `identity.email`.
    pub member: String,
    /// Why it is in doubt.
    pub doubt: Doubt,
    /// On how many things that declare it.
    pub things: usize,
}

/// Counts doubts.
#[derive(Default)]
pub(crate) struct Tally(BTreeMap<(KindId, String, Doubt), usize>);

// === impl Tally ===

impl Tally {
    /// Counts what is declared of a thing and in doubt. What is remembered and dated is as good as
    /// seen.
    pub(crate) fn count(&mut self, thing: &Declared, observed: &Observed) {
        let doubts = observed.doubts.iter();
        let matter = doubts.filter(|(_, doubt)| **doubt != Doubt::Remembered);
        for (member, doubt) in matter.filter(|(member, _)| is_compared(thing, member)) {
            let key = (thing.key.kind, member.clone(), *doubt);
            *self.0.entry(key).or_default() += 1;
        }
    }

    pub(crate) fn into_unsure(self) -> Vec<Unsure> {
        let unsure = |((kind, member, doubt), things)| Unsure {
            kind,
            member,
            doubt,
            things,
        };
        self.0.into_iter().map(unsure).collect()
    }
}

/// Whether a member is declared and of those that plans compare.
fn is_compared(thing: &Declared, member: &str) -> bool {
    let outer = member.split('.').next().unwrap_or_default();
    let facts = thing.key.kind.kind().facts();
    let is_declared = if member == TAGS {
        facts.tagged && thing.tags.iter().next().is_some()
    } else {
        let is_known = facts.aspect_of(outer).is_some() || facts.fixed.contains(&outer);
        is_known && thing.members.has(member)
    };
    is_declared && !thing.ignore.contains(outer)
}
