//! What there is: reads through the ports, with names in the place of ids.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, InstanceId, spec::ContactCenter};
use connect_resources::{
    Condition, Declared, Depth, Index, KindId, Lists, Memory, Observed, PasswordSource, Ports,
    Reading, Roll, Scope, ThingKey, distinct,
};
use futures::future::try_join_all;
use reconcile::RunContext;

/// Where a centre lives, and how to reach it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The place.
    pub scope: &'a Scope,
    /// The calls.
    pub ports: &'a Ports,
    /// Makes first passwords.
    pub passwords: &'a dyn PasswordSource,
    /// What earlier observations remember.
    pub memory: &'a dyn Memory,
}

/// How to look at what there is.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// How deep.
    pub depth: Depth,
    /// Whether to find out the owner of things that nobody declares.
    pub owners: bool,
    /// Whether to look at everything as if all of it were declared.
    pub whole: bool,
    /// ARNs of things to look at in full, whatever the depth.
    pub wholly: BTreeSet<String>,
}

/// What there is.
#[derive(Clone, Debug)]
pub struct World {
    /// The place.
    pub scope: Scope,
    /// Every thing by its key. A thing to be renamed still has its old name here.
    pub things: BTreeMap<ThingKey, Observed>,
    /// Names to ids. A thing to be renamed is known by both names.
    pub index: Index,
    /// How deep was looked.
    pub depth: Depth,
}

/// What is declared, by kind.
pub(crate) type ByKind = BTreeMap<KindId, Vec<Declared>>;

/// Everything that a centre declares.
pub(crate) fn declared(center: &ContactCenter) -> ByKind {
    KindId::ALL
        .iter()
        .map(|kind| (*kind, kind.kind().declare(center)))
        .collect()
}

/// What a centre uses, others keep, and no tag tells of.
pub(crate) fn used(center: &ContactCenter) -> BTreeSet<ThingKey> {
    let of = |kind: KindId| {
        let names = kind.kind().used(center).into_iter();
        names.map(move |name| ThingKey::new(kind, name))
    };
    KindId::ALL.iter().copied().flat_map(of).collect()
}

/// Observes what matters to `declared`; with owners also whose everything else is. A kind of which
/// nothing is declared or referred to is not asked for otherwise.
///
/// Whose everything is can only be told by a program that is built with every service: a fault says
/// otherwise what is missing, before anything is read.
pub async fn observe(
    cx: &RunContext,
    site: Site<'_>,
    declared: &BTreeMap<KindId, Vec<Declared>>,
    look: &Look,
) -> Result<World, Fault> {
    observe_by(cx, site, declared, look, &Lists::default()).await
}

/// The same, for who goes on to read.
pub(crate) async fn observe_by(
    cx: &RunContext,
    site: Site<'_>,
    declared: &ByKind,
    look: &Look,
    lists: &Lists,
) -> Result<World, Fault> {
    if let Some(lack) = site.ports.lacks().filter(|_| look.owners) {
        return Err(lack.into());
    }
    let reading = |instance| reading(cx, site, instance, look, lists);
    let of = |kind: KindId| declared.get(&kind).map(Vec::as_slice).unwrap_or_default();
    let instances = KindId::Instance
        .kind()
        .observe(&reading(None).of(&Roll::of(of(KindId::Instance))))
        .await?;
    let ready = instances
        .iter()
        .find(|thing| thing.condition == Condition::Ready);
    let instance = ready.map(|thing| InstanceId::new(&thing.known.id));
    let mattering = mattering(declared);
    let inside = KindId::ALL
        .iter()
        .filter(|kind| **kind != KindId::Instance && (look.owners || mattering.contains(kind)));
    let found = try_join_all(inside.map(async |kind| {
        let roll = Roll::of(of(*kind));
        kind.kind()
            .observe(&reading(instance.as_ref()).of(&roll))
            .await
    }))
    .await?;
    let mut found: Vec<_> = instances
        .into_iter()
        .chain(found.into_iter().flatten())
        .collect();
    if look.whole {
        label(&mut found);
    }
    Ok(World::of(
        (site.scope, look.depth),
        found.into_iter(),
        declared,
    ))
}

