//! Trails without a key of their own.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{audit::trails::recording, subject},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-unencrypted",
    area: Area::Audit,
    severity: Severity::Low,
    title: "The files of a trail are encrypted by no key of KMS",
    why: "Without one, who can read the bucket can read who did what, and nobody can \
          take that back with a key.",
    remedy: "Name a key with UpdateTrail and KmsKeyId; its policy has to let \
             cloudtrail.amazonaws.com in.",
    references: &[Reference {
        source: "Security Hub",
        id: "CloudTrail.2",
    }],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for trail in recording(world).into_iter().filter(|it| it.key.is_none()) {
        marks.find(subject::trail(trail), "it names no key for its files");
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    #[test]
    fn a_trail_without_a_key_is_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].key = None,
            &expect![[r"
                low trail/all
                seen: it names no key for its files
                remedy: Name a key with UpdateTrail and KmsKeyId; its policy has to let cloudtrail.amazonaws.com in.
            "]],
        );
    }

    #[test]
    fn a_trail_that_stands_still_writes_no_files() {
        holds(&RULE, |world: &mut World| {
            world.trails[0].key = None;
            world.trails[0].is_logging = false;
        });
    }
}
