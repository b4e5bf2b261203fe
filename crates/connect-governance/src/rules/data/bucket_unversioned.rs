//! Buckets that keep no versions.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-unversioned",
    area: Area::Data,
    severity: Severity::Low,
    title: "A bucket keeps no versions",
    why: "A recording that is deleted or overwritten, by mistake or to hide something, \
          is gone.",
    remedy: "Decide whether versions are worth their storage: PutBucketVersioning switches them on, \
             and a rule of lifecycle lets old ones go.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.14",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world
        .buckets
        .iter()
        .filter(|it| it.is_read() && !it.keeps_versions)
    {
        let sorts = listed(of_bucket(world, &bucket.name));
        let evidence = format!("versions are off; it keeps {sorts}");
        marks.find(subject::bucket(world, bucket), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_bucket_without_versions_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].keeps_versions = false,
            &expect![[r#"
                low bucket/north-data
                seen: versions are off; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Decide whether versions are worth their storage: PutBucketVersioning switches them on, and a rule of lifecycle lets old ones go.
            "#]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.buckets[0].keeps_versions = false;
            world.buckets[0].exists = false;
        });
    }
}
