//! A routing profile without queues, and with users.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{tally::count, thing},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "routing-profile-empty",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "A routing profile of users has no queues",
    why: "Its users are signed in and are given nothing but what they dial themselves.",
    remedy: "Add queues to the profile under `routing_profiles`, and run `connectctl apply`.",
    references: &[],
    needs: &[Part::RoutingProfiles, Part::Users],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for profile in world
        .routing_profiles
        .iter()
        .filter(|it| it.queues.is_empty())
    {
        let users = world.users.iter();
        let users = users
            .filter(|user| user.routing_profile == profile.name)
            .count();
        if users > 0 {
            let evidence = format!(
                "{} it, and it has no queue",
                count(users, "user has", "users have")
            );
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
    fn a_routing_profile_with_users_and_without_queues_is_found() {
        let mut world = sound();
        world.routing_profiles[0].queues.clear();
        expect![[r#"
            medium routing-profile/Sellers: 1 user has it, and it has no queue
              do: Add queues to the profile under `routing_profiles`, and run `connectctl apply`.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_profile_that_nobody_has_may_be_empty() {
        let mut world = sound();
        world.routing_profiles[0].queues.clear();
        world.users.clear();
        assert_eq!(said(&RULE, &world), "");
    }
}
