//! Data that is encrypted by a key of AWS.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{encryption::own::is_of_aws, subject, uses::kept},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "storage-aws-managed-key",
    area: Area::Encryption,
    severity: Severity::Low,
    title: "A sort of data is encrypted by a key that AWS manages",
    why: "The policy of such a key cannot be changed: nobody can say who may use it, and \
          no other account can read the data.",
    remedy: "Declare a key under `keys` and name it under `storage`, and run `connectctl \
             govern ensure`; or UpdateInstanceStorageConfig with an EncryptionConfig.",
    references: &[],
    needs: &[Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for kept in kept(world) {
        if let Some(key) = kept.key.filter(|key| is_of_aws(world, key)) {
            let evidence = format!("bucket {} with {key}, which AWS manages", kept.bucket);
            marks.find(subject::storage(kept.storage), evidence);
        }
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

    #[test]
    fn a_key_that_aws_manages_is_found_by_what_is_known_of_it() {
        let change = |world: &mut World| {
            world.keys[0].is_aws_managed = true;
            world.storage.truncate(1);
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            low storage/CALL_RECORDINGS
            seen: bucket north-data with arn:aws:kms:eu-west-2:111111111111:key/k-1, which AWS manages
            remedy: Declare a key under `keys` and name it under `storage`, and run `connectctl govern ensure`; or UpdateInstanceStorageConfig with an EncryptionConfig.
        "]],
        );
    }

    #[test]
    fn a_key_that_aws_manages_is_found_by_its_alias() {
        let change = |world: &mut World| {
            world.storage[0].destination = Destination::Bucket {
                bucket: "north-data".to_owned(),
                prefix: "recordings".to_owned(),
                key: Some("arn:aws:kms:eu-west-2:111111111111:alias/aws/s3".to_owned()),
            };
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            low storage/CALL_RECORDINGS
            seen: bucket north-data with arn:aws:kms:eu-west-2:111111111111:alias/aws/s3, which AWS manages
            remedy: Declare a key under `keys` and name it under `storage`, and run `connectctl govern ensure`; or UpdateInstanceStorageConfig with an EncryptionConfig.
        "]],
        );
    }

    #[test]
    fn a_key_that_is_not_known_is_not_guessed_at() {
        holds(&RULE, |world| world.keys.clear());
    }
}
