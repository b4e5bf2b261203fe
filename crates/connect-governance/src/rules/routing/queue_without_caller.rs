//! A queue that agents call out from, and that shows no number.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{tally::count, thing},
    world::{Part, RoutingProfile, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-without-caller",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "A queue that agents call out from shows no number",
    why: "Calls without a number of their own are taken for fraud and not answered, or fail, \
            and nobody can call back.",
    remedy: "Name a number in `outbound_caller` of the queue under `queues`, and run \
            `connectctl apply`.",
    references: &[],
    needs: &[
        Part::Instance,
        Part::Queues,
        Part::RoutingProfiles,
        Part::Users,
    ],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !world.instance.is_on("OUTBOUND_CALLS") {
        return;
    }
    for queue in world
        .queues
        .iter()
        .filter(|queue| queue.caller_number.is_none())
    {
        let profiles = world.routing_profiles.iter();
        let dialling = profiles.filter(|it| it.default_outbound_queue == queue.name);
        let users: usize = dialling.map(|profile| users(world, profile)).sum();
        if users > 0 {
            let users = count(users, "user calls", "users call");
            let evidence = format!("{users} out from it, and it shows no number");
            marks.find(thing::queue(queue), evidence);
        }
    }
}

fn users(world: &World, profile: &RoutingProfile) -> usize {
    let users = world.users.iter();
    users
        .filter(|user| user.routing_profile == profile.name)
        .count()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_queue_that_users_call_out_from_without_a_number_is_found() {
        let mut world = sound();
        world.queues[0].caller_number = None;
        expect![[r#"
            medium queue/Sales: 1 user calls out from it, and it shows no number
              do: Name a number in `outbound_caller` of the queue under `queues`, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_queue_that_nobody_calls_out_from_needs_no_number() {
        let mut world = sound();
        world.queues[0].caller_number = None;
        world.users.clear();
        assert_eq!(said(&RULE, &world), "");
        let mut world = sound();
        world.queues[0].caller_number = None;
        world
            .instance
            .attributes
            .insert("OUTBOUND_CALLS".to_owned(), false);
        assert_eq!(said(&RULE, &world), "");
    }
}
