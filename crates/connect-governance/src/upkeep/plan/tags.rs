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
            let part = part(&resource.arn);
            let id = ("tags", part.as_str(), "set");
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

/// What an ARN says of a part of the instance, as `queue:ID`; of anything else the service and what follows.
fn part(arn: &str) -> String {
    let mut words = arn.splitn(6, ':').skip(2);
    let (Some(service), Some(resource)) = (words.next(), words.nth(2)) else {
        return arn.to_owned();
    };
    let of_instance = resource
        .split_once('/')
        .filter(|(noun, _)| *noun == "instance");
    match of_instance.and_then(|(_, rest)| rest.split_once('/')) {
        Some((_, part)) => part.replace('/', ":"),
        None => format!("{service}:{}", resource.replace('/', ":")),
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

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn a_part_is_told_without_what_all_of_them_share() {
        for (arn, told) in [
            (
                "arn:aws:connect:eu-west-2:111111111111:instance/i/queue/q",
                "queue:q",
            ),
            (
                "arn:aws:connect:eu-west-2:111111111111:instance/i/queue/agent/q",
                "queue:agent:q",
            ),
            (
                "arn:aws:connect:eu-west-2:111111111111:instance/i",
                "connect:instance:i",
            ),
            (
                "arn:aws:connect:eu-west-2:111111111111:phone-number/n",
                "connect:phone-number:n",
            ),
            ("arn:aws:s3:::recordings", "s3:recordings"),
            ("arn:q", "arn:q"),
        ] {
            assert_eq!(part(arn), told);
        }
    }
}
