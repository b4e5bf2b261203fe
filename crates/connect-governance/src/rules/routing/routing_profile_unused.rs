//! A routing profile that no user has.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{tally::count, thing},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "routing-profile-unused",
    area: Area::Routing,
    severity: Severity::Low,
    title: "A routing profile has no users",
    why: "Its queues look staffed on paper, and nobody takes contacts from them.",
    remedy: "Give it to users under `users`, or remove it from `routing_profiles`.",
    references: &[],
    needs: &[Part::RoutingProfiles, Part::Users],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for profile in world
        .routing_profiles
        .iter()
        .filter(|profile| !profile.is_builtin)
    {
        if !world
            .users
            .iter()
            .any(|user| user.routing_profile == profile.name)
        {
            let queues = count(profile.queues.len(), "queue", "queues");
            let evidence = format!("no user has it; it has {queues}");
            marks.find(thing::routing_profile(profile), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_routing_profile_that_no_user_has_is_found() {
        let mut world = sound();
        world.users.clear();
        expect![[r#"
            low routing-profile/Sellers: no user has it; it has 1 queue
              do: Give it to users under `users`, or remove it from `routing_profiles`.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn the_profile_that_every_instance_has_is_let_be() {
        let mut world = sound();
        world.users.clear();
        world.routing_profiles[0].is_builtin = true;
        assert_eq!(said(&RULE, &world), "");
    }
}
