//! Roles that anybody may take.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "role-open",
    area: Area::Access,
    severity: Severity::Critical,
    title: "Anybody may take a role that may act on the instance",
    why: "Its trust policy asks nothing of those who come from outside the account: \
          whoever knows its ARN has its rights.",
    remedy: "Name who may take it, or demand a condition such as sts:ExternalId, with \
             UpdateAssumeRolePolicy.",
    references: &[],
    needs: &[Part::Roles],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for role in world.roles.iter().filter(|role| role.is_open) {
        let evidence = format!(
            "anybody may take it without a condition; it allows {}",
            listed(&role.allows)
        );
        marks.find(subject::role(role), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_role_that_anybody_may_take_is_found() {
        breaks(
            &RULE,
            |world| world.roles[0].is_open = true,
            &expect![[r"
            critical role/keeper
            seen: anybody may take it without a condition; it allows connect:Describe*, kms:DescribeKey
            remedy: Name who may take it, or demand a condition such as sts:ExternalId, with UpdateAssumeRolePolicy.
        "]],
        );
    }

    #[test]
    fn a_wide_role_that_is_not_open_is_no_matter_of_this_rule() {
        holds(&RULE, |world| {
            world.roles[0].allows.insert("*".to_owned());
        });
    }
}
