//! Names: declared once, and known where they are referred to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::scene::{Report, Scene};
use crate::{
    Name, Place,
    decode::Reference,
    spec::Kind,
    tree::Step,
    words::{quote, suggest},
};

pub(super) fn duplicate_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for declared in &scene.declared {
        let name = match declared.kind {
            Kind::User => declared.name.to_lowercase(),
            _ => declared.name.to_owned(),
        };
        if !seen.insert((declared.kind, name)) {
            let verb = match declared.kind {
                Kind::HoursOfOperation => "are",
                _ => "is",
            };
            let (one, name) = (declared.kind.one(), quote(declared.name));
            let message = format!("{one} named {name} {verb} declared before");
            report.at_name(
                declared,
                message,
                "choose another name, or join the two entries",
            );
        }
    }
}

pub(super) fn unknown_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut known: HashMap<Kind, (Vec<&str>, HashSet<&str>)> = HashMap::new();
    for Reference { kind, name, place } in scene.references {
        let (words, set) = known.entry(*kind).or_insert_with(|| {
            let words = scene.known(*kind);
            (words.clone(), words.into_iter().collect())
        });
        if set.contains(name.as_str()) || report.is_full() {
            continue;
        }
        let message = format!("{} named {}", kind.none(), quote(name));
        let otherwise = match scene.document.uses.referable(*kind) {
            Some(_) => format!("declare it under {kind}, or list it under uses"),
            None => format!("declare it under {kind}"),
        };
        report.at(place.clone(), message, suggest(name, words, &otherwise));
    }
}

pub(super) fn duplicate_reference(scene: &Scene<'_>, report: &mut Report<'_>) {
    let document = scene.document;
    for queue in &document.queues {
        let keys = queue.spec.quick_connects.iter().map(crate::Key::as_str);
        find_repeats(keys, "quick_connects", &queue.place, scene, report);
    }
    for profile in &document.security_profiles {
        let names = profile.spec.permissions.iter().map(String::as_str);
        find_repeats(names, "permissions", &profile.place, scene, report);
    }
    for attribute in &document.predefined_attributes {
        let lists = [
            ("values", &attribute.spec.values),
            ("purposes", &attribute.spec.purposes),
        ];
        for (member, list) in lists {
            let texts = list.iter().flatten().map(String::as_str);
            find_repeats(texts, member, &attribute.place, scene, report);
        }
    }
    for function in &document.functions {
        let names = function.spec.layers.iter().flatten().map(Name::as_str);
        find_repeats(names, "layers", &function.place, scene, report);
    }
    for user in &document.users {
        let names = user.spec.security_profiles.iter().map(Name::as_str);
        find_repeats(names, "security_profiles", &user.place, scene, report);
    }
}

fn find_repeats<'a>(
    names: impl Iterator<Item = &'a str>,
    member: &str,
    entry: &Place,
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    let mut seen = HashSet::new();
    for (index, name) in names.enumerate() {
        if !seen.insert(name) {
            let message = format!("{} stands in the list before", quote(name));
            let steps = [Step::Member(member), Step::Item(index)];
            report.below(scene, entry, &steps, message, "leave it out here");
        }
    }
}

pub(super) fn used_and_declared(scene: &Scene<'_>, report: &mut Report<'_>) {
    for declared in &scene.declared {
        let used = scene.document.uses.of(declared.kind);
        if used.is_some_and(|used| used.contains(declared.reference)) {
            let message = format!("{} is also listed under uses", quote(declared.reference));
            report.at_name(
                declared,
                message,
                "leave it out there, or do not declare it here",
            );
        }
    }
}

pub(super) fn unused_ignore(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(section) = scene.section("ignore") else {
        return;
    };
    let mut names: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    for head in scene.heads() {
        names.entry(head.kind).or_default().extend(head.names);
    }
    for (index, item) in scene.document.ignore.iter().enumerate() {
        let (none, known) = (item.kind.none(), names.get(&item.kind));
        let (message, remedy) = match (&item.name, known) {
            (Some(name), Some(known)) if !known.contains(name.as_str()) => {
                let known: Vec<&str> = known.iter().copied().collect();
                let message = format!("{none} named {}", quote(name));
                (message, suggest(name, &known, "leave the line out"))
            }
            (_, Some(_)) => continue,
            (_, None) => (none, "leave the line out".to_owned()),
        };
        report.below(scene, &section, &[Step::Item(index)], message, remedy);
    }
}
