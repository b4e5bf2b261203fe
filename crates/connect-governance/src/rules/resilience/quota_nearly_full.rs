//! A quota that is nearly full.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    world::{Part, QuotaUse, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "quota-nearly-full",
    area: Area::Resilience,
    severity: Severity::Medium,
    title: "A quota is nearly full",
    why: "When a quota is full the next queue, user or number is refused, and a rise takes \
            days.",
    remedy: "Ask for more in Service Quotas, or remove what is not needed: the rules for what \
            is unused name it.",
    references: &[],
    needs: &[Part::Quotas],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for quota in &world.quotas {
        let percent = percent(quota);
        if percent < u64::from(settings.quota_percent) {
            continue;
        }
        let code = quota
            .code
            .as_ref()
            .map(|code| format!(" ({code})"))
            .unwrap_or_default();
        let evidence = format!("{} of {} used, {percent} %{code}", quota.used, quota.limit);
        let mut mark = marks.find(Subject::new("quota", &quota.name), evidence);
        if percent >= 100 {
            mark = mark.severity(Severity::High);
        }
        if !quota.is_adjustable {
            mark.remedy(FIXED);
        }
    }
}

const FIXED: &str = "AWS does not raise this one: remove what is not needed, or move a part to another \
                     instance.";

/// How much of it is used, rounded down; what allows nothing is full.
fn percent(quota: &QuotaUse) -> u64 {
    let used = quota.used.saturating_mul(100);
    used.checked_div(quota.limit).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        Settings,
        rules::testing_b::{said, said_by, sound},
    };

    #[test]
    fn a_quota_from_the_mark_on_is_found_and_a_full_one_weighs_more() {
        let mut world = sound();
        world.quotas[0].used = 80;
        expect![[r#"
            medium quota/Queues: 80 of 100 used, 80 % (L-19A87C94)
              do: Ask for more in Service Quotas, or remove what is not needed: the rules for what is unused name it.
        "#]].assert_eq(&said(&RULE, &world));
        world.quotas[0].used = 100;
        world.quotas[0].is_adjustable = false;
        expect![[r#"
            high quota/Queues: 100 of 100 used, 100 % (L-19A87C94)
              do: AWS does not raise this one: remove what is not needed, or move a part to another instance.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn below_the_mark_all_is_well() {
        let mut world = sound();
        assert_eq!(said(&RULE, &world), "", "79 % are used");
        world.quotas[0].used = 80;
        let settings = Settings {
            quota_percent: 81,
            ..Settings::default()
        };
        assert_eq!(said_by(&RULE, &world, &settings), "");
    }
}
