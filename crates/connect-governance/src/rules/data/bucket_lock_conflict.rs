//! Data that is locked for longer than it may be kept.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        data::lifecycle::{is_recorded, told},
        subject,
        uses::of_bucket,
        words::{days, listed},
    },
    world::{Bucket, Lifecycle, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-lock-conflict",
    area: Area::Data,
    severity: Severity::Medium,
    title: "A bucket locks data for longer than it is to be kept",
    why: "What is locked cannot be deleted: rules of lifecycle hide it alone, and it is \
          kept and paid for until the lock ends.",
    remedy: "Lower the lock with PutObjectLockConfiguration, or raise the days of the \
             rule; what is locked already stays so.",
    references: &[],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for bucket in world.buckets.iter().filter(|it| it.is_read()) {
        let Some(locked) = bucket.locked_days else {
            continue;
        };
        let early = |rule: &Lifecycle| {
            let after = rule.expires_days.filter(|after| *after < locked)?;
            Some(told(rule, after))
        };
        let mut faults: Vec<String> = bucket.lifecycle.iter().filter_map(early).collect();
        let most = settings
            .keep_days_max
            .filter(|most| *most < locked && records(world, bucket));
        faults.extend(most.map(|most| format!("{} are the most", days(most))));
        if !faults.is_empty() {
            let evidence = format!(
                "objects are locked for {}; {}",
                days(locked),
                listed(faults)
            );
            marks.find(subject::bucket(world, bucket), evidence);
        }
    }
}

/// Whether recordings or transcripts go to a bucket.
fn records(world: &World, bucket: &Bucket) -> bool {
    of_bucket(world, &bucket.name).into_iter().any(is_recorded)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks, breaks_under, holds, holds_under},
        world::World,
    };

    fn demanding(most: u32) -> Settings {
        Settings {
            keep_days_max: Some(most),
            ..Settings::default()
        }
    }

    #[test]
    fn a_lock_that_outlasts_a_rule_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].locked_days = Some(366),
            &expect![[r#"
                medium bucket/north-data
                seen: objects are locked for 366 days; a rule for all keys deletes after 365 days
                remedy: Lower the lock with PutObjectLockConfiguration, or raise the days of the rule; what is locked already stays so.
            "#]],
        );
    }

    #[test]
    fn a_lock_that_outlasts_what_is_demanded_is_found() {
        let change = |world: &mut World| world.buckets[0].locked_days = Some(200);
        breaks_under(
            &RULE,
            &demanding(100),
            change,
            &expect![[r"
            medium bucket/north-data
            seen: objects are locked for 200 days; 100 days are the most
            remedy: Lower the lock with PutObjectLockConfiguration, or raise the days of the rule; what is locked already stays so.
        "]],
        );
    }

    #[test]
    fn a_lock_that_ends_in_time_is_fine() {
        holds(&RULE, |world| world.buckets[0].locked_days = Some(365));
        holds_under(&RULE, &demanding(200), |world| {
            world.buckets[0].locked_days = Some(200);
        });
    }

    #[test]
    fn what_is_demanded_of_recordings_is_not_demanded_of_reports() {
        holds_under(&RULE, &demanding(100), |world| {
            world.buckets[0].locked_days = Some(200);
            world.storage.retain(|it| it.sort == "SCHEDULED_REPORTS");
        });
    }
}
