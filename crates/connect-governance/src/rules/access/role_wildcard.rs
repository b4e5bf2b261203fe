//! Roles that may do everything.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{subject, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "role-wildcard",
    area: Area::Access,
    severity: Severity::High,
    title: "A role may do everything with every instance",
    why: "Such rights pull in what nobody thought of, such as \
          connect:AdminGetEmergencyAccessToken and the removal of instances.",
    remedy: "`connectctl govern policy` writes the least policy for what the role really \
             does, and `connectctl govern policy --attach` gives it; then detach the wide one \
             with DetachRolePolicy.",
    references: &[
        Reference {
            source: "Security Hub",
            id: "IAM.1",
        },
        Reference {
            source: "Security Hub",
            id: "IAM.21",
        },
    ],
    needs: &[Part::Roles],
    judge,
};

/// Patterns that cover every action of Amazon Connect.
const WIDE: [&str; 4] = ["*", "*:*", "connect*", "connect:*"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for role in world.roles.iter().filter(|role| role.allows_everywhere) {
        let is_wide = |it: &&String| WIDE.contains(&it.to_ascii_lowercase().as_str());
        let wide: Vec<&String> = role.allows.iter().filter(is_wide).collect();
        if !wide.is_empty() {
            let evidence = format!("it allows {} on every resource", listed(wide));
            marks.find(subject::role(role), evidence);
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

    fn allow(world: &mut World, pattern: &str, everywhere: bool) {
        world.roles[0].allows.insert(pattern.to_owned());
        world.roles[0].allows_everywhere = everywhere;
    }

    #[test]
    fn a_role_that_may_do_everything_is_found() {
        breaks(
            &RULE,
            |world| allow(world, "connect:*", true),
            &expect![[r"
                high role/keeper
                seen: it allows connect:* on every resource
                remedy: `connectctl govern policy` writes the least policy for what the role really does, and `connectctl govern policy --attach` gives it; then detach the wide one with DetachRolePolicy.
            "]],
        );
        let both = |world: &mut World| {
            allow(world, "*", true);
            allow(world, "Connect:*", true);
        };
        breaks(
            &RULE,
            both,
            &expect![[r"
            high role/keeper
            seen: it allows *, Connect:* on every resource
            remedy: `connectctl govern policy` writes the least policy for what the role really does, and `connectctl govern policy --attach` gives it; then detach the wide one with DetachRolePolicy.
        "]],
        );
    }

    #[test]
    fn narrower_patterns_are_fine_and_so_are_named_resources() {
        holds(&RULE, |world| allow(world, "connect:List*", true));
        holds(&RULE, |world| allow(world, "connect:*", false));
    }
}
