//! Security profiles that are almost Admin.

use connect_model::builtin::ADMIN;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "security-profile-wide",
    area: Area::Access,
    severity: Severity::Medium,
    title: "A security profile grants almost all that Admin does",
    why: "Its users count as no administrators anywhere, and can do what administrators \
          can.",
    remedy: "Grant what the work takes: `connectctl govern policy` lists the permissions \
             of a supervisor and of an agent. Then UpdateSecurityProfile, or `connectctl \
             apply`.",
    references: &[],
    needs: &[Part::SecurityProfiles],
    judge,
};

/// From how many percent of Admin on a profile is almost Admin.
const PERCENT: usize = 80;

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let Some(admin) = world.security_profiles.iter().find(|it| it.name == ADMIN) else {
        return;
    };
    let all = admin.permissions.len();
    for profile in world.security_profiles.iter().filter(|it| !it.is_builtin) {
        let granted = profile.permissions.intersection(&admin.permissions).count();
        if granted * 100 > all * PERCENT {
            let percent = granted * 100 / all;
            let evidence =
                format!("it grants {granted} of the {all} permissions of Admin: {percent} %");
            marks.find(subject::security_profile(profile), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    /// Admin has ten permissions.
    fn grant(world: &mut World, number: usize) {
        let of_admin = world.security_profiles[0]
            .permissions
            .iter()
            .take(number)
            .cloned()
            .collect();
        world.security_profiles[2].permissions = of_admin;
    }

    #[test]
    fn more_than_four_fifths_of_admin_are_found() {
        breaks(
            &RULE,
            |world| grant(world, 9),
            &expect![[r"
            medium security-profile/Lead
            seen: it grants 9 of the 10 permissions of Admin: 90 %
            remedy: Grant what the work takes: `connectctl govern policy` lists the permissions of a supervisor and of an agent. Then UpdateSecurityProfile, or `connectctl apply`.
        "]],
        );
    }

    #[test]
    fn four_fifths_are_fine_and_so_are_permissions_that_admin_lacks() {
        holds(&RULE, |world| grant(world, 8));
        holds(&RULE, |world| {
            let others = (0..20).map(|n| format!("Tool{n}.Access"));
            world.security_profiles[2].permissions.extend(others);
        });
        holds(&RULE, |world| {
            world.security_profiles[0].permissions.clear();
        });
    }
}
