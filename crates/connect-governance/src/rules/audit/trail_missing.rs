//! No trail records the Region.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::audit::trails::account,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-missing",
    area: Area::Audit,
    severity: Severity::High,
    title: "No trail of CloudTrail records the Region",
    why: "Who changed what in the instance is then known for 90 days at most, and can be \
          proved to nobody.",
    remedy: "Make a trail of every Region with CreateTrail, and start it with \
             StartLogging.",
    references: &[],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if world.trails.is_empty() {
        let region = world.region.as_ref().map_or("the Region", |it| it.as_str());
        marks.find(
            account(world),
            format!("there is no trail that records {region}"),
        );
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
    fn an_account_without_a_trail_is_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails.clear(),
            &expect![[r"
                high account/111111111111
                seen: there is no trail that records eu-west-2
                remedy: Make a trail of every Region with CreateTrail, and start it with StartLogging.
            "]],
        );
    }

    #[test]
    fn a_trail_that_stands_still_is_no_matter_of_this_rule() {
        holds(&RULE, |world: &mut World| {
            world.trails[0].is_logging = false;
        });
    }
}
