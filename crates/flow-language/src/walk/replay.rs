//! Logged contacts through the old and the new version of flows: who goes another way, and where.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use crate::{
    bundle::ItemName,
    walk::{
        Limits,
        contact::Contact,
        engine,
        flow_set::FlowSet,
        lines::{Lines, visits},
        memory::{Counterparts, Memory},
        recording::Recorded,
        trail::{Step, Walk},
    },
};

/// Most contacts that are named as examples of one difference.
const EXAMPLES_MAX: usize = 5;

/// What a change of flows would have meant for contacts of the past.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    /// Contacts that were compared.
    pub replayed: usize,
    /// Of these, those that meet the same blocks and end the same way.
    pub same: usize,
    /// The others, by the first branch that differs; the most common first.
    pub different: Vec<Difference>,
    /// Contacts that could not be compared, by reason.
    pub not_comparable: Vec<NotComparable>,
    /// How many contacts took each branch, before and after; each contact once per branch.
    pub branches: Vec<BranchCount>,
}

/// Contacts that depart at the same block in the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The flow of the last block that both versions have in common; the start if there is none.
    pub flow: ItemName,
    /// That block's label; empty if there is none.
    pub label: String,
    /// The branch and the block behind it in the old version.
    pub before: String,
    /// The branch and the block behind it in the new version.
    pub after: String,
    /// How many contacts.
    pub contacts: usize,
    /// Ids of some of them.
    pub examples: Vec<String>,
}

/// Contacts that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotComparable {
    /// Why.
    pub reason: String,
    /// How many contacts.
    pub contacts: usize,
}

/// How many contacts took a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchCount {
    /// The flow or module.
    pub flow: ItemName,
    /// The block's identifier.
    pub identifier: String,
    /// Where the branch stands: a JSON pointer below `Transitions`.
    pub pointer: String,
    /// Contacts in the old version.
    pub before: usize,
    /// Contacts in the new version.
    pub after: usize,
}

type BranchKey = (ItemName, String, String);

#[derive(Default)]
struct Tally {
    same: usize,
    different: BTreeMap<(ItemName, String, String, String), Vec<String>>,
    reasons: BTreeMap<String, usize>,
    branches: BTreeMap<BranchKey, (usize, usize)>,
}

/// Sends recorded contacts through two versions of flows.
///
/// Each contact walks both, driven by what was logged: a block that decides as it did takes the
/// branch that it took; a changed one gets the recorded input or answer; what is new is assumed.
/// A contact whose log the old version cannot explain is not comparable.
pub fn replay(recorded: &[Recorded], old: &FlowSet, new: &FlowSet) -> Replay {
    let mut tally = Tally::default();
    let mut counterparts = Counterparts::new();
    for contact in recorded {
        match walks(contact, old, new, &mut counterparts) {
            Ok((before, after)) => tally.add(&contact.contact_id, &before, &after),
            Err(reason) => *tally.reasons.entry(reason).or_default() += 1,
        }
    }
    tally.report()
}

fn walks(
    contact: &Recorded,
    old: &FlowSet,
    new: &FlowSet,
    counterparts: &mut Counterparts,
) -> Result<(Walk, Walk), String> {
    let visits = visits(&contact.blocks, old);
    let start = start(contact, &visits, old)?;
    if new.get(start).is_none() {
        return Err(format!("flow {} is not in the new set", start.name));
    }
    let before = driven(start, &visits, old, old, &mut Counterparts::new());
    explained(&visits, &before)?;
    let after = driven(start, &visits, old, new, counterparts);
    Ok((before, after))
}

fn start<'o>(
    contact: &Recorded,
    visits: &[Lines<'_>],
    old: &'o FlowSet,
) -> Result<&'o ItemName, String> {
    let Some(first) = visits.first() else {
        return Err("the record names flows but no blocks".to_owned());
    };
    if contact.dropped > 0 {
        return Err("the log has too many blocks".to_owned());
    }
    if visits
        .iter()
        .any(|visit| visit.first().identifier.is_empty())
    {
        return Err("the log does not identify its blocks".to_owned());
    }
    let block = first.first();
    old.find_flow(&block.flow)
        .or_else(|| old.find_flow(&block.flow_id))
        .ok_or_else(|| format!("flow {} is not in the old set", block.flow))
}

