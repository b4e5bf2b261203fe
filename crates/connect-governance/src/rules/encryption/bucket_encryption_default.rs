//! Buckets that encrypt with keys of S3 what names no key.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{subject, uses::kept, words::listed},
    world::{Bucket, BucketEncryption, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-encryption-default",
    area: Area::Encryption,
    severity: Severity::Medium,
    title: "A bucket encrypts with keys of S3, and what goes there names no key",
    why: "Whoever can read the bucket reads it all: no key stands between, and its use \
          is recorded nowhere.",
    remedy: "Have the bucket encrypt with a key of KMS with PutBucketEncryption, or name \
             the key in the storage with `connectctl govern ensure`.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.17",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_plain = |it: &&Bucket| it.is_read() && it.encryption == BucketEncryption::S3;
    for bucket in world.buckets.iter().filter(is_plain) {
        let keyless = kept(world).filter(|it| it.bucket == bucket.name && it.key.is_none());
        let sorts: Vec<&str> = keyless.map(|it| it.storage.sort.as_str()).collect();
        if !sorts.is_empty() {
            let evidence = format!("keys of S3 alone encrypt {}", listed(sorts));
            marks.find(subject::bucket(world, bucket), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{BucketEncryption, Destination, World},
    };

    fn without_key(world: &mut World) {
        world.storage[0].destination = Destination::Bucket {
            bucket: "north-data".to_owned(),
            prefix: "recordings".to_owned(),
            key: None,
        };
    }

    #[test]
    fn data_that_keys_of_s3_alone_encrypt_is_found() {
        let change = |world: &mut World| {
            without_key(world);
            world.buckets[0].encryption = BucketEncryption::S3;
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium bucket/north-data
            seen: keys of S3 alone encrypt CALL_RECORDINGS
            remedy: Have the bucket encrypt with a key of KMS with PutBucketEncryption, or name the key in the storage with `connectctl govern ensure`.
        "]],
        );
    }

    #[test]
    fn a_key_in_one_of_the_two_places_is_enough_here() {
        holds(&RULE, without_key);
        holds(&RULE, |world| {
            world.buckets[0].encryption = BucketEncryption::S3;
        });
    }
}
