//! Uploads that were never completed.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{
        subject,
        uses::{Kept, kept},
        words::listed,
    },
    world::{Lifecycle, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-uploads-kept",
    area: Area::Data,
    severity: Severity::Low,
    title: "Uploads that were never completed are kept for ever",
    why: "Connect writes long recordings in parts. Parts of an upload that broke off are \
          listed nowhere, and cost all the same.",
    remedy: "`connectctl govern mend` adds a rule that aborts uploads after 7 days, with \
             PutBucketLifecycleConfiguration.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

/// Longer than any upload takes.
const DAYS: u32 = 7;

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world.buckets.iter().filter(|it| it.is_read()) {
        let aborts = |rule: &&Lifecycle| rule.uploads_days.is_some();
        let rules: Vec<&Lifecycle> = bucket.lifecycle.iter().filter(aborts).collect();
        let is_uncovered = |it: &Kept<'_>| {
            it.bucket == bucket.name && !rules.iter().any(|rule| rule.covers(it.prefix))
        };
        let sorts: Vec<&str> = kept(world)
            .filter(is_uncovered)
            .map(|it| it.storage.sort.as_str())
            .collect();
        if !sorts.is_empty() {
            let evidence = format!("no rule aborts uploads of {}", listed(sorts));
            let mend = Mend::AddLifecycle {
                bucket: bucket.name.clone(),
                prefix: String::new(),
                expires_days: None,
                old_versions_days: None,
                uploads_days: Some(DAYS),
            };
            marks
                .find(subject::bucket(world, bucket), evidence)
                .mend(mend);
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
    fn uploads_that_no_rule_aborts_are_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].lifecycle[0].uploads_days = None,
            &expect![[r#"
                low bucket/north-data
                seen: no rule aborts uploads of CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: `connectctl govern mend` adds a rule that aborts uploads after 7 days, with PutBucketLifecycleConfiguration.
                mend: {"do":"add-lifecycle","bucket":"north-data","prefix":"","uploads_days":7}
            "#]],
        );
        let other =
            |world: &mut World| "transcripts".clone_into(&mut world.buckets[0].lifecycle[0].prefix);
        breaks(
            &RULE,
            other,
            &expect![[r#"
            low bucket/north-data
            seen: no rule aborts uploads of CALL_RECORDINGS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
            remedy: `connectctl govern mend` adds a rule that aborts uploads after 7 days, with PutBucketLifecycleConfiguration.
            mend: {"do":"add-lifecycle","bucket":"north-data","prefix":"","uploads_days":7}
        "#]],
        );
    }

    #[test]
    fn a_bucket_that_keeps_nothing_of_ours_is_left_alone() {
        holds(&RULE, |world| {
            world.buckets[0].lifecycle.clear();
            world.storage.clear();
        });
    }
}
