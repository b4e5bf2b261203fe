//! What a plan would have too much of. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Finding, Place};
use connect_resources::{Allowance, Counts, KindId, Limit, Observed, Quotas};
use serde::Serialize;
use serde_json::Value;

use crate::{
    blueprint::{Action, Blueprint, Verb},
    observe::World,
};

/// A quota that a plan goes over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Excess {
    /// The quota, how much there is and would be, and what to do.
    pub finding: Finding,
    /// Whether that is certain, so that the plan is not carried out. It is not where only the
    /// documented default is known: the account may have been given more.
    pub is_certain: bool,
}

/// How many things there are of kinds whose observation does not show all.
pub(crate) type Totals = BTreeMap<KindId, usize>;

/// The kinds of which the plan makes something that a quota limits.
pub(crate) fn limited(blueprint: &Blueprint) -> BTreeSet<KindId> {
    let made = actions(blueprint).filter(|action| action.verb == Verb::Make);
    made.map(|action| action.key.kind)
        .filter(|kind| !kind.kind().limits().is_empty())
        .collect()
}

/// Every quota that the plan goes over, at most one finding for each.
pub(crate) fn excesses(
    blueprint: &Blueprint,
    world: &World,
    quotas: &Quotas,
    totals: &Totals,
) -> Vec<Excess> {
    let instance = world.instance().map(|thing| thing.known.arn.as_str());
    let of_kind = |kind: KindId| {
        let limits = kind.kind().limits().iter();
        limits.filter_map(move |limit| {
            let allowance = quotas.allowance(limit, instance)?;
            let need = match limit.counts {
                Counts::Things => things(blueprint, world, totals, kind, |_| true, |_| true),
                Counts::Those(those) => things(
                    blueprint,
                    world,
                    totals,
                    kind,
                    |there| those(&there.members, Some(&there.known)),
                    |new| {
                        new.thing
                            .as_ref()
                            .is_some_and(|new| those(&new.members, None))
                    },
                ),
                Counts::Entries(member) => entries(blueprint, kind, member),
            };
            need.over(kind, limit, allowance)
        })
    };
    KindId::ALL.iter().copied().flat_map(of_kind).collect()
}

/// How much a plan needs of a quota.
struct Need<'b> {
    /// What is there already.
    have: u64,
    /// What comes to it, one by one.
    new: Vec<&'b Action>,
    /// Whose entries are counted; else things are.
    holder: Option<&'b Action>,
}

/// Things of a kind. What is removed goes after everything else is made, so all that is there counts
/// but what takes the place of itself.
fn things<'b>(
    blueprint: &'b Blueprint,
    world: &World,
    totals: &Totals,
    kind: KindId,
    counts_there: impl Fn(&Observed) -> bool,
    counts_new: impl Fn(&Action) -> bool,
) -> Need<'b> {
    let builtin = kind.kind().builtin();
    let there = world.things.values().filter(|thing| {
        thing.key.kind == kind && !builtin.contains(&thing.key.name.as_str()) && counts_there(thing)
    });
    let have = totals.get(&kind).copied().unwrap_or_else(|| there.count());
    let is_new = |action: &&Action| {
        action.verb == Verb::Make
            && action.key.kind == kind
            && !world.things.contains_key(&action.key)
            && counts_new(action)
    };
    Need {
        have: have as u64,
        new: actions(blueprint).filter(is_new).collect(),
        holder: None,
    }
}

/// The entries of a member, where there are most.
fn entries<'b>(blueprint: &'b Blueprint, kind: KindId, member: &str) -> Need<'b> {
    let length = |action: &Action| {
        let changes = action.changes.iter();
        let after = changes.filter(|change| change.member == member);
        let lists = after.filter_map(|change| change.after.as_ref().and_then(Value::as_array));
        lists.map(Vec::len).max().unwrap_or_default()
    };
    let of_kind = actions(blueprint).filter(|action| action.key.kind == kind);
    let longest = of_kind
        .map(|action| (length(action), action))
        .max_by_key(|(n, _)| *n);
    Need {
        have: longest.map_or(0, |(n, _)| n as u64),
        new: Vec::new(),
        holder: longest.map(|(_, action)| action),
    }
}

fn actions(blueprint: &Blueprint) -> impl Iterator<Item = &Action> {
    blueprint.steps.steps().iter().map(|step| &step.action)
}

// === impl Need ===

impl Need<'_> {
    fn over(&self, kind: KindId, limit: &Limit, allowance: Allowance) -> Option<Excess> {
        let would = self.have + self.new.len() as u64;
        let is_more = match self.holder {
            // Things that are there stay, however many.
            None => would > allowance.value && !self.new.is_empty(),
            Some(_) => would > allowance.value,
        };
        let finding = || Finding {
            rule: "quota-exceeded".into(),
            place: self.place(allowance),
            message: self.message(kind, limit, allowance, would),
            remedy: remedy(limit, would),
        };
        is_more.then(|| Excess {
            finding: finding(),
            is_certain: allowance.is_certain,
        })
    }

    fn message(&self, kind: KindId, limit: &Limit, allowance: Allowance, would: u64) -> String {
        let quota = match limit.code {
            Some(code) => format!("{} ({code})", limit.name),
            None => limit.name.to_owned(),
        };
        let what = match self.holder {
            Some(holder) => format!("{would} of {}", holder.key),
            None => format!(
                "{would} of the kind {kind} ({} there, {} new)",
                self.have,
                self.new.len()
            ),
        };
        let how = if allowance.is_certain {
            "allows"
        } else {
            "by its documented default allows, the account's own value being unknown,"
        };
        format!(
            "{what} would be more than the quota {quota} {how} {}",
            allowance.value
        )
    }

    /// Where the first thing too many is declared.
    fn place(&self, allowance: Allowance) -> Place {
        let fit = usize::try_from(allowance.value.saturating_sub(self.have)).unwrap_or(usize::MAX);
        let first = self.holder.or_else(|| self.new.get(fit).copied());
        let thing = first.and_then(|action| action.thing.as_ref());
        thing.map(|thing| thing.place.clone()).unwrap_or_default()
    }
}

fn remedy(limit: &Limit, would: u64) -> String {
    match limit.code {
        Some(code) if limit.is_adjustable => format!(
            "declare fewer, or ask for more: in the console of Service Quotas, Amazon Connect, {}; \
             or `aws service-quotas request-service-quota-increase --service-code connect \
             --quota-code {code} --desired-value {would}`",
            limit.name
        ),
        _ => "declare fewer; this quota cannot be raised".into(),
    }
}
