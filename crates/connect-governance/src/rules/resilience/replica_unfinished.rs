//! A replica that is not in step.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing::instance,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "replica-unfinished",
    area: Area::Resilience,
    severity: Severity::Medium,
    title: "Replication to the other Region is not complete",
    why: "Traffic that is moved to a replica that is not in step finds old flows, or none.",
    remedy: "See what is missing with `connectctl replicate`, which waits until both are in \
            step.",
    references: &[],
    needs: &[Part::Instance, Part::Regions],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let Some(replica) = &world.instance.replica else {
        return;
    };
    if replica.status != COMPLETE {
        let evidence = format!("the replica in {} is {}", replica.region, replica.status);
        let mark = marks.find(instance(world), evidence);
        if replica.status.ends_with("_FAILED") {
            mark.severity(Severity::High);
        }
    }
}

const COMPLETE: &str = "INSTANCE_REPLICATION_COMPLETE";

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{said, sound},
        world::Replica,
    };

    #[test]
    fn a_replica_that_is_not_in_step_is_found_and_a_failed_one_weighs_more() {
        let mut world = sound();
        for status in [
            "INSTANCE_REPLICATION_IN_PROGRESS",
            "INSTANCE_REPLICATION_FAILED",
        ] {
            let region = "eu-central-1".to_owned();
            world.instance.replica = Some(Replica {
                region,
                status: status.to_owned(),
            });
            let said = said(&RULE, &world);
            let is_bad = status.ends_with("FAILED");
            assert_eq!(said.starts_with("high"), is_bad, "{said}");
            if !is_bad {
                expect![[r#"
                    medium instance/acme: the replica in eu-central-1 is INSTANCE_REPLICATION_IN_PROGRESS
                      do: See what is missing with `connectctl replicate`, which waits until both are in step.
                "#]].assert_eq(&said);
            }
        }
    }

    #[test]
    fn without_a_replica_there_is_nothing_to_finish() {
        let mut world = sound();
        world.instance.replica = None;
        assert_eq!(said(&RULE, &world), "");
    }
}
