//! Video streams without a key of the account.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{encryption::own::is_of_aws, subject},
    world::{Destination, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "video-without-own-key",
    area: Area::Encryption,
    severity: Severity::Medium,
    title: "Media of calls is encrypted by no key of the account",
    why: "What callers say live is in these streams. The policy of a key of AWS cannot \
          be changed: nobody can say who may use it.",
    remedy: "Name a key of the account with UpdateInstanceStorageConfig, for \
             MEDIA_STREAMS.",
    references: &[Reference {
        source: "checkov",
        id: "CKV_AWS_269",
    }],
    needs: &[Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for storage in &world.storage {
        let Destination::Video { prefix, key, .. } = &storage.destination else {
            continue;
        };
        let fault = if key.is_empty() {
            "no key is named".to_owned()
        } else if is_of_aws(world, key) {
            format!("{key} is a key that AWS manages")
        } else {
            continue;
        };
        marks.find(
            subject::storage(storage),
            format!("streams `{prefix}…`: {fault}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Destination, World},
    };

    fn encrypt(world: &mut World, with: &str) {
        let video = world
            .storage
            .iter_mut()
            .find(|it| it.sort == "MEDIA_STREAMS")
            .unwrap();
        if let Destination::Video { key, .. } = &mut video.destination {
            with.clone_into(key);
        }
    }

    #[test]
    fn a_key_of_aws_is_found_and_so_is_none() {
        breaks(
            &RULE,
            |world| encrypt(world, "alias/aws/kinesisvideo"),
            &expect![[r"
                medium storage/MEDIA_STREAMS
                seen: streams `north…`: alias/aws/kinesisvideo is a key that AWS manages
                remedy: Name a key of the account with UpdateInstanceStorageConfig, for MEDIA_STREAMS.
            "]],
        );
        breaks(
            &RULE,
            |world| encrypt(world, ""),
            &expect![[r"
            medium storage/MEDIA_STREAMS
            seen: streams `north…`: no key is named
            remedy: Name a key of the account with UpdateInstanceStorageConfig, for MEDIA_STREAMS.
        "]],
        );
    }

    #[test]
    fn a_key_of_the_account_is_fine() {
        holds(&RULE, |world| encrypt(world, "alias/north"));
    }
}
