//! Keys that Connect cannot use.

use connect_model::Arn;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{encryption::own::own_keys, subject, uses::of_key},
    world::{Key, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-unfit",
    area: Area::Encryption,
    severity: Severity::High,
    title: "A key cannot encrypt what the instance keeps",
    why: "Storage takes symmetric keys made to encrypt, of the Region of the instance. \
          With any other, nothing is written.",
    remedy: "Name another key: declare it under `keys` and `storage` and run `connectctl \
             govern ensure`, or UpdateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Instance, Part::Storage, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for key in own_keys(world) {
        let mut faults = Vec::new();
        if !key.encrypts {
            faults.push("it is no symmetric key made to encrypt".to_owned());
        }
        faults.extend(foreign_region(world, key));
        if !faults.is_empty() {
            let uses = of_key(world, key);
            let evidence = format!("{}; it is to encrypt {uses}", faults.join(", and "));
            marks.find(subject::key(key), evidence);
        }
    }
}

fn foreign_region(world: &World, key: &Key) -> Option<String> {
    let arn = Arn::parse(&key.arn).ok()?;
    let (ours, its) = (world.region.as_ref()?.as_str(), arn.region());
    (its != ours).then(|| format!("it is in {its}, where the instance is in {ours}"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{BucketEncryption, World},
    };

    #[test]
    fn a_key_that_does_not_encrypt_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].encrypts = false,
            &expect![[r"
            high key/alias/north
            seen: it is no symmetric key made to encrypt; it is to encrypt CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS and 4 more
            remedy: Name another key: declare it under `keys` and `storage` and run `connectctl govern ensure`, or UpdateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn a_key_of_another_region_is_found() {
        let change = |world: &mut World| {
            let arn = "arn:aws:kms:us-east-1:111111111111:key/k-2";
            arn.clone_into(&mut world.keys[0].arn);
            world.buckets[0].encryption = BucketEncryption::Kms(Some(arn.to_owned()));
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            high key/alias/north
            seen: it is in us-east-1, where the instance is in eu-west-2; it is to encrypt bucket north-data
            remedy: Name another key: declare it under `keys` and `storage` and run `connectctl govern ensure`, or UpdateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn keys_of_aws_and_keys_that_are_gone_are_matters_of_other_rules() {
        holds(&RULE, |world| {
            world.keys[0].encrypts = false;
            world.keys[0].is_aws_managed = true;
        });
        holds(&RULE, |world| {
            world.keys[0].encrypts = false;
            world.keys[0].exists = false;
        });
    }
}
