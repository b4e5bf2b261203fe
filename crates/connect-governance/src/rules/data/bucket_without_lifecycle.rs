//! Data that is kept for ever.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::{
        data::lifecycle::{expiring, is_recorded},
        subject,
        uses::{Kept, kept},
        words::{counted, days},
    },
    world::{Bucket, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-without-lifecycle",
    area: Area::Data,
    severity: Severity::Medium,
    title: "A sort of data is never deleted",
    why: "It grows, and so does what it costs and what there is to lose. Laws on privacy \
          ask for a day on which it goes.",
    remedy: "Say after how many days it goes: `expire_days` under `storage` and \
             `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its \
             prefix.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.13",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for kept in kept(world) {
        let Some(bucket) = world.bucket(kept.bucket).filter(|it| it.is_read()) else {
            continue;
        };
        if expiring(bucket, kept.prefix).next().is_some() {
            continue;
        }
        let mark = marks.find(
            subject::storage(kept.storage),
            evidence(bucket, kept.prefix),
        );
        if let Some(most) = settings.keep_days_max.filter(|_| is_alone(world, &kept)) {
            let remedy = format!(
                "`connectctl govern mend` adds a rule that deletes it after {}.",
                days(most)
            );
            let mend = Mend::AddLifecycle {
                bucket: bucket.name.clone(),
                prefix: kept.prefix.to_owned(),
                expires_days: Some(most),
                old_versions_days: None,
                uploads_days: None,
            };
            mark.remedy(remedy).mend(mend);
        }
    }
}

fn evidence(bucket: &Bucket, prefix: &str) -> String {
    let covering = bucket.lifecycle.iter().filter(|rule| rule.covers(prefix));
    let moving = covering.filter_map(|rule| rule.moves_days).min();
    let moved = moving.map_or(String::new(), |it| {
        format!("; one moves it to a cheaper class after {}", days(it))
    });
    let (name, number) = (&bucket.name, counted(bucket.lifecycle.len(), "rule"));
    let what = if prefix.is_empty() {
        "anything".to_owned()
    } else {
        format!("what is under `{prefix}`")
    };
    format!("of {number} of bucket {name} none deletes {what}{moved}")
}

/// Whether it is a recording or transcript, and a rule for its prefix would delete nothing else.
fn is_alone(world: &World, this: &Kept<'_>) -> bool {
    let mut sorts =
        kept(world).filter(|it| it.bucket == this.bucket && it.prefix.starts_with(this.prefix));
    sorts.all(|it| is_recorded(&it.storage.sort)) && !this.prefix.is_empty()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks, breaks_under, holds},
        world::{Destination, Lifecycle, World},
    };

    fn demanding() -> Settings {
        Settings {
            keep_days_max: Some(365),
            ..Settings::default()
        }
    }

    fn keep(world: &mut World, prefixes: &[&str]) {
        let rule = world.buckets[0].lifecycle[0].clone();
        let of = |prefix: &&str| Lifecycle {
            prefix: (*prefix).to_owned(),
            ..rule.clone()
        };
        world.buckets[0].lifecycle = prefixes.iter().map(of).collect();
    }

    #[test]
    fn data_that_no_rule_deletes_is_found() {
        let change = |world: &mut World| {
            keep(
                world,
                &["rec", "transcripts/2024", "reports", "att", "eval"],
            );
        };
        breaks(
            &RULE,
            change,
            &expect![[r#"
                medium storage/CHAT_TRANSCRIPTS
                seen: of 5 rules of bucket north-data none deletes what is under `transcripts`
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
            "#]],
        );
    }

    #[test]
    fn a_rule_that_moves_deletes_nothing() {
        let change = |world: &mut World| {
            world.buckets[0].lifecycle[0].expires_days = None;
            world.storage.truncate(1);
        };
        breaks(
            &RULE,
            change,
            &expect![[r#"
                medium storage/CALL_RECORDINGS
                seen: of 1 rule of bucket north-data none deletes what is under `recordings`; one moves it to a cheaper class after 30 days
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
            "#]],
        );
    }

    #[test]
    fn recordings_and_transcripts_can_be_mended_where_it_is_said_when_they_go() {
        let change = |world: &mut World| keep(world, &["reports", "evaluations"]);
        breaks_under(
            &RULE,
            &demanding(),
            change,
            &expect![[r#"
                medium storage/CALL_RECORDINGS
                seen: of 2 rules of bucket north-data none deletes what is under `recordings`
                remedy: `connectctl govern mend` adds a rule that deletes it after 365 days.
                mend: {"do":"add-lifecycle","bucket":"north-data","prefix":"recordings","expires_days":365}
                medium storage/CHAT_TRANSCRIPTS
                seen: of 2 rules of bucket north-data none deletes what is under `transcripts`
                remedy: `connectctl govern mend` adds a rule that deletes it after 365 days.
                mend: {"do":"add-lifecycle","bucket":"north-data","prefix":"transcripts","expires_days":365}
                medium storage/ATTACHMENTS
                seen: of 2 rules of bucket north-data none deletes what is under `attachments`
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
            "#]],
        );
    }

    #[test]
    fn nothing_is_mended_that_would_delete_other_data_as_well() {
        let change = |world: &mut World| {
            world.storage.truncate(3);
            for (at, prefix) in [(0, "data"), (1, ""), (2, "data/reports")] {
                let mut new = world.storage[at].clone();
                if let Destination::Bucket { prefix: old, .. } = &mut new.destination {
                    prefix.clone_into(old);
                }
                world.storage[at] = new;
            }
            world.buckets[0].lifecycle.clear();
        };
        breaks_under(
            &RULE,
            &demanding(),
            change,
            &expect![[r#"
                medium storage/CALL_RECORDINGS
                seen: of 0 rules of bucket north-data none deletes what is under `data`
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
                medium storage/CHAT_TRANSCRIPTS
                seen: of 0 rules of bucket north-data none deletes anything
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
                medium storage/SCHEDULED_REPORTS
                seen: of 0 rules of bucket north-data none deletes what is under `data/reports`
                remedy: Say after how many days it goes: `expire_days` under `storage` and `connectctl govern ensure`, or PutBucketLifecycleConfiguration for its prefix.
            "#]],
        );
    }

    #[test]
    fn a_rule_for_each_prefix_is_as_good_as_one_for_all() {
        holds(&RULE, |world| {
            keep(world, &["rec", "transcripts", "reports", "att", "eval"]);
        });
        holds(&RULE, |world| {
            world.buckets[0].lifecycle.clear();
            world.buckets[0].exists = false;
        });
    }
}
