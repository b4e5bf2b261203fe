//! Keys that are never rotated.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-rotation-off",
    area: Area::Encryption,
    severity: Severity::Medium,
    title: "A key is not rotated",
    why: "Everything ever kept hangs on one piece of key material. Rotation changes \
          nothing for readers.",
    remedy: "`connectctl govern mend` switches it on with EnableKeyRotation.",
    references: &[Reference {
        source: "Security Hub",
        id: "KMS.4",
    }],
    needs: &[Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world) {
        if key.encrypts && key.state == "Enabled" && !key.rotates {
            let mend = Mend::RotateKey {
                key: key.arn.clone(),
            };
            marks
                .find(subject::key(key), "yearly rotation is off")
                .mend(mend);
        }
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
    fn a_key_that_is_not_rotated_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].rotates = false,
            &expect![[r#"
            medium key/alias/north
            seen: yearly rotation is off
            remedy: `connectctl govern mend` switches it on with EnableKeyRotation.
            mend: {"do":"rotate-key","key":"arn:aws:kms:eu-west-2:111111111111:key/k-1"}
        "#]],
        );
    }

    #[test]
    fn what_cannot_be_rotated_now_or_by_us_is_left_alone() {
        let changes: [fn(&mut World); 4] = [
            |world| world.keys[0].is_aws_managed = true,
            |world| world.keys[0].encrypts = false,
            |world| "Disabled".clone_into(&mut world.keys[0].state),
            |world| world.keys[0].exists = false,
        ];
        for change in changes {
            holds(&RULE, |world| {
                world.keys[0].rotates = false;
                change(world);
            });
        }
    }
}
