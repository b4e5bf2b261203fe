//! A routing profile that calls out from a queue that is gone or switched off.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "routing-profile-queue-gone",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "The queue that a routing profile calls out from is closed or not there",
    why: "Agents with the profile cannot call out as they should, or show the number of no \
            queue.",
    remedy: "Name another queue as `default_outbound_queue` of the profile, and run \
            `connectctl apply`.",
    references: &[],
    needs: &[Part::RoutingProfiles, Part::Queues, Part::Users],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let has_users = |name: &str| world.users.iter().any(|user| user.routing_profile == name);
    for profile in world
        .routing_profiles
        .iter()
        .filter(|it| has_users(&it.name))
    {
        let name = &profile.default_outbound_queue;
        let queue = world.queues.iter().find(|queue| queue.name == *name);
        let state = match queue {
            None => "not there",
            Some(queue) if !queue.is_enabled => "disabled",
            Some(_) => continue,
        };
        let evidence = format!("calls out from the queue {name}, which is {state}");
        marks.find(thing::routing_profile(profile), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_profile_that_calls_out_from_a_queue_that_is_gone_or_closed_is_found() {
        let mut world = sound();
        world.queues[0].is_enabled = false;
        expect![[r#"
            medium routing-profile/Sellers: calls out from the queue Sales, which is disabled
              do: Name another queue as `default_outbound_queue` of the profile, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
        world.queues.clear();
        expect![[r#"
            medium routing-profile/Sellers: calls out from the queue Sales, which is not there
              do: Name another queue as `default_outbound_queue` of the profile, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_profile_that_nobody_has_is_let_be() {
        let mut world = sound();
        world.queues.clear();
        world.users.clear();
        assert_eq!(said(&RULE, &world), "");
    }
}
