//! Trails whose files cannot be proved.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::{audit::trails::recording, subject},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-unproved",
    area: Area::Audit,
    severity: Severity::Low,
    title: "The files of a trail cannot be proved unchanged",
    why: "Whoever can write to its bucket can rewrite what happened, and nobody would \
          see it.",
    remedy: "`connectctl govern mend` switches EnableLogFileValidation on with \
             UpdateTrail.",
    references: &[Reference {
        source: "Security Hub",
        id: "CloudTrail.4",
    }],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for trail in recording(world)
        .into_iter()
        .filter(|it| !it.validates_files)
    {
        let mend = Mend::ValidateTrail {
            trail: trail.arn.clone(),
        };
        marks
            .find(
                subject::trail(trail),
                "it records without digests of its files",
            )
            .mend(mend);
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
    fn files_without_digests_are_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].validates_files = false,
            &expect![[r#"
                low trail/all
                seen: it records without digests of its files
                remedy: `connectctl govern mend` switches EnableLogFileValidation on with UpdateTrail.
                mend: {"do":"validate-trail","trail":"arn:aws:cloudtrail:eu-west-2:111111111111:trail/all"}
            "#]],
        );
    }

    #[test]
    fn a_trail_that_stands_still_writes_no_files() {
        holds(&RULE, |world: &mut World| {
            world.trails[0].validates_files = false;
            world.trails[0].is_logging = false;
        });
    }
}
