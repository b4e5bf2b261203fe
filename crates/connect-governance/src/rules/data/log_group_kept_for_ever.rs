//! Logs of flows that are kept for ever.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity,
    rules::{data::retention::retention_within, subject, words::counted},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "log-group-kept-for-ever",
    area: Area::Data,
    severity: Severity::Medium,
    title: "The log of flows is kept for ever",
    why: "It holds what callers typed and were told, and it grows for as long as there \
          is an instance.",
    remedy: "`connectctl govern mend` says how long with PutRetentionPolicy: \
             `log_days_max`, or the next shorter time that it takes.",
    references: &[],
    needs: &[Part::Logs],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    if let Some(group) = world
        .log_group
        .as_ref()
        .filter(|it| it.retention_days.is_none())
    {
        let days = retention_within(settings.log_days_max);
        let mend = Mend::KeepLogs {
            group: group.name.clone(),
            days,
        };
        let evidence = format!(
            "it never deletes a line, and {} are the most",
            counted(settings.log_days_max as usize, "day")
        );
        marks.find(subject::log_group(group), evidence).mend(mend);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing::{breaks, breaks_under, holds},
        world::World,
    };

    fn keep(world: &mut World) {
        world.log_group.as_mut().unwrap().retention_days = None;
    }

    #[test]
    fn a_log_that_is_kept_for_ever_is_found() {
        breaks(
            &RULE,
            keep,
            &expect![[r#"
            medium log-group//aws/connect/north
            seen: it never deletes a line, and 731 days are the most
            remedy: `connectctl govern mend` says how long with PutRetentionPolicy: `log_days_max`, or the next shorter time that it takes.
            mend: {"do":"keep-logs","group":"/aws/connect/north","days":731}
        "#]],
        );
    }

    #[test]
    fn what_mends_it_is_a_time_that_the_service_takes() {
        let settings = Settings {
            log_days_max: 100,
            ..Settings::default()
        };
        breaks_under(
            &RULE,
            &settings,
            keep,
            &expect![[r#"
            medium log-group//aws/connect/north
            seen: it never deletes a line, and 100 days are the most
            remedy: `connectctl govern mend` says how long with PutRetentionPolicy: `log_days_max`, or the next shorter time that it takes.
            mend: {"do":"keep-logs","group":"/aws/connect/north","days":90}
        "#]],
        );
    }

    #[test]
    fn a_log_that_is_kept_too_long_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.log_group.as_mut().unwrap().retention_days = Some(3_653);
        });
        holds(&RULE, |world| world.log_group = None);
    }
}
