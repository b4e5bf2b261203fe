//! Users who are signed in and handle nothing.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::days},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "user-idle",
    area: Area::Access,
    severity: Severity::Info,
    title: "A user is signed in and handles no contacts",
    why: "Time for which nobody is served. It costs nothing at AWS, which does not bill \
          for agents: what it costs is theirs.",
    remedy: "Look at the queues of the routing profile; UpdateUserRoutingProfile gives \
             the user another.",
    references: &[],
    needs: &[Part::Users, Part::SignIns],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for user in &world.users {
        let Some(seen) = user
            .sign_ins
            .filter(|seen| seen.window_days >= settings.idle_days)
        else {
            continue;
        };
        if seen.online_s > 0 && seen.contacts == 0 {
            let (minutes, window) = (seen.online_s.div_ceil(60), days(seen.window_days));
            let evidence = format!(
                "signed in for {minutes} min within {window}, and handled no contact; routing profile {}",
                user.routing_profile
            );
            marks.find(subject::user(user), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{SignIns, World},
    };

    fn see(world: &mut World, online_s: u64, contacts: u64) {
        world.users[1].sign_ins = Some(SignIns {
            window_days: 30,
            online_s,
            contacts,
        });
    }

    #[test]
    fn a_user_who_handles_nothing_is_found() {
        breaks(
            &RULE,
            |world| see(world, 7_201, 0),
            &expect![[r"
            info user/bob
            seen: signed in for 121 min within 30 days, and handled no contact; routing profile Sales
            remedy: Look at the queues of the routing profile; UpdateUserRoutingProfile gives the user another.
        "]],
        );
    }

    #[test]
    fn one_contact_is_enough_and_who_never_signs_in_is_not_idle_but_absent() {
        holds(&RULE, |world| see(world, 7_200, 1));
        holds(&RULE, |world| see(world, 0, 0));
    }
}
