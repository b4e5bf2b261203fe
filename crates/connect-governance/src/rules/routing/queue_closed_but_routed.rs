//! A queue that is switched off, and still in a routing profile.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        tally::{count, few},
        thing,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-closed-but-routed",
    area: Area::Routing,
    severity: Severity::Low,
    title: "A routing profile has a queue that is switched off",
    why: "Agents count on a queue that gives them nothing, and the place in the profile \
            counts against its quota.",
    remedy: "Take the queue out of the profile under `routing_profiles`, or switch it on \
            again.",
    references: &[],
    needs: &[Part::Queues, Part::RoutingProfiles],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for queue in world.queues.iter().filter(|queue| !queue.is_enabled) {
        let profiles = world.routing_profiles.iter();
        let profiles = profiles.filter(|profile| profile.queues.contains(&queue.name));
        let profiles: Vec<String> = profiles.map(|it| format!("`{}`", it.name)).collect();
        if !profiles.is_empty() {
            let number = count(profiles.len(), "routing profile", "routing profiles");
            let evidence = format!("disabled, and in {number}: {}", few(&profiles, ", "));
            marks.find(thing::queue(queue), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_closed_queue_in_a_routing_profile_is_found() {
        let mut world = sound();
        world.queues[0].is_enabled = false;
        expect![[r#"
            low queue/Sales: disabled, and in 1 routing profile: `Sellers`
              do: Take the queue out of the profile under `routing_profiles`, or switch it on again.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_closed_queue_that_no_profile_has_is_let_be() {
        let mut world = sound();
        world.queues[0].is_enabled = false;
        world.routing_profiles[0].queues.clear();
        assert_eq!(said(&RULE, &world), "");
    }
}
