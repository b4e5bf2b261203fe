//! What a plan may touch, and what becomes of things that nobody declares.

use std::collections::BTreeSet;

use connect_resources::{Depth, Layer, Quotas, ThingKey};

use crate::observe::Look;

/// What a plan may touch, and how deep it looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanOptions {
    /// How deep to look. To prune, everything is looked at in full.
    pub depth: Depth,
    /// The layers whose things may be made, changed and removed; none stands for all.
    pub layers: BTreeSet<Layer>,
    /// Whether what is ours and no longer declared goes.
    pub prune: Option<Prune>,
    /// Whether declared things that are not ours become so, from when on they can be pruned and
    /// destroyed.
    pub take_ownership: bool,
    /// What is known of the account's quotas, so that nothing is begun that cannot be finished.
    pub quotas: Quotas,
}

/// How what is no longer declared goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prune {
    /// Whether phone numbers are given back too. They cannot be had again for 180 days.
    pub release_numbers: bool,
    /// Whether what holds data goes too, with all that is in it.
    pub delete_data: bool,
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

    /// How to look at what there is. What a shallow look hides counts as somebody else's, so that
    /// pruning would miss it.
    pub(crate) fn look(&self) -> Look {
        match self.prune {
            Some(_) => Look {
                owners: true,
                ..Look::at(Depth::Full)
            },
            None => Look::at(self.depth),
        }
    }
}
