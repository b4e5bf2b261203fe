//! A budget that tells nobody, or only when it is too late.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::cost::coverage::covering,
    world::{Budget, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "budget-silent",
    area: Area::Cost,
    severity: Severity::Medium,
    title: "Budgets tell nobody of what was spent, or of what is expected",
    why: "A budget without a subscriber is a number on a page. Without an alert on the \
            forecast, the first word comes when the money is gone.",
    remedy: "Give it an alert for `actual` and one for `forecast`, each with an address or a \
            topic, under `budgets` of governance, and run `connectctl govern budget`.",
    references: &[],
    needs: &[Part::Budgets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let somebody = |is_forecast| covering(world).any(|budget| tells(budget, is_forecast));
    let somewhere = (somebody(false), somebody(true));
    for budget in covering(world) {
        let (actual, forecast) = (tells(budget, false), tells(budget, true));
        let evidence = match (actual, forecast) {
            (false, false) if budget.alerts.is_empty() => "has no alert",
            (false, false) => "none of its alerts has a subscriber",
            // Another budget may tell of the other sort.
            (true, false) if !somewhere.1 => "nobody is told of what is expected to be spent",
            (false, true) if !somewhere.0 => "nobody is told of what was spent",
            _ => continue,
        };
        marks.find(Subject::new("budget", &budget.name), evidence);
    }
}

fn tells(budget: &Budget, is_forecast: bool) -> bool {
    let alerts = budget.alerts.iter();
    let mut alerts = alerts.filter(|alert| alert.is_forecast == is_forecast);
    alerts.any(|alert| !alert.subscribers.is_empty())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{said, sound},
        world::Budget,
    };

    #[test]
    fn a_budget_that_tells_nobody_or_not_of_both_is_found() {
        let mut world = sound();
        let forecast = world.budgets[0].alerts.pop().unwrap();
        expect![[r#"
            medium budget/connect: nobody is told of what is expected to be spent
              do: Give it an alert for `actual` and one for `forecast`, each with an address or a topic, under `budgets` of governance, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
        world.budgets[0].alerts = vec![forecast];
        expect![[r#"
            medium budget/connect: nobody is told of what was spent
              do: Give it an alert for `actual` and one for `forecast`, each with an address or a topic, under `budgets` of governance, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
        world.budgets[0].alerts[0].subscribers.clear();
        expect![[r#"
            medium budget/connect: none of its alerts has a subscriber
              do: Give it an alert for `actual` and one for `forecast`, each with an address or a topic, under `budgets` of governance, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
        world.budgets[0].alerts.clear();
        expect![[r#"
            medium budget/connect: has no alert
              do: Give it an alert for `actual` and one for `forecast`, each with an address or a topic, under `budgets` of governance, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn two_budgets_may_share_the_alerts_and_others_are_let_be() {
        let mut world = sound();
        let forecast = world.budgets[0].alerts.pop().unwrap();
        let mut second = world.budgets[0].clone();
        second.alerts = vec![forecast];
        world.budgets.push(second);
        world.budgets.push(Budget {
            name: "athena".to_owned(),
            is_cost: true,
            ..Budget::default()
        });
        world.budgets[2].services = ["Amazon Athena".to_owned()].into();
        assert_eq!(said(&RULE, &world), "");
    }
}
