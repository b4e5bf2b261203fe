//! Buckets that are named and are not there.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-missing",
    area: Area::Data,
    severity: Severity::Critical,
    title: "Data goes to a bucket that is not there",
    why: "What is to be kept is lost without a word; and whoever makes a bucket of that \
          name gets it.",
    remedy: "Declare the bucket under `storage` and run `connectctl govern ensure`, \
             which makes it, or name another with UpdateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world.buckets.iter().filter(|bucket| !bucket.exists) {
        let sorts = listed(of_bucket(world, &bucket.name));
        let evidence = format!("this account has no such bucket, and it is to keep {sorts}");
        marks.find(subject::bucket(world, bucket), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_bucket_that_is_not_there_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].exists = false,
            &expect![[r"
                critical bucket/north-data
                seen: this account has no such bucket, and it is to keep CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Declare the bucket under `storage` and run `connectctl govern ensure`, which makes it, or name another with UpdateInstanceStorageConfig.
            "]],
        );
    }

    #[test]
    fn a_bucket_elsewhere_is_there() {
        holds(&RULE, |world| {
            "us-east-1".clone_into(&mut world.buckets[0].region);
        });
    }
}
