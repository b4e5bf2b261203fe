//! Data that is deleted before it may be.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        data::lifecycle::{is_recorded, told},
        subject,
        uses::kept,
        words::{days, listed},
    },
    world::{Lifecycle, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "lifecycle-too-early",
    area: Area::Data,
    severity: Severity::High,
    title: "Recordings or transcripts are deleted before they may be",
    why: "What the law or a contract demands to be kept is gone, and cannot be had \
          again.",
    remedy: "Raise the days of that rule with PutBucketLifecycleConfiguration, or \
             `expire_days` under `storage` with `connectctl govern ensure`.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let least = settings.keep_days_min;
    for kept in kept(world).filter(|it| is_recorded(&it.storage.sort)) {
        let bucket = world.bucket(kept.bucket).filter(|it| it.is_read());
        let rules = bucket.into_iter().flat_map(|it| &it.lifecycle);
        let early: Vec<String> = rules
            .filter_map(|rule| early(rule, kept.prefix, least))
            .collect();
        if !early.is_empty() {
            let evidence = format!(
                "{} are demanded; in bucket {} {}",
                days(least),
                kept.bucket,
                listed(early)
            );
            marks.find(subject::storage(kept.storage), evidence);
        }
    }
}

/// What a rule deletes too early of what is under a prefix, or of a part of it.
fn early(rule: &Lifecycle, prefix: &str, least: u32) -> Option<String> {
    let touches = rule.covers(prefix) || rule.prefix.starts_with(prefix);
    let after = rule
        .expires_days
        .filter(|after| touches && *after < least)?;
    Some(told(rule, after))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks_under, holds_under},
        world::{Lifecycle, World},
    };

    fn demanding(keep_days_min: u32) -> Settings {
        Settings {
            keep_days_min,
            ..Settings::default()
        }
    }

    #[test]
    fn a_rule_that_deletes_too_early_is_found() {
        breaks_under(
            &RULE,
            &demanding(366),
            |_| {},
            &expect![[r#"
                high storage/CALL_RECORDINGS
                seen: 366 days are demanded; in bucket north-data a rule for all keys deletes after 365 days
                remedy: Raise the days of that rule with PutBucketLifecycleConfiguration, or `expire_days` under `storage` with `connectctl govern ensure`.
                high storage/CHAT_TRANSCRIPTS
                seen: 366 days are demanded; in bucket north-data a rule for all keys deletes after 365 days
                remedy: Raise the days of that rule with PutBucketLifecycleConfiguration, or `expire_days` under `storage` with `connectctl govern ensure`.
            "#]],
        );
    }

    #[test]
    fn a_rule_for_a_part_is_enough_to_lose_something() {
        let change = |world: &mut World| {
            let (prefix, expires_days) = ("recordings/Analysis".to_owned(), Some(1));
            world.buckets[0].lifecycle.push(Lifecycle {
                prefix,
                expires_days,
                ..Lifecycle::default()
            });
        };
        breaks_under(
            &RULE,
            &demanding(365),
            change,
            &expect![[r"
            high storage/CALL_RECORDINGS
            seen: 365 days are demanded; in bucket north-data a rule for `recordings/Analysis` deletes after 1 day
            remedy: Raise the days of that rule with PutBucketLifecycleConfiguration, or `expire_days` under `storage` with `connectctl govern ensure`.
        "]],
        );
    }

    #[test]
    fn on_the_day_it_is_not_too_early_and_reports_may_go() {
        holds_under(&RULE, &demanding(365), |_| {});
        holds_under(&RULE, &demanding(365), |world| {
            let (prefix, expires_days) = ("reports".to_owned(), Some(1));
            world.buckets[0].lifecycle.push(Lifecycle {
                prefix,
                expires_days,
                ..Lifecycle::default()
            });
        });
    }
}
