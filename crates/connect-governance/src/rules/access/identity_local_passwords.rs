//! Users who sign in with a password that Connect keeps.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::counted},
    world::{IdentityKind, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity-local-passwords",
    area: Area::Access,
    severity: Severity::Low,
    title: "Users sign in with passwords that Connect keeps",
    why: "Such passwords know no second factor and no rules of the company, and they \
          outlive the account of somebody who left.",
    remedy: "Identity management is fixed when an instance is made: make one with \
             `identity_management: saml`, bring what was exported with `connectctl \
             export` there, and move to it.",
    references: &[],
    needs: &[Part::Instance, Part::Users],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let users = world.users.len();
    if world.instance.identity == IdentityKind::ConnectManaged && users > 0 {
        let evidence = format!(
            "identity management is CONNECT_MANAGED, with {}",
            counted(users, "user")
        );
        marks.find(subject::instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{IdentityKind, World},
    };

    #[test]
    fn passwords_that_connect_keeps_are_found() {
        let change = |world: &mut World| world.instance.identity = IdentityKind::ConnectManaged;
        breaks(
            &RULE,
            change,
            &expect![[r"
            low instance/north
            seen: identity management is CONNECT_MANAGED, with 3 users
            remedy: Identity management is fixed when an instance is made: make one with `identity_management: saml`, bring what was exported with `connectctl export` there, and move to it.
        "]],
        );
    }

    #[test]
    fn without_users_there_are_no_passwords() {
        holds(&RULE, |world| {
            world.instance.identity = IdentityKind::ConnectManaged;
            world.users.clear();
        });
        holds(&RULE, |world| {
            world.instance.identity = IdentityKind::ExistingDirectory;
        });
    }
}
