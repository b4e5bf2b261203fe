//! Tags that every resource has to have, and keys of tags by which cost is allocated.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Alias, InstanceId, Tags};
use connect_resources::read;
use reconcile::RunContext;
use serde::Serialize;

use crate::{
    error::Error,
    inventory::{Inventory, Resource, inventory},
    port::upkeep::UpkeepCalls,
    upkeep,
    world::World,
};

/// Which resources lack tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TagReview {
    /// Keys that everything has to have.
    pub required: BTreeSet<String>,
    /// Resources that lack some, by kind and name.
    pub lacking: Vec<Untagged>,
    /// How many were looked at.
    pub resources: usize,
    /// Keys by which cost is to be allocated, and whether that is active.
    pub allocation: BTreeMap<String, bool>,
    /// What is worth knowing.
    pub notes: Vec<String>,
}

/// A resource that lacks tags.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Untagged {
    /// The kind, such as `queue`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The keys that it lacks.
    pub keys: BTreeSet<String>,
}

/// Which of these resources lack some of these keys. A key without a value is no tag that anybody can group
/// by, so it counts as lacking.
pub fn review(inventory: &Inventory, required: &BTreeSet<String>) -> TagReview {
    let told = |it: &Resource| it.tags.as_ref().map(|tags| lacking(it, tags, required));
    let told: Vec<_> = inventory.resources.iter().filter_map(told).collect();
    let unseen = inventory.resources.len() - told.len();
    let mut notes = inventory.notes.clone();
    if unseen > 0 {
        notes.push(format!("the tags of {unseen} resources were not told"));
    }
    let resources = told.len();
    let mut lacking: Vec<Untagged> = told.into_iter().flatten().collect();
    lacking.sort();
    TagReview {
        required: required.clone(),
        lacking,
        resources,
        allocation: BTreeMap::new(),
        notes,
    }
}

/// The resources of a world that was seen already.
pub fn inventory_of(world: &World) -> Inventory {
    let names = names(world);
    let resource = |(arn, tags): (&String, &BTreeMap<String, String>)| {
        let last = arn.rsplit('/').next().unwrap_or(arn);
        let known = names.get(arn.as_str());
        let name = known.map_or_else(|| last.to_owned(), |known| (*known).to_owned());
        let mut all = Tags::new();
        for (key, value) in tags {
            // What AWS itself set nobody else can, so it is left out.
            let _ = all.insert(key, value);
        }
        Resource {
            kind: kind_of(arn),
            name,
            arn: arn.clone(),
            tags: Some(all),
        }
    };
    Inventory {
        resources: world.tags.iter().map(resource).collect(),
        notes: Vec::new(),
    }
}

/// Looks at an instance and says which of its resources lack tags.
pub async fn review_tags(
    cx: &RunContext,
    calls: &UpkeepCalls,
    alias: &Alias,
    (required, allocation): (&BTreeSet<String>, &BTreeSet<String>),
) -> Result<TagReview, Error> {
    let instance = find(cx, calls, alias).await?;
    let seen = inventory(cx, calls, alias, &instance).await?;
    let mut review = review(&seen, required);
    let keys: Vec<String> = allocation.iter().cloned().collect();
    match upkeep::allocation(cx, calls, &keys).await? {
        Ok(active) => review.allocation = active,
        Err(note) => review.notes.push(note),
    }
    Ok(review)
}

/// The id of an instance.
pub(crate) async fn find(
    cx: &RunContext,
    calls: &UpkeepCalls,
    alias: &Alias,
) -> Result<InstanceId, Error> {
    let listed = read(cx, || calls.ports.instance.list()).await?;
    let of_alias = listed.iter().find(|it| *alias == it.name.as_str());
    let id = of_alias.map(|it| InstanceId::new(&it.known.id));
    let known: Vec<&str> = listed.iter().map(|it| it.name.as_str()).collect();
    id.ok_or_else(|| Error::no_instance(alias, &known))
}

