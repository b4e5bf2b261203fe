//! What work on a centre calls.
//!
//! What is written follows from the facts of each kind, and from the same search for rings that a plan
//! makes. What kinds call besides, to look before they write, is in [`calls`], and how they are looked at
//! in [`reads`].

mod calls;
mod names;
mod reads;

use std::collections::BTreeSet;

use connect_model::spec::ContactCenter;
use connect_resources::{Aspect, Declared, Deferrals, Facts, Index, KindId, ThingKey, deferrals};

pub use self::names::center_scope;
use super::{Operation, Operations};

/// What is called, each once.
type Called = BTreeSet<&'static str>;

/// What is going to be made, and which of its aspects come later.
struct Making {
    things: Vec<Declared>,
    deferred: Deferrals,
}

/// Work on a centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CenterWork {
    /// Applies, the first one and those after it.
    #[default]
    Apply,
    /// The first apply alone, on an account that has nothing of the centre yet.
    Create,
    /// Plans of a centre that is there.
    Plan,
}

/// The operations that some work on a centre calls.
///
/// To create one takes over what every new instance has already, aspect by aspect. Applies after it look at
/// everything that is declared, and write whatever of it may differ; they remove nothing, as an apply
/// without pruning. What only a trouble would cause to be called is not among them.
pub fn center_operations(center: &ContactCenter, work: CenterWork) -> Operations {
    let making = Making::of(center);
    let called = match work {
        CenterWork::Apply => {
            let mut called = making.created();
            called.extend(making.looked_at());
            called.extend(making.changed());
            called
        }
        CenterWork::Create => making.created(),
        CenterWork::Plan => making.looked_at(),
    };
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

    /// What an account that has nothing is asked, and told.
    fn created(&self) -> Called {
        let mut called = Called::from([calls::LIST_INSTANCES]);
        for thing in &self.things {
            called.extend(calls::before(thing));
            self.write(thing, &mut called);
        }
        called.extend(self.looked_up().into_iter().filter_map(calls::names));
        called
    }

    /// How what is there is looked at.
    fn looked_at(&self) -> Called {
        let kinds: BTreeSet<KindId> = self.things.iter().map(|thing| thing.key.kind).collect();
        let shown = kinds.iter().flat_map(|kind| kind.kind().shows());
        let named = shown.copied().chain(self.named().map(|key| key.kind));
        let mut called = Called::from([calls::LIST_INSTANCES]);
        called.extend(named.flat_map(calls::sought));
        called.extend(kinds.iter().copied().flat_map(reads::of));
        called.extend(self.things.iter().flat_map(calls::looking));
        called
    }

    /// What brings everything that is there to what is declared.
    fn changed(&self) -> Called {
        let mut called = Called::new();
        for thing in &self.things {
            write_over(thing, &mut called);
        }
        called
    }

    fn write(&self, thing: &Declared, called: &mut Called) {
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
        let others = self.named().filter(|key| !declared.contains(key));
        others.map(|key| key.kind).collect()
    }

    /// What is named, declared or not.
    fn named(&self) -> impl Iterator<Item = ThingKey> {
        self.things.iter().flat_map(|thing| {
            let kind = thing.key.kind.kind();
            let members = thing.members.iter();
            members.flat_map(|(member, value)| kind.references(member, value))
        })
    }
}

/// The name is taken, so everything that is declared of it is written over what is there.
fn take_over(thing: &Declared, called: &mut Called) {
    let kind = thing.key.kind;
    called.extend(calls::names(kind));
    for aspect in declared_aspects(thing) {
        mend(thing, aspect.name, called);
    }
    if kind.kind().facts().tagged && !thing.tags.is_empty() {
        called.insert(kind.kind().tag_lane());
    }
}

/// Everything that is declared of it may differ. A tag that is no longer declared goes.
fn write_over(thing: &Declared, called: &mut Called) {
    let kind = thing.key.kind;
    for aspect in declared_aspects(thing) {
        mend(thing, aspect.name, called);
        called.extend(calls::changing(kind, aspect.name));
    }
    let kind = kind.kind();
    if kind.facts().tagged {
        called.insert(kind.tag_lane());
        called.extend(calls::untagging(kind.tag_lane()));
    }
}

fn declared_aspects(thing: &Declared) -> impl Iterator<Item = &'static Aspect> {
    let aspects = thing.key.kind.kind().facts().aspects.iter();
    aspects.filter(|aspect| {
        let mut members = aspect.members.iter();
        members.any(|member| thing.members.get(member).is_some())
    })
}

fn mend(thing: &Declared, aspect: &str, called: &mut Called) {
    let kind = thing.key.kind;
    let facts: &Facts = kind.kind().facts();
    called.extend(facts.aspect(aspect).map(|aspect| aspect.lane));
    called.extend(calls::mending(kind, aspect));
}

#[cfg(test)]
mod tests;
