//! Steps towards tags.

use connect_model::Tags;

use super::{Steps, Task};
use crate::inventory::Resource;

impl Steps<'_> {
    pub(super) fn tags(&mut self) {
        let (wanted, seen) = (&self.deal.governance.tags, self.seen);
        for resource in &seen.resources {
            let Some(tags) = open(resource, wanted) else {
                continue;
            };
            let task = Task::Tag {
                what: format!("{}/{}", resource.kind, resource.name),
                arn: resource.arn.clone(),
                tags,
            };
            let id = ("tags", resource.arn.as_str(), "set");
            self.step(id, "connect:TagResource", [], task);
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
            self.step(id, "ce:UpdateCostAllocationTagsStatus", [], task);
        }
    }
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
