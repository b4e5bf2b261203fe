//! Budgets that cover one of the two names of Amazon Connect on a bill.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::cost::coverage::{
        CONNECT, TELECOMMUNICATIONS, covering, covers_connect, covers_telecommunications,
    },
    world::{Budget, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "budget-half",
    area: Area::Cost,
    severity: Severity::Medium,
    title: "A budget covers one of the two names that Amazon Connect has on a bill",
    why: "Numbers and minutes of telephony are sold by another company, and stand on the bill \
            under a name of their own. A budget for `Amazon Connect` alone sees none of them.",
    remedy: "Add the other service to the budget; `connectctl govern budget` makes budgets \
            for both.",
    references: &[],
    needs: &[Part::Budgets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let budgets: Vec<&Budget> = covering(world).collect();
    let is_covered = |is: fn(&Budget) -> bool| budgets.iter().any(|budget| is(budget));
    let (has, lacks) = match (
        is_covered(covers_connect),
        is_covered(covers_telecommunications),
    ) {
        (true, false) => (CONNECT, TELECOMMUNICATIONS),
        (false, true) => (TELECOMMUNICATIONS, CONNECT),
        // Both are covered; where none is, that is told by a rule of its own.
        _ => return,
    };
    for budget in budgets {
        let evidence = format!("covers `{has}`, and no budget covers `{lacks}`");
        marks.find(Subject::new("budget", &budget.name), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_budget_for_one_of_the_two_names_is_found() {
        let mut world = sound();
        let services = std::mem::take(&mut world.budgets[0].services);
        for service in services {
            world.budgets[0].services = [service.clone()].into();
            assert!(
                said(&RULE, &world).contains("and no budget covers"),
                "{service}"
            );
        }
        world.budgets[0].services = ["Amazon Connect".to_owned()].into();
        expect![[r#"
            medium budget/connect: covers `Amazon Connect`, and no budget covers `Contact Center Telecommunications`
              do: Add the other service to the budget; `connectctl govern budget` makes budgets for both.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn two_budgets_may_share_the_names() {
        let mut world = sound();
        world.budgets.push(world.budgets[0].clone());
        world.budgets[0].services = ["Amazon Connect".to_owned()].into();
        world.budgets[1].services.remove("Amazon Connect");
        assert_eq!(said(&RULE, &world), "");
    }
}
