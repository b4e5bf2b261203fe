//! Nobody watches for unusual cost.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing::instance,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "anomalies-unwatched",
    area: Area::Cost,
    severity: Severity::Low,
    title: "Nobody watches for unusual cost",
    why: "A budget tells of what is too much in a month. A monitor of Cost Anomaly Detection \
            tells within a day or so of what is unlike the days before.",
    remedy: "Make a monitor for services with `CreateAnomalyMonitor`, and subscribe to it \
            with `CreateAnomalySubscription`; neither costs anything.",
    references: &[],
    needs: &[Part::Anomalies],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if world.anomaly_monitors == 0 {
        let evidence = "the account has no monitor of unusual cost";
        marks.find(instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn an_account_without_a_monitor_is_found() {
        let mut world = sound();
        world.anomaly_monitors = 0;
        expect![[r#"
            low instance/acme: the account has no monitor of unusual cost
              do: Make a monitor for services with `CreateAnomalyMonitor`, and subscribe to it with `CreateAnomalySubscription`; neither costs anything.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn an_account_with_a_monitor_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
