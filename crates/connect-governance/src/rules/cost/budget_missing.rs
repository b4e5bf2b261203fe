//! No budget covers what Amazon Connect costs.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        cost::coverage::{CONNECT, TELECOMMUNICATIONS, covering},
        tally::count,
        thing::instance,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "budget-missing",
    area: Area::Cost,
    severity: Severity::Medium,
    title: "No cost budget covers Amazon Connect",
    why: "Without a budget nobody is told before the bill comes: a loop in a flow, or fraud, \
            costs until somebody looks.",
    remedy: "Declare one under `budgets` of governance, with alerts for what was spent and \
            for what is expected, and run `connectctl govern budget`.",
    references: &[],
    needs: &[Part::Budgets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if covering(world).next().is_none() {
        let evidence = match world.budgets.len() {
            0 => "the account has no budget".to_owned(),
            number => format!(
                "{} of the account, and none covers `{CONNECT}` or `{TELECOMMUNICATIONS}`",
                count(number, "budget", "budgets")
            ),
        };
        marks.find(instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn an_account_whose_budgets_leave_connect_out_is_found() {
        let mut world = sound();
        world.budgets[0].services = ["Amazon Athena".to_owned()].into();
        expect![[r#"
            medium instance/acme: 1 budget of the account, and none covers `Amazon Connect` or `Contact Center Telecommunications`
              do: Declare one under `budgets` of governance, with alerts for what was spent and for what is expected, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
        world.budgets.clear();
        expect![[r#"
            medium instance/acme: the account has no budget
              do: Declare one under `budgets` of governance, with alerts for what was spent and for what is expected, and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_budget_of_all_services_covers_it_unless_tags_limit_that() {
        let mut world = sound();
        world.budgets[0].services.clear();
        assert_eq!(said(&RULE, &world), "");
        world.budgets[0].has_other_filters = true;
        assert_ne!(said(&RULE, &world), "");
    }
}
