//! Security profiles whose users can give themselves more.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        access::holders::holders,
        subject,
        words::{counted, listed},
    },
    world::{Part, SecurityProfile, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "security-profile-self-raising",
    area: Area::Access,
    severity: Severity::High,
    title: "A security profile lets its users give themselves any right",
    why: "Whoever can edit security profiles and say who holds which is an administrator \
          under another name.",
    remedy: "Take one of the two away with UpdateSecurityProfile, or in the declaration \
             with `connectctl apply`.",
    references: &[],
    needs: &[Part::SecurityProfiles, Part::Users],
    judge,
};

const USERS: [&str; 2] = ["Users.Edit", "Users.EditPermission"];
const PROFILES: [&str; 2] = ["SecurityProfiles.Create", "SecurityProfiles.Edit"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for profile in world.security_profiles.iter().filter(|it| !it.is_builtin) {
        let (users, profiles) = (held(profile, &USERS), held(profile, &PROFILES));
        if !users.is_empty() && !profiles.is_empty() {
            let permissions = listed([users, profiles].concat());
            let number = counted(holders(world, &profile.name).len(), "user");
            let evidence = format!("it grants {permissions}; held by {number}");
            marks.find(subject::security_profile(profile), evidence);
        }
    }
}

fn held<'a>(profile: &SecurityProfile, permissions: &[&'a str]) -> Vec<&'a str> {
    let is_held = |it: &&str| profile.permissions.contains(*it);
    permissions.iter().copied().filter(is_held).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    fn grant(world: &mut World, permissions: &[&str]) {
        let lead = world
            .security_profiles
            .iter_mut()
            .find(|it| it.name == "Lead")
            .unwrap();
        lead.permissions
            .extend(permissions.iter().map(|it| (*it).to_owned()));
    }

    #[test]
    fn editing_both_users_and_profiles_is_found() {
        let change = |world: &mut World| grant(world, &["Users.Edit", "SecurityProfiles.Edit"]);
        breaks(
            &RULE,
            change,
            &expect![[r#"
                high security-profile/Lead
                seen: it grants Users.Edit, SecurityProfiles.Edit; held by 1 user
                remedy: Take one of the two away with UpdateSecurityProfile, or in the declaration with `connectctl apply`.
            "#]],
        );
    }

    #[test]
    fn one_of_the_two_is_fine_and_so_is_looking() {
        holds(&RULE, |world| {
            grant(world, &["Users.Edit", "SecurityProfiles.View"]);
        });
        holds(&RULE, |world| grant(world, &["SecurityProfiles.Edit"]));
    }
}
