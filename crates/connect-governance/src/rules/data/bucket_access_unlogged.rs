//! Buckets whose readers nobody knows.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-access-unlogged",
    area: Area::Data,
    severity: Severity::Low,
    title: "Access to a bucket is not logged",
    why: "Who listened to a recording by way of S3, and not of Connect, can be told by \
          nobody.",
    remedy: "Name a bucket for the logs with PutBucketLogging, or have a trail of \
             CloudTrail record its data events.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.9",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world
        .buckets
        .iter()
        .filter(|it| it.is_read() && !it.logs_access)
    {
        let sorts = listed(of_bucket(world, &bucket.name));
        let evidence = format!("access is not logged; it keeps {sorts}");
        marks.find(subject::bucket(world, bucket), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_bucket_without_logs_of_access_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].logs_access = false,
            &expect![[r"
                low bucket/north-data
                seen: access is not logged; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Name a bucket for the logs with PutBucketLogging, or have a trail of CloudTrail record its data events.
            "]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.buckets[0].logs_access = false;
            world.buckets[0].exists = false;
        });
    }
}
