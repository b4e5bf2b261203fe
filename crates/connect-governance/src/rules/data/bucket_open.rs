//! Buckets that anybody may use.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-open",
    area: Area::Data,
    severity: Severity::Critical,
    title: "Anybody may use a bucket",
    why: "Its policy asks nothing of those who come: recordings and transcripts are open \
          to whoever knows its name.",
    remedy: "Name the principals that need it, or demand a condition, with \
             PutBucketPolicy. PutPublicAccessBlock keeps anybody out meanwhile.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world.buckets.iter().filter(|it| it.is_read() && it.is_open) {
        let sorts = listed(of_bucket(world, &bucket.name));
        let evidence = format!("its policy lets anybody in without a condition; it keeps {sorts}");
        marks.find(subject::bucket(world, bucket), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_bucket_that_anybody_may_use_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].is_open = true,
            &expect![[r#"
                critical bucket/north-data
                seen: its policy lets anybody in without a condition; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Name the principals that need it, or demand a condition, with PutBucketPolicy. PutPublicAccessBlock keeps anybody out meanwhile.
            "#]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.buckets[0].is_open = true;
            world.buckets[0].exists = false;
        });
    }

    #[test]
    fn a_bucket_that_could_be_public_and_is_not_is_a_matter_of_another_rule() {
        holds(&RULE, |world| world.buckets[0].blocks_public_access = false);
    }
}
