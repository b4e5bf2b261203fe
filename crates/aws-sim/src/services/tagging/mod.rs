//! Resource Groups Tagging API: the tags of everything in one account and Region.
//!
//! It has no tags of its own: it reads those of the services, and writes through their operations, with
//! the caller's rights. What never had a tag is not shown; what lost its last one is shown without. IAM
//! is not read, as in AWS its roles and users are not. There are no tag policies: everything complies.

mod change;
mod inventory;
mod read;
mod resource;

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

pub(crate) use self::inventory::keys;
use super::Operations;
use crate::{
    call::Caller,
    services::iam,
    world::{Settles, World},
};

/// What one account has had tags on in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// ARNs of what may have lost its last tag. A memory of the service, which nobody has made.
    #[serde(skip)]
    tagged_once: BTreeSet<String>,
}

/// Operations, other than those with `Untag` in their names, that may take tags away.
const TAKING: &[&str] = &[
    "DeleteBucketTagging",
    "PutBucketTagging",
    "RemoveTags",
    "RemoveTagsFromStream",
];

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("GetResources", read::resources)
        .on("GetTagKeys", read::keys)
        .on("GetTagValues", read::values)
        .on("TagResources", change::tag)
        .on("UntagResources", change::untag)
}

/// Remembers what has tags, before an operation that may take them away.
pub(crate) fn remember(
    world: &mut World,
    caller: &Caller,
    service: &str,
    operation: &str,
    input: &Value,
) {
    if !operation.contains("Untag") && !TAKING.contains(&operation) {
        return;
    }
    let mut texts = input
        .as_object()
        .into_iter()
        .flat_map(|input| input.values());
    let arn = texts.find_map(|text| text.as_str().filter(|text| text.starts_with("arn:")));
    let found: Vec<String> = if let Some(arn) = arn {
        let tagged = iam::tags_of(world, arn).is_some_and(|tags| !tags.is_empty());
        tagged.then(|| arn.to_owned()).into_iter().collect()
    } else {
        let rows = inventory::of_service(world, &caller.account, &caller.region, service);
        let tagged = rows.into_iter().filter(|row| !row.tags.is_empty());
        tagged.map(|row| row.arn.into_owned()).collect()
    };
    if !found.is_empty() {
        let state = world.tagging.at(&caller.account, &caller.region);
        state.tagged_once.extend(found);
    }
}

impl Settles for State {}
