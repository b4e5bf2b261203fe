//! Security profiles that nobody holds.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{access::holders::holders, subject, words::counted},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "security-profile-unused",
    area: Area::Access,
    severity: Severity::Low,
    title: "A security profile is held by nobody",
    why: "It is a set of rights that nobody looks at any more, ready to be given to \
          somebody by mistake.",
    remedy: "Remove it with DeleteSecurityProfile, or from the declaration with \
             `connectctl apply --prune`.",
    references: &[],
    needs: &[Part::SecurityProfiles, Part::Users],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for profile in world.security_profiles.iter().filter(|it| !it.is_builtin) {
        if holders(world, &profile.name).is_empty() {
            let (users, number) = (
                counted(world.users.len(), "user"),
                profile.permissions.len(),
            );
            let evidence = format!(
                "none of {users} holds its {}",
                counted(number, "permission")
            );
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

    #[test]
    fn a_profile_that_nobody_holds_is_found() {
        let change = |world: &mut World| world.users.retain(|user| user.name != "cy");
        breaks(
            &RULE,
            change,
            &expect![[r"
            low security-profile/Lead
            seen: none of 2 users holds its 2 permissions
            remedy: Remove it with DeleteSecurityProfile, or from the declaration with `connectctl apply --prune`.
        "]],
        );
    }

    #[test]
    fn what_every_instance_has_may_lie_idle() {
        holds(&RULE, |world| world.users.retain(|user| user.name == "cy"));
    }
}
