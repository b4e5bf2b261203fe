//! `was`: an entry that had another name.

use std::collections::HashSet;

use super::scene::{Report, Scene};
use crate::{
    Name,
    spec::{Head, Kind},
    tree::Step,
    words::quote,
};

pub(super) fn not_renamable(scene: &Scene<'_>, report: &mut Report<'_>) {
    for (head, _) in renamed(scene) {
        if !head.kind.can_be_renamed() {
            let message = format!("AWS cannot rename {}", head.kind.one());
            let remedy = "leave it out: this makes a new one beside the old";
            report.below(scene, head.place, &[Step::Member("was")], message, remedy);
        }
    }
}

pub(super) fn own_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    for (head, was) in renamed(scene) {
        if was == head.name {
            let message = format!("{} is the name that it has", quote(was.as_str()));
            report.below(
                scene,
                head.place,
                &[Step::Member("was")],
                message,
                "leave it out",
            );
        }
    }
}

pub(super) fn declared_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let names = scene
        .declared
        .iter()
        .map(|declared| (declared.kind, declared.name));
    let names: HashSet<(Kind, &str)> = names.collect();
    let mut olds = HashSet::new();
    for (head, was) in renamed(scene)
        .into_iter()
        .filter(|(head, was)| *was != head.name)
    {
        let old = (head.kind, was.as_str());
        let (message, remedy) = if names.contains(&old) {
            (
                "is the name of another entry",
                "rename that entry too, or leave this out",
            )
        } else if !olds.insert(old) {
            (
                "was the name of another entry",
                "one thing can become only one: leave this out",
            )
        } else {
            continue;
        };
        let message = format!("{} {message}", quote(was.as_str()));
        report.below(scene, head.place, &[Step::Member("was")], message, remedy);
    }
}

fn renamed<'a>(scene: &Scene<'a>) -> Vec<(Head<'a>, &'a Name)> {
    scene
        .heads()
        .into_iter()
        .filter_map(|head| head.was.map(|was| (head, was)))
        .collect()
}