fn driven(
    start: &ItemName,
    visits: &[Lines<'_>],
    old: &FlowSet,
    set: &FlowSet,
    counterparts: &mut Counterparts,
) -> Walk {
    let mut memory = Memory::new(visits, old, counterparts);
    engine::walk(
        set,
        start,
        &Contact::default(),
        &Limits::default(),
        &mut memory,
    )
}

/// Logging may be off for parts of a flow, so the old walk may have more blocks, but never fewer.
fn explained(visits: &[Lines<'_>], walk: &Walk) -> Result<(), String> {
    let mut steps = walk.steps.iter();
    for visit in visits {
        let block = visit.first();
        if !steps.any(|step| step.identifier == block.identifier) {
            return Err(format!(
                "the old version of {} does not lead to block {}",
                block.flow, block.identifier
            ));
        }
    }
    Ok(())
}

impl Tally {
    fn add(&mut self, contact: &str, before: &Walk, after: &Walk) {
        for key in branches(before) {
            self.branches.entry(key).or_default().0 += 1;
        }
        for key in branches(after) {
            self.branches.entry(key).or_default().1 += 1;
        }
        match departure(before, after) {
            None => self.same += 1,
            Some(key) => self
                .different
                .entry(key)
                .or_default()
                .push(contact.to_owned()),
        }
    }

    fn report(self) -> Replay {
        let mut different: Vec<Difference> = self.different.into_iter().map(difference).collect();
        different.sort_by_key(|difference| std::cmp::Reverse(difference.contacts));
        let departed: usize = different.iter().map(|difference| difference.contacts).sum();
        let reasons = self.reasons.into_iter();
        let branches = self.branches.into_iter();
        Replay {
            replayed: self.same + departed,
            same: self.same,
            different,
            not_comparable: reasons
                .map(|(reason, contacts)| NotComparable { reason, contacts })
                .collect(),
            branches: branches
                .map(
                    |((flow, identifier, pointer), (before, after))| BranchCount {
                        flow,
                        identifier,
                        pointer,
                        before,
                        after,
                    },
                )
                .collect(),
        }
    }
}

fn difference(
    (key, mut contacts): ((ItemName, String, String, String), Vec<String>),
) -> Difference {
    let (flow, label, before, after) = key;
    let count = contacts.len();
    contacts.truncate(EXAMPLES_MAX);
    Difference {
        flow,
        label,
        before,
        after,
        contacts: count,
        examples: contacts,
    }
}

fn branches(walk: &Walk) -> BTreeSet<BranchKey> {
    let key = |step: &Step| {
        let branch = step.branch.as_ref()?;
        let flow = step.flow.clone();
        Some((flow, step.identifier.clone(), branch.pointer.clone()))
    };
    walk.steps.iter().filter_map(key).collect()
}

/// Where two walks part, if they do: the last block in common, and the ways on.
fn departure(before: &Walk, after: &Walk) -> Option<(ItemName, String, String, String)> {
    let pairs = before.steps.iter().zip(&after.steps);
    let common = pairs
        .take_while(|(a, b)| a.label == b.label && a.flow == b.flow)
        .count();
    let whole = common == before.steps.len() && common == after.steps.len();
    if whole && before.end.kind == after.end.kind {
        return None;
    }
    let last = common
        .checked_sub(1)
        .and_then(|last| before.steps.get(last));
    let flow = last.map_or(&before.start, |step| &step.flow);
    let label = last.map_or("", |step| step.label.as_str());
    let (before, after) = (way(before, common), way(after, common));
    Some((flow.clone(), label.to_owned(), before, after))
}

/// The branch after so many steps, and what is behind it.
fn way(walk: &Walk, steps: usize) -> String {
    let behind = walk
        .steps
        .get(steps)
        .map_or_else(|| walk.end.kind.to_string(), |step| step.label.clone());
    let last = steps.checked_sub(1).and_then(|last| walk.steps.get(last));
    match last.and_then(|step| step.branch.as_ref()) {
        Some(branch) => format!("{} → {behind}", branch.name),
        None => format!("→ {behind}"),
    }
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let departed = self.replayed - self.same;
        writeln!(
            f,
            "{} contacts replayed: {} same, {departed} different",
            self.replayed, self.same
        )?;
        for difference in &self.different {
            writeln!(
                f,
                "{:>6}  {} · {}: {}, now {} (such as {})",
                difference.contacts,
                difference.flow.name,
                difference.label,
                difference.before,
                difference.after,
                difference.examples.join(", ")
            )?;
        }
        for other in &self.not_comparable {
            writeln!(f, "{:>6}  not comparable: {}", other.contacts, other.reason)?;
        }
        Ok(())
    }
}
