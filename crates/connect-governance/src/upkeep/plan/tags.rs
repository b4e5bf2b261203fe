//! Steps towards tags.

use std::collections::BTreeSet;

use connect_model::Tags;

use super::{Steps, Task};
use crate::inventory::Resource;

impl Steps<'_> {
    pub(super) fn tags(&mut self) {
        let (wanted, seen) = (&self.deal.governance.tags, self.seen);
        let mut named = BTreeSet::new();
        for resource in &seen.resources {
            let Some(tags) = open(resource, wanted) else {
                continue;
            };
            let task = Task::Tag {
                what: format!("{}/{}", resource.kind, resource.name),
                arn: resource.arn.clone(),
                tags,
            };
            let kind = resource.kind.as_str();
            let mut name = resource.name.clone();
            if !named.insert((kind, name.clone())) {
                name = format!("{name} ({})", last(&resource.arn));
            }
            let id = (kind, name.as_str(), "tags");
            self.made.add(id, "connect:TagResource", [], task);
        }
        self.allocation();
    }

    /// A key that AWS has not seen on any resource cannot be activated yet.
    fn allocation(&mut self) {
        let known = self.seen.allocation.iter().flatten();
        let keys: Vec<String> = known
            .filter(|(_, is_active)| !**is_active)
            .map(|(key, _)| key.clone())
            .collect();
        if !keys.is_empty() {
            let id = ("allocation", "tags", "activate");
            let task = Task::Activate { keys };
            self.made
                .add(id, "ce:UpdateCostAllocationTagsStatus", [], task);
        }
    }
}

/// What tells things of one name apart.
fn last(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

/// The tags that a resource lacks or has with other values. Nothing is done about tags that nobody told.
fn open(resource: &Resource, wanted: &Tags) -> Option<Tags> {
    let there = resource.tags.as_ref()?;
    let mut open = wanted.clone();
    for (key, value) in wanted.iter() {
        if there.get(key) == Some(value) {
            open.remove(key);
        }
    }
    (!open.is_empty()).then_some(open)
}
