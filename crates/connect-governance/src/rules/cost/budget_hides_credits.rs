//! A budget from which credits and refunds are taken off.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::cost::coverage::covering,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "budget-hides-credits",
    area: Area::Cost,
    severity: Severity::Low,
    title: "A budget takes credits and refunds off what was spent",
    why: "As long as credits last, nothing seems to be spent, and no alert comes. When they \
            end, all of it comes at once.",
    remedy: "Leave credits and refunds out of the budget; `connectctl govern budget` makes it \
            so.",
    references: &[],
    needs: &[Part::Budgets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for budget in covering(world).filter(|budget| budget.counts_credits) {
        let subject = Subject::new("budget", &budget.name);
        marks.find(subject, "credits and refunds are taken off what was spent");
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_budget_that_counts_credits_is_found() {
        let mut world = sound();
        world.budgets[0].counts_credits = true;
        expect![[r#"
            low budget/connect: credits and refunds are taken off what was spent
              do: Leave credits and refunds out of the budget; `connectctl govern budget` makes it so.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_budget_of_something_else_may_count_them() {
        let mut world = sound();
        world.budgets[0].counts_credits = true;
        world.budgets[0].services = ["Amazon Athena".to_owned()].into();
        assert_eq!(said(&RULE, &world), "");
    }
}
