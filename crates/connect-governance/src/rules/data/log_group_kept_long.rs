//! Logs of flows that are kept longer than they may be.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::days},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "log-group-kept-long",
    area: Area::Data,
    severity: Severity::Low,
    title: "The log of flows is kept longer than it may be",
    why: "It holds what callers typed and were told, for longer than anybody wants it.",
    remedy: "Say how long with PutRetentionPolicy; lines that are older go at once.",
    references: &[],
    needs: &[Part::Logs],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    let Some(group) = &world.log_group else {
        return;
    };
    let most = settings.log_days_max;
    if let Some(its) = group.retention_days.filter(|its| *its > most) {
        let evidence = format!(
            "it keeps lines for {}, and {} are the most",
            days(its),
            days(most)
        );
        marks.find(subject::log_group(group), evidence);
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

    fn keep(world: &mut World, days: Option<u32>) {
        world.log_group.as_mut().unwrap().retention_days = days;
    }

    #[test]
    fn a_log_that_is_kept_too_long_is_found() {
        breaks(
            &RULE,
            |world| keep(world, Some(1_096)),
            &expect![[r"
            low log-group//aws/connect/north
            seen: it keeps lines for 1096 days, and 731 days are the most
            remedy: Say how long with PutRetentionPolicy; lines that are older go at once.
        "]],
        );
    }

    #[test]
    fn as_long_as_it_may_be_is_fine_and_for_ever_is_a_matter_of_another_rule() {
        holds(&RULE, |world| keep(world, Some(731)));
        holds(&RULE, |world| keep(world, None));
    }
}
