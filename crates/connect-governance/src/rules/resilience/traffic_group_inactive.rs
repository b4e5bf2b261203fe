//! A traffic distribution group that is not active.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "traffic-group-inactive",
    area: Area::Resilience,
    severity: Severity::Medium,
    title: "A traffic distribution group is not active",
    why: "Traffic cannot be moved by a group that is not active, and whoever fails over finds \
            that out last.",
    remedy: "Look at it with `connectctl traffic get`; where making or removing it has \
            failed, do so again under `traffic_distribution_groups` with `connectctl apply`.",
    references: &[],
    needs: &[Part::Instance, Part::Regions],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for group in &world.instance.traffic_groups {
        if group.status != "ACTIVE" {
            let subject = Subject::new("traffic-group", &group.name).at(&group.arn);
            let mark = marks.find(subject, format!("is {}", group.status));
            if group.status.ends_with("_FAILED") {
                mark.severity(Severity::High);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_group_that_is_not_active_is_found_and_a_failed_one_weighs_more() {
        let mut world = sound();
        world.instance.traffic_groups[0].status = "PENDING_DELETION".to_owned();
        expect![[r#"
            medium traffic-group/Front: is PENDING_DELETION
              do: Look at it with `connectctl traffic get`; where making or removing it has failed, do so again under `traffic_distribution_groups` with `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
        world.instance.traffic_groups[0].status = "CREATION_FAILED".to_owned();
        expect![[r#"
            high traffic-group/Front: is CREATION_FAILED
              do: Look at it with `connectctl traffic get`; where making or removing it has failed, do so again under `traffic_distribution_groups` with `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn an_active_group_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
