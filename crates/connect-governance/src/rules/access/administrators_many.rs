//! More administrators than there may be.

use connect_model::builtin::ADMIN;

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::{
        access::holders::{holders, names},
        subject,
        words::{counted, listed},
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "administrators-many",
    area: Area::Access,
    severity: Severity::Medium,
    title: "More users are administrators than there may be",
    why: "Whoever holds Admin may change and hear everything. Each of them more is one \
          more account to lose.",
    remedy: "Give those who need less another security profile with \
             UpdateUserSecurityProfiles, or in the declaration with `connectctl apply`; \
             where all are needed, raise `administrators_max`.",
    references: &[],
    needs: &[Part::Users],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let (admins, most) = (holders(world, ADMIN), settings.administrators_max);
    if admins.len() > most as usize {
        let (number, who) = (counted(admins.len(), "user"), listed(names(&admins)));
        let profile = world.security_profiles.iter().find(|it| it.name == ADMIN);
        let subject = profile.map_or_else(
            || Subject::new("security-profile", ADMIN),
            subject::security_profile,
        );
        marks.find(
            subject,
            format!("Admin is held by {number}, and {most} may: {who}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks_under, holds, holds_under},
        world::World,
    };

    fn promote(world: &mut World, number: usize) {
        for user in world.users.iter_mut().take(number) {
            user.security_profiles = ["Admin".to_owned()].into();
        }
    }

    #[test]
    fn more_administrators_than_may_be_are_found() {
        let settings = Settings {
            administrators_max: 2,
            ..Settings::default()
        };
        breaks_under(
            &RULE,
            &settings,
            |world| promote(world, 3),
            &expect![[r"
            medium security-profile/Admin
            seen: Admin is held by 3 users, and 2 may: ada, bob, cy
            remedy: Give those who need less another security profile with UpdateUserSecurityProfiles, or in the declaration with `connectctl apply`; where all are needed, raise `administrators_max`.
        "]],
        );
    }

    #[test]
    fn as_many_as_may_be_are_fine() {
        let settings = Settings {
            administrators_max: 2,
            ..Settings::default()
        };
        holds_under(&RULE, &settings, |world| promote(world, 2));
        holds(&RULE, |world| promote(world, 3));
    }
}
