//! Tags that everything has, said once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    draft::Section,
    types::{GROUPS, SECTIONS},
};

/// Those whose entries AWS puts no tags on.
const UNTAGGED: &[&str] = &["instance", "lambda_functions", "lex_bots", "storage"];

/// Moves the tags that the instance and every entry have to the instance, whose tags are for all.
/// What the instance alone has are then its own.
pub(crate) fn gather(sections: &mut BTreeMap<&'static str, Section>) {
    let Some(Section::One(instance)) = sections.get_mut("instance") else {
        return;
    };
    let Some(Value::Object(of_instance)) = instance.shift_remove("tags") else {
        return;
    };
    let mut shared = of_instance.clone();
    for entry in entries(sections) {
        let tags = entry.get("tags").and_then(Value::as_object);
        shared.retain(|key, value| tags.and_then(|tags| tags.get(key)) == Some(value));
    }
    for entry in entries(sections) {
        let is_empty = entry
            .get_mut("tags")
            .and_then(Value::as_object_mut)
            .is_some_and(|tags| {
                tags.retain(|key, _| !shared.contains_key(key));
                tags.is_empty()
            });
        if is_empty {
            entry.shift_remove("tags");
        }
    }
    let own: Map<String, Value> = of_instance
        .into_iter()
        .filter(|(key, _)| !shared.contains_key(key))
        .collect();
    if let Some(Section::One(instance)) = sections.get_mut("instance") {
        let ignored = instance.shift_remove("ignore");
        for (member, tags) in [("tags", shared), ("instance_tags", own)] {
            if !tags.is_empty() {
                instance.insert(member.to_owned(), Value::Object(tags));
            }
        }
        // What is not touched stands last.
        instance.extend(ignored.map(|ignored| ("ignore".to_owned(), ignored)));
    }
}

fn entries<'s>(
    sections: &'s mut BTreeMap<&'static str, Section>,
) -> impl Iterator<Item = &'s mut Map<String, Value>> {
    let tagged = sections
        .iter_mut()
        .filter(|(name, _)| SECTIONS.contains(name) && !UNTAGGED.contains(name));
    tagged.flat_map(|(_, section)| {
        let values: Vec<&mut Value> = match section {
            Section::List(items) => items.iter_mut().collect(),
            Section::Map(map) => map.values_mut().collect(),
            Section::One(map) => {
                let groups = map.get_mut(GROUPS).and_then(Value::as_array_mut);
                groups.into_iter().flatten().collect()
            }
        };
        values.into_iter().filter_map(Value::as_object_mut)
    })
}
