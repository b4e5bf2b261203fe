//! Data that is kept without a key of KMS.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{subject, uses::kept},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "storage-without-key",
    area: Area::Encryption,
    severity: Severity::Medium,
    title: "A sort of data goes to a bucket without a key of KMS",
    why: "It is encrypted with whatever the bucket does by default. Nobody can tell who \
          decrypted it, and nobody can take that right back with a key.",
    remedy: "Declare a key under `keys` and name it under `storage`, and run `connectctl \
             govern ensure`; or UpdateInstanceStorageConfig with an EncryptionConfig.",
    references: &[Reference {
        source: "checkov",
        id: "CKV_AWS_270",
    }],
    needs: &[Part::Storage],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for kept in kept(world).filter(|kept| kept.key.is_none()) {
        let evidence = format!(
            "bucket {}, prefix `{}`, and no key",
            kept.bucket, kept.prefix
        );
        marks.find(subject::storage(kept.storage), evidence);
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
    fn data_without_a_key_is_found() {
        let change = |world: &mut World| {
            world.storage[1].destination = Destination::Bucket {
                bucket: "north-data".to_owned(),
                prefix: "transcripts".to_owned(),
                key: None,
            };
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium storage/CHAT_TRANSCRIPTS
            seen: bucket north-data, prefix `transcripts`, and no key
            remedy: Declare a key under `keys` and name it under `storage`, and run `connectctl govern ensure`; or UpdateInstanceStorageConfig with an EncryptionConfig.
        "]],
        );
    }

    #[test]
    fn a_stream_names_its_key_itself() {
        holds(&RULE, |world| {
            world.storage[1].destination =
                Destination::Stream("arn:aws:kinesis:::stream/s".to_owned());
        });
    }
}
