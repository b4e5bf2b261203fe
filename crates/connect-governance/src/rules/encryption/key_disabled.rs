//! Keys that are switched off.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject, uses::of_key},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-disabled",
    area: Area::Encryption,
    severity: Severity::Critical,
    title: "A key is switched off",
    why: "Nothing that it is to encrypt is written: recordings and transcripts are lost \
          without a word.",
    remedy: "`connectctl govern mend` switches it on with EnableKey.",
    references: &[],
    needs: &[Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world) {
        let state = key.state.as_str();
        if !["Disabled", "PendingImport", "Unavailable"].contains(&state) {
            continue;
        }
        let evidence = format!(
            "its state is {state}, and it is to encrypt {}",
            of_key(world, key)
        );
        let mark = marks.find(subject::key(key), evidence);
        match state {
            "Disabled" => mark.mend(Mend::EnableKey {
                key: key.arn.clone(),
            }),
            "PendingImport" => mark.remedy("Bring its material in again with ImportKeyMaterial."),
            _ => mark
                .remedy("Bring its key store back: DescribeCustomKeyStores tells what is wrong."),
        };
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

    fn set(world: &mut World, state: &str) {
        state.clone_into(&mut world.keys[0].state);
    }

    #[test]
    fn a_key_that_is_off_is_found() {
        breaks(
            &RULE,
            |world| set(world, "Disabled"),
            &expect![[r#"
            critical key/alias/north
            seen: its state is Disabled, and it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: `connectctl govern mend` switches it on with EnableKey.
            mend: {"do":"enable-key","key":"arn:aws:kms:eu-west-2:111111111111:key/k-1"}
        "#]],
        );
    }

    #[test]
    fn a_key_without_its_material_or_its_store_cannot_be_mended() {
        breaks(
            &RULE,
            |world| set(world, "PendingImport"),
            &expect![[r"
            critical key/alias/north
            seen: its state is PendingImport, and it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: Bring its material in again with ImportKeyMaterial.
        "]],
        );
        breaks(
            &RULE,
            |world| set(world, "Unavailable"),
            &expect![[r"
            critical key/alias/north
            seen: its state is Unavailable, and it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: Bring its key store back: DescribeCustomKeyStores tells what is wrong.
        "]],
        );
    }

    #[test]
    fn a_key_that_is_to_be_deleted_is_a_matter_of_another_rule() {
        holds(&RULE, |world| set(world, "PendingDeletion"));
        holds(&RULE, |world| set(world, "Updating"));
    }
}
