//! Trails that record no changes.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        audit::trails::{account, names, recording},
        words::listed,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-without-writes",
    area: Area::Audit,
    severity: Severity::High,
    title: "No trail records what changes things",
    why: "Who changed the instance is the first question after a fault, and there is no \
          answer.",
    remedy: "Have a trail record management events of the type All with \
             PutEventSelectors.",
    references: &[],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let trails = recording(world);
    if !trails.is_empty() && !trails.iter().any(|it| it.records_writes) {
        let who = listed(names(&trails));
        marks.find(
            account(world),
            format!("no trail that records has events that write: {who}"),
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
    fn trails_of_reads_alone_are_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].records_writes = false,
            &expect![[r"
                high account/111111111111
                seen: no trail that records has events that write: all
                remedy: Have a trail record management events of the type All with PutEventSelectors.
            "]],
        );
    }

    #[test]
    fn where_none_records_at_all_another_rule_tells() {
        holds(&RULE, |world: &mut World| {
            world.trails[0].records_writes = false;
            world.trails[0].is_logging = false;
        });
    }
}