fn lacking(resource: &Resource, tags: &Tags, required: &BTreeSet<String>) -> Option<Untagged> {
    let is_lacking = |key: &&String| tags.get(key).is_none_or(str::is_empty);
    let keys: BTreeSet<String> = required.iter().filter(is_lacking).cloned().collect();
    (!keys.is_empty()).then(|| Untagged {
        kind: resource.kind.clone(),
        name: resource.name.clone(),
        arn: resource.arn.clone(),
        keys,
    })
}

/// The kind in words of ours, from the path of an ARN.
fn kind_of(arn: &str) -> String {
    let resource = arn.splitn(6, ':').last().unwrap_or(arn);
    let mut parts = resource.split('/');
    let kind = match (parts.next(), parts.nth(1)) {
        (Some("instance"), Some(kind)) | (Some(kind), _) => kind,
        (None, _) => resource,
    };
    // Amazon Connect spells some kinds otherwise in ARNs.
    let kind = match kind {
        "agent" => "user",
        "agent-group" => "hierarchy-group",
        "agent-state" => "agent-status",
        "transfer-destination" => "quick-connect",
        "operating-hours" => "hours",
        "contact-flow" => "flow",
        "flow-module" => "module",
        other => other,
    };
    kind.to_owned()
}

fn names(world: &World) -> BTreeMap<&str, &str> {
    let instance = [(world.instance.arn.as_str(), world.instance.alias.as_str())];
    let users = world.users.iter().map(|it| (&*it.arn, &*it.name));
    let profiles = world.security_profiles.iter();
    let profiles = profiles.map(|it| (&*it.arn, &*it.name));
    let routing = world.routing_profiles.iter();
    let routing = routing.map(|it| (&*it.arn, &*it.name));
    let queues = world.queues.iter().map(|it| (&*it.arn, &*it.name));
    let hours = world.hours.iter().map(|it| (&*it.arn, &*it.name));
    let flows = world.flows.iter().map(|it| (&*it.arn, &*it.name));
    let numbers = world.numbers.iter().map(|it| (&*it.arn, &*it.number));
    let quick = world.quick_connects.iter();
    let quick = quick.map(|it| (&*it.arn, &*it.name));
    let prompts = world.prompts.iter().map(|it| (&*it.arn, &*it.name));
    let all = instance.into_iter().chain(users).chain(profiles);
    let all = all.chain(routing).chain(queues).chain(hours).chain(flows);
    all.chain(numbers).chain(quick).chain(prompts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let pairs = pairs.iter();
        pairs
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn what_lacks_a_key_or_its_value_is_told_by_kind_and_name() {
        let arn = |path: &str| format!("arn:aws:connect:eu-west-2:111111111111:{path}");
        let mut world = World::default();
        world.queues.push(crate::world::Queue {
            name: "Sales".to_owned(),
            arn: arn("instance/i/queue/q"),
            ..crate::world::Queue::default()
        });
        for (path, all) in [
            ("instance/i", tags(&[("Team", "a"), ("Stage", "b")])),
            ("instance/i/queue/q", tags(&[("Team", "")])),
            ("instance/i/agent/u", tags(&[("Stage", "b")])),
            ("phone-number/n", tags(&[])),
        ] {
            world.tags.insert(arn(path), all);
        }
        let review = review(&inventory_of(&world), &keys(&["Team", "Stage"]));
        let lacking = review.lacking.iter();
        let lacking: Vec<_> = lacking
            .map(|it| (&*it.kind, &*it.name, it.keys.clone()))
            .collect();
        assert_eq!(
            lacking,
            [
                ("phone-number", "n", keys(&["Team", "Stage"])),
                ("queue", "Sales", keys(&["Team", "Stage"])),
                ("user", "u", keys(&["Team"])),
            ]
        );
        assert_eq!(review.resources, 4);
        assert!(review.notes.is_empty());
    }

    #[test]
    fn tags_that_were_not_told_are_not_taken_for_none() {
        let inventory = Inventory {
            resources: vec![Resource {
                kind: "flow".to_owned(),
                name: "Main".to_owned(),
                arn: "arn".to_owned(),
                tags: None,
            }],
            notes: Vec::new(),
        };
        let review = review(&inventory, &keys(&["Team"]));
        assert_eq!((review.lacking.len(), review.resources), (0, 0));
        assert_eq!(review.notes.len(), 1);
    }
}
