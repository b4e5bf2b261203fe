//! Keys that are named and are not there.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, uses::of_key},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-missing",
    area: Area::Encryption,
    severity: Severity::Critical,
    title: "A key is named that is not there",
    why: "What is to be encrypted by it is not written at all, and what was encrypted by \
          it cannot be read again.",
    remedy: "Name a key that is there: declare it under `keys` and `storage` and run \
             `connectctl govern ensure`, or UpdateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in world.keys.iter().filter(|key| !key.exists) {
        let evidence = format!(
            "there is no such key, and it is to encrypt {}",
            of_key(world, key)
        );
        marks.find(subject::key(key), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_key_that_is_gone_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].exists = false,
            &expect![[r"
            critical key/alias/north
            seen: there is no such key, and it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: Name a key that is there: declare it under `keys` and `storage` and run `connectctl govern ensure`, or UpdateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn a_key_that_is_there_is_fine_in_any_state() {
        holds(&RULE, |world| {
            "Disabled".clone_into(&mut world.keys[0].state);
        });
    }
}
