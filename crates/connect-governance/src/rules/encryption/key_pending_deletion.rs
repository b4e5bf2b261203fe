//! Keys that are going to be deleted.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject, uses::of_key},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-pending-deletion",
    area: Area::Encryption,
    severity: Severity::Critical,
    title: "A key is going to be deleted",
    why: "It encrypts nothing any more, so that recordings and transcripts are lost; \
          once it is gone, what it encrypted cannot be read by anybody again.",
    remedy: "`connectctl govern mend` takes that back with CancelKeyDeletion and \
             EnableKey.",
    references: &[],
    needs: &[Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world) {
        let state = key.state.as_str();
        if ["PendingDeletion", "PendingReplicaDeletion"].contains(&state) {
            let uses = of_key(world, key);
            let mend = Mend::KeepKey {
                key: key.arn.clone(),
            };
            let evidence = format!("its state is {state}, and it is to encrypt {uses}");
            marks.find(subject::key(key), evidence).mend(mend);
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
    fn a_key_that_is_to_be_deleted_is_found() {
        let change = |world: &mut World| "PendingDeletion".clone_into(&mut world.keys[0].state);
        breaks(
            &RULE,
            change,
            &expect![[r#"
            critical key/alias/north
            seen: its state is PendingDeletion, and it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: `connectctl govern mend` takes that back with CancelKeyDeletion and EnableKey.
            mend: {"do":"keep-key","key":"arn:aws:kms:eu-west-2:111111111111:key/k-1"}
        "#]],
        );
    }

    #[test]
    fn a_key_that_is_off_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            "Disabled".clone_into(&mut world.keys[0].state);
        });
    }
}
