//! Trails that look at one Region alone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        audit::trails::{account, names, recording},
        words::listed,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-one-region",
    area: Area::Audit,
    severity: Severity::Low,
    title: "No trail records every Region",
    why: "What somebody makes in a Region that nobody uses stays unseen, and so does \
          what global services do.",
    remedy: "Make a trail one of every Region with UpdateTrail and IsMultiRegionTrail.",
    references: &[],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let trails = recording(world);
    if !trails.is_empty() && !trails.iter().any(|it| it.is_multi_region) {
        let who = listed(names(&trails));
        marks.find(
            account(world),
            format!("every trail that records is one of a single Region: {who}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Trail, World},
    };

    #[test]
    fn trails_of_one_region_are_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].is_multi_region = false,
            &expect![[r"
                low account/111111111111
                seen: every trail that records is one of a single Region: all
                remedy: Make a trail one of every Region with UpdateTrail and IsMultiRegionTrail.
            "]],
        );
    }

    #[test]
    fn one_of_every_region_is_enough() {
        holds(&RULE, |world: &mut World| {
            let second = Trail {
                is_multi_region: false,
                ..world.trails[0].clone()
            };
            world.trails.push(second);
        });
    }
}
