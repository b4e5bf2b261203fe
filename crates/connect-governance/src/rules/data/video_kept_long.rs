//! Media of calls that is kept for long.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        subject,
        words::{counted, days},
    },
    world::{Destination, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "video-kept-long",
    area: Area::Data,
    severity: Severity::Info,
    title: "Media of calls is kept for long",
    why: "These streams are for programs that listen live. What is to be kept is kept by \
          recordings, at a smaller price.",
    remedy: "Lower RetentionPeriodHours with UpdateInstanceStorageConfig, for \
             MEDIA_STREAMS.",
    references: &[],
    needs: &[Part::Storage],
    judge,
};

/// How many days are long where nothing is demanded.
const DAYS: u32 = 30;

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let most = settings.keep_days_max.unwrap_or(DAYS);
    for storage in &world.storage {
        let Destination::Video {
            prefix,
            retention_hours,
            ..
        } = &storage.destination
        else {
            continue;
        };
        if *retention_hours > most.saturating_mul(24) {
            let (hours, limit) = (counted(*retention_hours as usize, "hour"), days(most));
            let evidence = format!("streams `{prefix}…` keep media for {hours}, more than {limit}");
            marks.find(subject::storage(storage), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks, breaks_under, holds, holds_under},
        world::{Destination, World},
    };

    fn keep(world: &mut World, hours: u32) {
        let video = world
            .storage
            .iter_mut()
            .find(|it| it.sort == "MEDIA_STREAMS")
            .unwrap();
        if let Destination::Video {
            retention_hours, ..
        } = &mut video.destination
        {
            *retention_hours = hours;
        }
    }

    #[test]
    fn media_that_is_kept_for_long_is_found() {
        breaks(
            &RULE,
            |world| keep(world, 721),
            &expect![[r"
            info storage/MEDIA_STREAMS
            seen: streams `north…` keep media for 721 hours, more than 30 days
            remedy: Lower RetentionPeriodHours with UpdateInstanceStorageConfig, for MEDIA_STREAMS.
        "]],
        );
        let settings = Settings {
            keep_days_max: Some(2),
            ..Settings::default()
        };
        breaks_under(
            &RULE,
            &settings,
            |world| keep(world, 49),
            &expect![[r"
            info storage/MEDIA_STREAMS
            seen: streams `north…` keep media for 49 hours, more than 2 days
            remedy: Lower RetentionPeriodHours with UpdateInstanceStorageConfig, for MEDIA_STREAMS.
        "]],
        );
    }

    #[test]
    fn as_long_as_it_may_be_is_fine() {
        let settings = Settings {
            keep_days_max: Some(60),
            ..Settings::default()
        };
        holds(&RULE, |world| keep(world, 720));
        holds_under(&RULE, &settings, |world| keep(world, 1_440));
    }
}
