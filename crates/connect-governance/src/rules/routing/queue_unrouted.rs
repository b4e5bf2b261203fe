//! A queue that no agent takes contacts from.

use flow_language::{Ref, RefKind};

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Mentions, scripts},
        thing,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-unrouted",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "An open queue is in no routing profile",
    why: "Contacts in a queue that no routing profile has wait until they give up: no agent \
            can be given them.",
    remedy: "Add the queue to a routing profile under `routing_profiles` and run `connectctl \
            apply`, or switch it off.",
    references: &[],
    needs: &[Part::Queues, Part::RoutingProfiles],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mentions = Mentions::of(world, &scripts(world));
    for queue in world
        .queues
        .iter()
        .filter(|queue| queue.is_enabled && !queue.is_builtin)
    {
        let profiles = &world.routing_profiles;
        let is_routed = profiles
            .iter()
            .any(|profile| profile.queues.contains(&queue.name));
        let mut dials = profiles.iter();
        let dials = dials.any(|profile| profile.default_outbound_queue == queue.name);
        let name = Ref::new(RefKind::Queue, &queue.name).ok();
        let takes = mentions.has(name.as_ref(), &queue.arn);
        // A queue that calls out alone needs no agents of its own.
        if !is_routed && (takes || !dials) {
            let flows = if takes {
                ", and flows put contacts there"
            } else {
                ""
            };
            let evidence = format!("enabled, and in no routing profile{flows}");
            marks.find(thing::queue(queue), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{queue, said, sound};

    #[test]
    fn a_queue_that_no_routing_profile_has_is_found() {
        let mut world = sound();
        world.routing_profiles[0].queues.clear();
        world.queues.push(queue("Support", 102));
        expect![[r#"
            medium queue/Sales: enabled, and in no routing profile, and flows put contacts there
              do: Add the queue to a routing profile under `routing_profiles` and run `connectctl apply`, or switch it off.
            medium queue/Support: enabled, and in no routing profile
              do: Add the queue to a routing profile under `routing_profiles` and run `connectctl apply`, or switch it off.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_queue_that_calls_out_alone_or_is_closed_is_let_be() {
        let mut world = sound();
        world.queues.push(queue("Campaign", 102));
        world.routing_profiles[0].default_outbound_queue = "Campaign".to_owned();
        let mut closed = queue("Closed", 103);
        closed.is_enabled = false;
        world.queues.push(closed);
        assert_eq!(said(&RULE, &world), "");
    }
}
