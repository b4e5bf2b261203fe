//! How people are organised and told apart: the hierarchy, agent statuses, proficiencies.

use std::collections::{HashMap, HashSet};

use super::scene::{Report, Scene};
use crate::{
    GroupPath, Place, builtin,
    spec::{AgentStatusState, Entry, HierarchyGroupSpec, Kind, PredefinedAttributeSpec},
    tree::Step,
    words::{quote, suggest},
};

/// The longest name of a predefined attribute, in characters.
const ATTRIBUTE_CHARS_MAX: usize = 100;

pub(super) fn duplicate_level(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(hierarchy) = scene.section("hierarchy") else {
        return;
    };
    let mut seen = HashSet::new();
    for (index, level) in scene.document.hierarchy.levels.iter().enumerate() {
        if !seen.insert(level) {
            let message = format!("a level is called {} before", quote(level));
            let steps = [Step::Member("levels"), Step::Item(index)];
            report.below(scene, &hierarchy, &steps, message, "choose another name");
        }
    }
}

pub(super) fn group_without_level(scene: &Scene<'_>, report: &mut Report<'_>) {
    let hierarchy = &scene.document.hierarchy;
    let levels = hierarchy.levels.len();
    for group in &hierarchy.groups {
        let level = group.spec.path.level();
        if level > levels {
            let message = format!(
                "{} is on level {level} of a hierarchy of {levels}",
                quote(group.name.as_str())
            );
            let remedy = "name a level more under hierarchy.levels";
            report.below(
                scene,
                &group.place,
                &[Step::Member("path")],
                message,
                remedy,
            );
        }
    }
}

pub(super) fn group_without_parent(scene: &Scene<'_>, report: &mut Report<'_>) {
    let known = scene.known(Kind::HierarchyGroup);
    let set: HashSet<&str> = known.iter().copied().collect();
    for group in &scene.document.hierarchy.groups {
        let parent = group.spec.path.parent();
        let Some(parent) = parent.filter(|parent| !set.contains(parent.as_str())) else {
            continue;
        };
        let message = format!(
            "there is no hierarchy group named {}",
            quote(parent.as_str())
        );
        let remedy = suggest(
            parent.as_str(),
            &known,
            "declare the group above it too, or list that under uses",
        );
        report.below(
            scene,
            &group.place,
            &[Step::Member("path")],
            message,
            remedy,
        );
    }
}

/// The old path may lead through the old or the new names of the groups above.
pub(super) fn moved_group(scene: &Scene<'_>, report: &mut Report<'_>) {
    let groups = &scene.document.hierarchy.groups;
    let olds: HashMap<&str, &str> = groups.iter().filter_map(renamed).collect();
    for group in groups {
        let Some(was) = group.was.as_ref() else {
            continue;
        };
        let stays = GroupPath::new(was.as_str()).is_ok_and(|was| {
            is_same(
                was.parent().as_ref(),
                group.spec.path.parent().as_ref(),
                &olds,
            )
        });
        if !stays {
            let message = format!(
                "{} was somewhere else, and AWS moves no group",
                quote(group.name.as_str())
            );
            let remedy = "leave it out: this makes a new one beside the old";
            report.below(scene, &group.place, &[Step::Member("was")], message, remedy);
        }
    }
}

fn renamed(group: &Entry<HierarchyGroupSpec>) -> Option<(&str, &str)> {
    Some((group.name.as_str(), group.was.as_ref()?.as_str()))
}

/// Whether two paths lead to one group, now or before it and those above were renamed.
fn is_same(was: Option<&GroupPath>, is: Option<&GroupPath>, olds: &HashMap<&str, &str>) -> bool {
    let (was, is) = match (was, is) {
        (None, None) => return true,
        (Some(was), Some(is)) => (was, is),
        _ => return false,
    };
    let old = olds.get(is.as_str());
    let old = old.and_then(|old| GroupPath::new(*old).ok());
    let is_named = |name: &GroupPath| name.name() == was.name();
    (is_named(is) || old.as_ref().is_some_and(is_named))
        && is_same(was.parent().as_ref(), is.parent().as_ref(), olds)
}

pub(super) fn builtin_status(scene: &Scene<'_>, report: &mut Report<'_>) {
    for status in &scene.document.agent_statuses {
        let is_builtin = builtin::is_builtin(Kind::AgentStatus, status.name.as_str());
        if is_builtin && status.spec.state == AgentStatusState::Disabled {
            let message = format!("AWS does not disable {}", quote(status.name.as_str()));
            let steps = [Step::Member("state")];
            report.below(scene, &status.place, &steps, message, "leave it enabled");
        }
    }
}

pub(super) fn long_attribute_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let attributes = scene.declared.iter();
    for declared in attributes.filter(|declared| declared.kind == Kind::PredefinedAttribute) {
        let count = declared.name.chars().count();
        if count > ATTRIBUTE_CHARS_MAX {
            let message =
                format!("the name has {count} characters; AWS takes {ATTRIBUTE_CHARS_MAX}");
            report.at_name(declared, message, "choose a shorter one");
        }
    }
}

pub(super) fn duplicate_proficiency(scene: &Scene<'_>, report: &mut Report<'_>) {
    for (user, index, proficiency) in proficiencies(scene) {
        let same = |before: &&crate::spec::Proficiency| {
            before.attribute == proficiency.attribute && before.value == proficiency.value
        };
        let before = user.spec.proficiencies.iter().flatten().take(index);
        if before.filter(same).count() > 0 {
            let message = format!(
                "{} in {} has a level before",
                quote(&proficiency.value),
                quote(proficiency.attribute.as_str())
            );
            find(
                scene,
                report,
                &user.place,
                index,
                message,
                "keep one of the two",
            );
        }
    }
}

pub(super) fn unknown_value(scene: &Scene<'_>, report: &mut Report<'_>) {
    let values = |attribute: &'_ Entry<PredefinedAttributeSpec>| {
        Some((attribute.name.clone(), attribute.spec.values.clone()?))
    };
    let attributes = &scene.document.predefined_attributes;
    let known: HashMap<_, _> = attributes.iter().filter_map(values).collect();
    for (user, index, proficiency) in proficiencies(scene) {
        let Some(values) = known.get(&proficiency.attribute) else {
            continue;
        };
        if !values.contains(&proficiency.value) {
            let message = format!(
                "{} is no value of {}",
                quote(&proficiency.value),
                quote(proficiency.attribute.as_str())
            );
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let remedy = suggest(&proficiency.value, &values, "add it to the attribute");
            find(scene, report, &user.place, index, message, remedy);
        }
    }
}

type User = Entry<crate::spec::UserSpec>;

fn proficiencies<'a>(
    scene: &Scene<'a>,
) -> impl Iterator<Item = (&'a User, usize, &'a crate::spec::Proficiency)> {
    let of = |user: &'a User| {
        let all = user.spec.proficiencies.iter().flatten().enumerate();
        all.map(move |(index, proficiency)| (user, index, proficiency))
    };
    scene.document.users.iter().flat_map(of)
}

fn find(
    scene: &Scene<'_>,
    report: &mut Report<'_>,
    user: &Place,
    index: usize,
    message: String,
    remedy: impl Into<String>,
) {
    let steps = [
        Step::Member("proficiencies"),
        Step::Item(index),
        Step::Member("value"),
    ];
    report.below(scene, user, &steps, message, remedy);
}
