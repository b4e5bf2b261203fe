//! Users who were never seen.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        subject,
        words::{days, days_since},
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "user-never-signed-in",
    area: Area::Access,
    severity: Severity::Medium,
    title: "A user was never signed in within the days that were looked at",
    why: "Nobody misses such an account when somebody else takes it, and nobody asks \
          what it may do.",
    remedy: "Ask whose it is. Then remove it with DeleteUser, or `connectctl agents \
             remove`.",
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
        let age = user.modified_s.map(|then_s| days_since(world, then_s));
        let is_new = age.is_some_and(|age| age < settings.idle_days);
        if seen.online_s == 0 && seen.contacts == 0 && !is_new {
            let since = age.map_or(String::new(), |age| {
                format!("; changed last {} ago", days(age))
            });
            let evidence = format!("not signed in within {}{since}", days(seen.window_days));
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

    const NEVER: SignIns = SignIns {
        window_days: 30,
        online_s: 0,
        contacts: 0,
    };

    #[test]
    fn a_user_who_was_never_seen_is_found() {
        let change = |world: &mut World| {
            world.users[1].sign_ins = Some(NEVER);
            world.users[2].sign_ins = Some(NEVER);
            world.users[2].modified_s = None;
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium user/bob
            seen: not signed in within 30 days; changed last 200 days ago
            remedy: Ask whose it is. Then remove it with DeleteUser, or `connectctl agents remove`.
            medium user/cy
            seen: not signed in within 30 days
            remedy: Ask whose it is. Then remove it with DeleteUser, or `connectctl agents remove`.
        "]],
        );
    }

    #[test]
    fn a_new_user_has_time() {
        holds(&RULE, |world| {
            world.users[1].sign_ins = Some(NEVER);
            world.users[1].modified_s = Some(world.now_s - 29 * 86_400);
        });
    }

    #[test]
    fn who_was_not_asked_about_is_not_found_nor_who_was_looked_at_too_briefly() {
        holds(&RULE, |world| world.users[1].sign_ins = None);
        holds(&RULE, |world| {
            world.users[1].sign_ins = Some(SignIns {
                window_days: 29,
                ..NEVER
            });
        });
    }
}
