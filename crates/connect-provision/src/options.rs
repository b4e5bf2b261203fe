//! What a plan may touch, and what becomes of things that nobody declares.

use std::collections::BTreeSet;

use connect_resources::{Layer, ThingKey};

/// What a plan may touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// The layers whose things may be made, changed and removed; none stands for all.
    pub layers: BTreeSet<Layer>,
    /// Whether what is ours and no longer declared goes.
    pub prune: Option<Prune>,
    /// Whether declared things that are not ours become so, from when on they can be pruned and
    /// destroyed.
    pub take_ownership: bool,
}

/// How what is no longer declared goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prune {
    /// Whether phone numbers are given back too. They cannot be had again for 180 days.
    pub release_numbers: bool,
}

// === impl PlanOptions ===

impl PlanOptions {
    /// Whether things of a layer may be touched.
    pub(crate) fn touches(&self, layer: Layer) -> bool {
        self.layers.is_empty() || self.layers.contains(&layer)
    }

    /// The same of the layer that a thing belongs to.
    pub(crate) fn touches_thing(&self, key: &ThingKey) -> bool {
        self.touches(key.kind.kind().facts().layer)
    }

    /// Whether only a part of the centre is planned.
    pub(crate) fn is_partial(&self) -> bool {
        !self.layers.is_empty()
    }

    /// Whether it must be known whose the things are that nobody declares.
    pub(crate) fn asks_owners(&self) -> bool {
        self.prune.is_some()
    }
}
