//! Data that is kept longer than it may be.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        data::lifecycle::{expiring, is_recorded, told},
        subject,
        uses::kept,
        words::days,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "lifecycle-too-late",
    area: Area::Data,
    severity: Severity::Medium,
    title: "Recordings or transcripts are kept longer than they may be",
    why: "What should be gone is still there to be lost, and to be asked for.",
    remedy: "Lower the days of that rule with PutBucketLifecycleConfiguration, or \
             `expire_days` under `storage` with `connectctl govern ensure`.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let Some(most) = settings.keep_days_max else {
        return;
    };
    for kept in kept(world).filter(|it| is_recorded(&it.storage.sort)) {
        let bucket = world.bucket(kept.bucket).filter(|it| it.is_read());
        let first = bucket.and_then(|it| expiring(it, kept.prefix).min_by_key(|(_, after)| *after));
        if let Some((rule, after)) = first.filter(|(_, after)| *after > most) {
            let evidence = format!(
                "{} are the most; in bucket {} {}",
                days(most),
                kept.bucket,
                told(rule, after),
            );
            marks.find(subject::storage(kept.storage), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks_under, holds_under},
        world::Lifecycle,
    };

    fn demanding(most: u32) -> Settings {
        Settings {
            keep_days_max: Some(most),
            ..Settings::default()
        }
    }

    #[test]
    fn a_rule_that_deletes_too_late_is_found() {
        breaks_under(
            &RULE,
            &demanding(364),
            |_| {},
            &expect![[r#"
                medium storage/CALL_RECORDINGS
                seen: 364 days are the most; in bucket north-data a rule for all keys deletes after 365 days
                remedy: Lower the days of that rule with PutBucketLifecycleConfiguration, or `expire_days` under `storage` with `connectctl govern ensure`.
                medium storage/CHAT_TRANSCRIPTS
                seen: 364 days are the most; in bucket north-data a rule for all keys deletes after 365 days
                remedy: Lower the days of that rule with PutBucketLifecycleConfiguration, or `expire_days` under `storage` with `connectctl govern ensure`.
            "#]],
        );
    }

    #[test]
    fn the_first_rule_that_deletes_counts() {
        holds_under(&RULE, &demanding(364), |world| {
            let early = Lifecycle {
                expires_days: Some(100),
                ..Lifecycle::default()
            };
            world.buckets[0].lifecycle.push(early);
        });
    }

    #[test]
    fn on_the_day_it_is_not_too_late_and_where_nothing_deletes_another_rule_tells() {
        holds_under(&RULE, &demanding(365), |_| {});
        holds_under(&RULE, &demanding(1), |world| {
            world.buckets[0].lifecycle.clear();
        });
    }
}