/// Gives what AWS knows by no name one that differs from all others of its kind.
fn label(found: &mut [Observed]) {
    found.sort_by(|one, other| one.key.cmp(&other.key));
    let label = |thing: &Observed| thing.key.kind.kind().label(thing);
    let (labelled, named): (Vec<_>, Vec<_>) =
        found.iter_mut().partition(|thing| label(thing).is_some());
    let mut taken: BTreeSet<ThingKey> = named.iter().map(|thing| thing.key.clone()).collect();
    for thing in labelled {
        let kind = thing.key.kind;
        let is_free = |name: &str| !taken.contains(&ThingKey::new(kind, name));
        let name = distinct(&label(thing).unwrap_or_default(), is_free);
        thing.key = ThingKey::new(kind, name);
        taken.insert(thing.key.clone());
    }
}

/// The kinds of which something is declared, or referred to, or may turn up in what is observed.
fn mattering(declared: &BTreeMap<KindId, Vec<Declared>>) -> BTreeSet<KindId> {
    let mut kinds = BTreeSet::new();
    for (kind, things) in declared.iter().filter(|(_, things)| !things.is_empty()) {
        kinds.insert(*kind);
        kinds.extend(kind.kind().shows());
        for (member, value) in things.iter().flat_map(|thing| thing.members.iter()) {
            let named = kind.kind().references(member, value);
            kinds.extend(named.into_iter().map(|key| key.kind));
        }
    }
    kinds
}

/// What a kind has at hand to read with.
pub(crate) fn reading<'a>(
    cx: &'a RunContext,
    site: Site<'a>,
    instance: Option<&'a InstanceId>,
    look: &'a Look,
    lists: &'a Lists,
) -> Reading<'a> {
    Reading {
        scope: site.scope,
        ports: site.ports,
        instance,
        declared: &[],
        roll: Roll::nobody(),
        owners: look.owners,
        whole: look.whole,
        depth: look.depth,
        wholly: &look.wholly,
        memory: site.memory,
        lists,
        clock: &*cx.clock,
        cancel: &cx.cancel,
        retry: cx.retry,
    }
}

// === impl Look ===

impl Look {
    /// At what is declared, so deep.
    pub fn at(depth: Depth) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    /// At all that there is, in full.
    pub fn at_everything() -> Self {
        Self {
            whole: true,
            ..Self::with_owners()
        }
    }

    /// In full, and whose everything is.
    pub fn with_owners() -> Self {
        Self {
            owners: true,
            ..Self::default()
        }
    }
}

// === impl World ===

impl World {
    fn of(
        (scope, depth): (&Scope, Depth),
        found: impl Iterator<Item = Observed>,
        declared: &BTreeMap<KindId, Vec<Declared>>,
    ) -> Self {
        let mut things: BTreeMap<_, _> = found.map(|thing| (thing.key.clone(), thing)).collect();
        let mut index = Index::default();
        for thing in things.values() {
            index.learn(thing.key.clone(), thing.known.clone());
        }
        for thing in declared.values().flatten() {
            if let Some((_, renamed)) = old_name(&things, thing) {
                index.learn(thing.key.clone(), renamed.known.clone());
            }
        }
        for thing in things.values_mut() {
            thing.key.kind.kind().name_ids(&mut thing.members, &index);
        }
        Self {
            scope: scope.clone(),
            things,
            index,
            depth,
        }
    }

    /// The instance.
    pub fn instance(&self) -> Option<&Observed> {
        self.things
            .get(&ThingKey::new(KindId::Instance, self.scope.alias.as_str()))
    }

    /// The instance, once things can be made in it.
    pub(crate) fn ready_instance(&self) -> Option<InstanceId> {
        let ready = self
            .instance()
            .filter(|thing| thing.condition == Condition::Ready);
        ready.map(|thing| InstanceId::new(&thing.known.id))
    }

    /// The thing that is declared: by its name, else by the name that it had.
    pub fn find(&self, thing: &Declared) -> Option<&Observed> {
        let renamed = || old_name(&self.things, thing).map(|(_, observed)| observed);
        self.things.get(&thing.key).or_else(renamed)
    }
}

fn old_name<'w>(
    things: &'w BTreeMap<ThingKey, Observed>,
    thing: &Declared,
) -> Option<(&'w ThingKey, &'w Observed)> {
    if things.contains_key(&thing.key) {
        return None;
    }
    things.get_key_value(&ThingKey::new(thing.key.kind, thing.was.as_deref()?))
}
