//! Tags.

use super::scene::{Report, Scene};
use crate::{Place, Tags, tree::Step, words::quote};

/// AWS takes 50; the marks of ownership need three of them.
const TAGS_MAX: usize = 47;
/// What keys of our own begin with.
const RESERVED: &str = "trunkline:";

pub(super) fn too_many(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(instance) = scene.instance() else {
        return;
    };
    let place = Scene::instance_place();
    check_count(&instance.all_tags(), &place, "tags", scene, report);
    if instance.tags.len() > TAGS_MAX {
        return;
    }
    for head in scene.heads().iter().filter(|head| !head.tags.is_empty()) {
        check_count(
            &instance.tags.overlaid(head.tags),
            head.place,
            "tags",
            scene,
            report,
        );
    }
}

fn check_count(
    tags: &Tags,
    place: &Place,
    member: &str,
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    if tags.len() > TAGS_MAX {
        let message = format!(
            "there are {} tags, with those of the whole centre; AWS takes 50 and Trunkline needs 3",
            tags.len()
        );
        report.below(
            scene,
            place,
            &[Step::Member(member)],
            message,
            "leave some out",
        );
    }
}

pub(super) fn reserved(scene: &Scene<'_>, report: &mut Report<'_>) {
    if let Some(instance) = scene.instance() {
        let place = Scene::instance_place();
        check_keys(&instance.tags, &place, "tags", scene, report);
        check_keys(
            &instance.instance_tags,
            &place,
            "instance_tags",
            scene,
            report,
        );
    }
    for head in scene.heads() {
        check_keys(head.tags, head.place, "tags", scene, report);
    }
}

fn check_keys(
    tags: &Tags,
    place: &Place,
    member: &str,
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    for (key, _) in tags.iter().filter(|(key, _)| key.starts_with(RESERVED)) {
        let message = format!("the tag key {} is kept for marks of ownership", quote(key));
        let steps = [Step::Member(member), Step::Member(key)];
        report.below(scene, place, &steps, message, "choose another key");
    }
}
