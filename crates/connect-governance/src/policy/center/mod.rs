//! What an apply of a centre calls on an account that has nothing of it yet.
//!
//! What is written follows from the facts of each kind, and from the same search for rings that a plan
//! makes. What kinds call besides, to look before they write, is in [`calls`].

mod calls;
mod names;

use std::collections::BTreeSet;

use connect_model::spec::ContactCenter;
use connect_resources::{Declared, Deferrals, Facts, Index, KindId, ThingKey, deferrals};

pub use self::names::center_scope;
use super::{Operation, Operations};

/// What is going to be made, and which of its aspects come later.
struct Making {
    things: Vec<Declared>,
    deferred: Deferrals,
}

/// The operations that an apply calls on an account that has nothing of the centre yet.
///
/// A thing that every new instance has already is taken over, aspect by aspect. What only a trouble
/// would cause to be called is not among them.
pub fn apply_operations(center: &ContactCenter) -> Operations {
    let making = Making::of(center);
    let mut called = BTreeSet::from([calls::LIST_INSTANCES]);
    for thing in &making.things {
        called.extend(calls::before(thing));
        making.write(thing, &mut called);
    }
    called.extend(making.looked_up().into_iter().filter_map(calls::names));
    let read = called.into_iter().map(Operation::parse);
    read.filter_map(Result::ok).collect()
}

// === impl Making ===

impl Making {
    fn of(center: &ContactCenter) -> Self {
        let nothing = Index::default();
        let kinds = KindId::ALL.iter().map(|kind| kind.kind());
        let things = kinds.flat_map(|kind| {
            let declared = kind.declare(center).into_iter();
            declared.filter(|thing| kind.wanted(thing, &nothing))
        });
        let things: Vec<_> = things.collect();
        // A ring without a way out is refused before anything is called.
        let deferred = deferrals(&things.iter().collect::<Vec<_>>(), false);
        Self {
            deferred: deferred.unwrap_or_default(),
            things,
        }
    }

    fn write(&self, thing: &Declared, called: &mut BTreeSet<&'static str>) {
        let kind = thing.key.kind.kind();
        let facts = kind.facts();
        called.insert(facts.make);
        called.extend(calls::making(thing));
        if kind.builtin().contains(&thing.key.name.as_str()) {
            take_over(thing, called);
        }
        called.extend(facts.settles);
        for aspect in self.deferred.get(&thing.key).into_iter().flatten() {
            mend(thing, aspect, called);
        }
    }

    /// Kinds of which something is named that nobody declares: it is in every new instance, under an id
    /// that has to be looked up.
    fn looked_up(&self) -> BTreeSet<KindId> {
        let declared: BTreeSet<&ThingKey> = self.things.iter().map(|thing| &thing.key).collect();
        let named = self.things.iter().flat_map(|thing| {
            let kind = thing.key.kind.kind();
            let members = thing.members.iter();
            members.flat_map(|(member, value)| kind.references(member, value))
        });
        let others = named.filter(|key| !declared.contains(key));
        others.map(|key| key.kind).collect()
    }
}

/// The name is taken, so everything that is declared of it is written over what is there.
fn take_over(thing: &Declared, called: &mut BTreeSet<&'static str>) {
    let kind = thing.key.kind;
    called.extend(calls::names(kind));
    let facts = kind.kind().facts();
    let declared = facts.aspects.iter().filter(|aspect| {
        let mut members = aspect.members.iter();
        members.any(|member| thing.members.get(member).is_some())
    });
    for aspect in declared {
        mend(thing, aspect.name, called);
    }
    if facts.tagged && !thing.tags.is_empty() {
        called.insert(kind.kind().tag_lane());
    }
}

fn mend(thing: &Declared, aspect: &str, called: &mut BTreeSet<&'static str>) {
    let facts: &Facts = thing.key.kind.kind().facts();
    called.extend(facts.aspect(aspect).map(|aspect| aspect.lane));
    called.extend(calls::mending(thing, aspect));
}

#[cfg(test)]
mod tests;
