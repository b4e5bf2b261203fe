//! Keys that nobody can administer.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject, uses::of_key},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-without-administrator",
    area: Area::Encryption,
    severity: Severity::High,
    title: "Nobody of the account can administer a key",
    why: "Its policy cannot be changed by anybody any more, but for AWS Support; nor can \
          it be kept from being deleted.",
    remedy: "While somebody can still call PutKeyPolicy, name the account or an \
             administrator in it; otherwise ask AWS Support.",
    references: &[],
    needs: &[Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world).filter(|key| !key.has_administrator) {
        let uses = of_key(world, key);
        let evidence =
            format!("its policy names no administrator of the account; it encrypts {uses}");
        marks.find(subject::key(key), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_key_that_nobody_can_administer_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].has_administrator = false,
            &expect![[r"
                high key/alias/north
                seen: its policy names no administrator of the account; it encrypts CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
                remedy: While somebody can still call PutKeyPolicy, name the account or an administrator in it; otherwise ask AWS Support.
            "]],
        );
    }

    #[test]
    fn keys_of_aws_have_none_and_need_none() {
        holds(&RULE, |world| {
            world.keys[0].has_administrator = false;
            world.keys[0].is_aws_managed = true;
        });
    }
}
