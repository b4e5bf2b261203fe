//! What must be done before what.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::{Aspect, Declared, KindId, Scope, ThingKey, Turn};
use reconcile::StepId;

/// The steps after which things can be referred to.
pub(crate) struct Needs {
    instance: ThingKey,
    provided: BTreeMap<ThingKey, BTreeSet<StepId>>,
}

// === impl Needs ===

impl Needs {
    pub(crate) fn new(scope: &Scope) -> Self {
        let instance = ThingKey::new(KindId::Instance, scope.alias.as_str());
        Self {
            instance,
            provided: BTreeMap::new(),
        }
    }

    /// A thing that is made can be referred to once it is ready.
    pub(crate) fn will_be_made(&mut self, key: &ThingKey) {
        let last = if key.kind.kind().facts().settles.is_some() {
            "ready"
        } else {
            "create"
        };
        self.provide(key, last);
    }

    /// A thing that is being made can be referred to once it is ready.
    pub(crate) fn will_settle(&mut self, key: &ThingKey) {
        self.provide(key, "ready");
    }

    /// A thing that the making call leaves incomplete can be referred to once what comes first of the
    /// rest is done too.
    pub(crate) fn will_be_completed(&mut self, thing: &Declared) {
        let kind = thing.key.kind.kind();
        let rest = kind.after_make(thing).into_iter();
        let rest = rest.filter_map(|name| kind.facts().aspect(name));
        for first in rest.filter(|aspect| aspect.turn == Turn::First) {
            self.provide(&thing.key, first.name);
        }
    }

    /// A thing that is there can be referred to once this aspect of it is as declared.
    pub(crate) fn will_be_mended(&mut self, key: &ThingKey, aspect: &Aspect) {
        self.provide(key, aspect.name);
    }

    fn provide(&mut self, key: &ThingKey, aspect: &str) {
        let steps = self.provided.entry(key.clone()).or_default();
        steps.insert(step(key, aspect));
    }

    /// What making a thing needs: the instance, and what its members refer to unless they come later.
    pub(crate) fn of_making(
        &self,
        thing: &Declared,
        deferred: &BTreeSet<String>,
    ) -> BTreeSet<StepId> {
        let facts = thing.key.kind.kind().facts();
        let is_later = |member: &str| {
            facts
                .aspect_of(member)
                .is_some_and(|aspect| deferred.contains(aspect.name))
        };
        let mut needs = self.of_members(thing, |member| !is_later(member));
        needs.extend(
            self.provided
                .get(&self.instance)
                .into_iter()
                .flatten()
                .cloned(),
        );
        needs.remove(&step(&thing.key, "ready"));
        needs
    }

    /// What mending an aspect needs: the thing itself, and what the members refer to.
    pub(crate) fn of_mending(&self, thing: &Declared, aspect: &Aspect) -> BTreeSet<StepId> {
        let mut needs = self.of_members(thing, |member| aspect.members.contains(&member));
        needs.extend(self.provided.get(&thing.key).into_iter().flatten().cloned());
        needs.remove(&step(&thing.key, aspect.name));
        needs
    }

    fn of_members(&self, thing: &Declared, of: impl Fn(&str) -> bool) -> BTreeSet<StepId> {
        let kind = thing.key.kind.kind();
        let members = thing.members.iter().filter(|(member, _)| of(member));
        members
            .flat_map(|(member, value)| kind.references(member, value))
            .filter_map(|key| self.provided.get(&key))
            .flatten()
            .cloned()
            .collect()
    }
}

/// The id of a step.
pub(crate) fn step(key: &ThingKey, aspect: &str) -> StepId {
    StepId::new(key.kind.as_str(), &key.name, aspect)
}
