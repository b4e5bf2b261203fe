//! Keys that anybody may use.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject, uses::of_key},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-open",
    area: Area::Encryption,
    severity: Severity::Critical,
    title: "Anybody may use a key",
    why: "The policy of the key asks nothing of those who come from outside the account: \
          encryption by it protects nothing.",
    remedy: "Name the principals that need it, or demand a condition such as \
             kms:CallerAccount, with PutKeyPolicy.",
    references: &[Reference {
        source: "Security Hub",
        id: "KMS.5",
    }],
    needs: &[Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world).filter(|key| key.is_open) {
        let uses = of_key(world, key);
        let evidence =
            format!("its policy lets anybody in without a condition; it encrypts {uses}");
        marks.find(subject::key(key), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_key_that_anybody_may_use_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].is_open = true,
            &expect![[r"
            critical key/alias/north
            seen: its policy lets anybody in without a condition; it encrypts CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: Name the principals that need it, or demand a condition such as kms:CallerAccount, with PutKeyPolicy.
        "]],
        );
    }

    #[test]
    fn the_policies_of_aws_are_its_own_matter() {
        holds(&RULE, |world| {
            world.keys[0].is_open = true;
            world.keys[0].is_aws_managed = true;
        });
    }
}
