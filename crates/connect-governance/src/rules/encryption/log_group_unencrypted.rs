//! Logs of flows without a key of their own.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "log-group-unencrypted",
    area: Area::Encryption,
    severity: Severity::Low,
    title: "The log of flows is encrypted by no key of KMS",
    why: "Flows write what callers typed. CloudWatch Logs encrypts it, but nobody can \
          take the right to read it back with a key.",
    remedy: "Name a key with AssociateKmsKey; its policy has to let \
             logs.REGION.amazonaws.com in.",
    references: &[],
    needs: &[Part::Logs],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if let Some(group) = world.log_group.as_ref().filter(|it| it.key.is_none()) {
        marks.find(subject::log_group(group), "it names no key");
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_log_group_without_a_key_is_found() {
        breaks(
            &RULE,
            |world| world.log_group.as_mut().unwrap().key = None,
            &expect![[r"
                low log-group//aws/connect/north
                seen: it names no key
                remedy: Name a key with AssociateKmsKey; its policy has to let logs.REGION.amazonaws.com in.
            "]],
        );
    }

    #[test]
    fn where_there_is_no_log_group_there_is_nothing_to_encrypt() {
        holds(&RULE, |world| world.log_group = None);
    }
}
