//! `was`: an entry that had another name.

use super::scene::{Head, Report, Scene};
use crate::{Name, tree::Step, words::quote};

pub(super) fn not_renamable(scene: &Scene<'_>, report: &mut Report<'_>) {
    for (head, _) in renamed(scene) {
        if !head.kind.can_be_renamed() {
            let message = format!("AWS cannot rename a {}", head.kind.noun());
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
    for (head, was) in renamed(scene)
        .into_iter()
        .filter(|(head, was)| *was != head.name)
    {
        let mut others = scene
            .declared
            .iter()
            .filter(|other| other.kind == head.kind);
        if others.any(|other| other.name == was.as_str()) {
            let message = format!("{} is the name of another entry", quote(was.as_str()));
            let remedy = "rename that entry too, or leave this out";
            report.below(scene, head.place, &[Step::Member("was")], message, remedy);
        }
    }
    let mut heads: Vec<_> = renamed(scene);
    heads.retain(|(head, was)| {
        let before = renamed(scene)
            .into_iter()
            .take_while(|(other, _)| other.place != head.place);
        before
            .into_iter()
            .any(|(other, old)| other.kind == head.kind && old == *was)
    });
    for (head, was) in heads {
        let message = format!("{} was the name of another entry", quote(was.as_str()));
        let remedy = "one thing can become only one: leave this out";
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
