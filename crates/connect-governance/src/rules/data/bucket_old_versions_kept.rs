//! Old versions that are kept for ever.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{subject, uses::kept},
    world::{Bucket, Lifecycle, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-old-versions-kept",
    area: Area::Data,
    severity: Severity::Medium,
    title: "Old versions of what was deleted are never deleted",
    why: "Where versions are kept, a rule that deletes only hides: everything is still \
          there, still costs, and can still be lost.",
    remedy: "`connectctl govern mend` adds a rule that deletes old versions after 30 \
             days, with PutBucketLifecycleConfiguration.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

/// Long enough to find a mistake.
const DAYS: u32 = 30;

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for kept in kept(world) {
        let has_versions = |it: &&Bucket| it.is_read() && it.keeps_versions;
        let Some(bucket) = world.bucket(kept.bucket).filter(has_versions) else {
            continue;
        };
        let deletes =
            |rule: &Lifecycle| rule.covers(kept.prefix) && rule.old_versions_days.is_some();
        if !bucket.lifecycle.iter().any(deletes) {
            let name = &bucket.name;
            let evidence = format!(
                "bucket {name} keeps versions; no rule deletes old ones under `{}`",
                kept.prefix
            );
            let mend = Mend::AddLifecycle {
                bucket: name.clone(),
                prefix: kept.prefix.to_owned(),
                expires_days: None,
                old_versions_days: Some(DAYS),
                uploads_days: None,
            };
            marks
                .find(subject::storage(kept.storage), evidence)
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

    fn keep(world: &mut World, prefix: &str) {
        let rule = &mut world.buckets[0].lifecycle[0];
        prefix.clone_into(&mut rule.prefix);
        world.storage.truncate(2);
    }

    #[test]
    fn old_versions_that_no_rule_deletes_are_found() {
        breaks(
            &RULE,
            |world| keep(world, "recordings"),
            &expect![[r#"
            medium storage/CHAT_TRANSCRIPTS
            seen: bucket north-data keeps versions; no rule deletes old ones under `transcripts`
            remedy: `connectctl govern mend` adds a rule that deletes old versions after 30 days, with PutBucketLifecycleConfiguration.
            mend: {"do":"add-lifecycle","bucket":"north-data","prefix":"transcripts","old_versions_days":30}
        "#]],
        );
    }

    #[test]
    fn without_versions_there_are_no_old_ones() {
        holds(&RULE, |world| {
            world.buckets[0].lifecycle.clear();
            world.buckets[0].keeps_versions = false;
        });
    }
}
