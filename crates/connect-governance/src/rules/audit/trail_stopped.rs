//! Trails that stand still, with no other that records.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{
        audit::trails::{names, recording},
        subject,
        words::listed,
    },
    world::{Part, Trail, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-stopped",
    area: Area::Audit,
    severity: Severity::High,
    title: "A trail does not record, and no other does",
    why: "Somebody switched it off, or it was never switched on. What happens meanwhile \
          is in no file.",
    remedy: "Find out with LookupEvents who called StopLogging; `connectctl govern mend` \
             calls StartLogging for the trail that records most.",
    references: &[],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !recording(world).is_empty() {
        return;
    }
    let best = world.trails.iter().max_by_key(|it| worth(it));
    for trail in &world.trails {
        let others: Vec<&Trail> = world.trails.iter().filter(|it| *it != trail).collect();
        let evidence = if others.is_empty() {
            "it does not record, and there is no other".to_owned()
        } else {
            format!("it does not record, nor does {}", listed(names(&others)))
        };
        let mark = marks.find(subject::trail(trail), evidence);
        if best == Some(trail) {
            mark.mend(Mend::StartTrail {
                trail: trail.arn.clone(),
            });
        }
    }
}

/// How much a trail records.
fn worth(trail: &Trail) -> (bool, bool, bool, bool) {
    (
        trail.is_multi_region,
        trail.records_writes,
        trail.records_reads,
        !trail.leaves_out_kms,
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Trail, World},
    };

    fn second(world: &World) -> Trail {
        Trail {
            name: "local".to_owned(),
            arn: "arn:aws:cloudtrail:eu-west-2:111111111111:trail/local".to_owned(),
            is_multi_region: false,
            ..world.trails[0].clone()
        }
    }

    #[test]
    fn where_no_trail_records_each_is_found_and_the_best_can_be_started() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].is_logging = false,
            &expect![[r#"
                high trail/all
                seen: it does not record, and there is no other
                remedy: Find out with LookupEvents who called StopLogging; `connectctl govern mend` calls StartLogging for the trail that records most.
                mend: {"do":"start-trail","trail":"arn:aws:cloudtrail:eu-west-2:111111111111:trail/all"}
            "#]],
        );
        let two = |world: &mut World| {
            world.trails.push(second(world));
            world.trails.iter_mut().for_each(|it| it.is_logging = false);
        };
        breaks(
            &RULE,
            two,
            &expect![[r#"
                high trail/all
                seen: it does not record, nor does local
                remedy: Find out with LookupEvents who called StopLogging; `connectctl govern mend` calls StartLogging for the trail that records most.
                mend: {"do":"start-trail","trail":"arn:aws:cloudtrail:eu-west-2:111111111111:trail/all"}
                high trail/local
                seen: it does not record, nor does all
                remedy: Find out with LookupEvents who called StopLogging; `connectctl govern mend` calls StartLogging for the trail that records most.
            "#]],
        );
    }

    #[test]
    fn one_that_records_is_enough() {
        holds(&RULE, |world: &mut World| {
            world.trails.push(second(world));
            world.trails[1].is_logging = false;
        });
    }
}
