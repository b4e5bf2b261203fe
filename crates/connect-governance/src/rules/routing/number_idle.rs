//! A number that nobody calls.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        routing::use_of_number::{shown_by, what},
        thing,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "number-idle",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "A number has no calls",
    why: "A number is charged for every day on which it is held, under the telecommunications \
            name on the bill, whether anybody calls it or not.",
    remedy: "Find out who was given the number; if nobody needs it, take it out of \
            `phone_numbers` and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Numbers, Part::Traffic],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for number in world.numbers.iter().filter(|number| number.has_target) {
        let (Some((0, days)), Some(flow)) = (number.minutes, &number.flow) else {
            continue;
        };
        let what = what(number);
        let evidence =
            format!("{what} that `{flow}` answers, without a minute of calls in {days} days");
        let mark = marks.find(thing::number(number), evidence);
        if shown_by(world, number).is_some() {
            // It is held to be shown, and few call back.
            mark.severity(Severity::Info);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{number, said, sound};

    #[test]
    fn a_number_without_a_call_is_found() {
        let mut world = sound();
        let mut idle = number("+442079999999", 502);
        idle.minutes = Some((0, 30));
        world.numbers.push(idle);
        expect![[r#"
            medium number/+442079999999: a local number of GB that `Main` answers, without a minute of calls in 30 days
              do: Find out who was given the number; if nobody needs it, take it out of `phone_numbers` and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
        world.queues[0].caller_number = Some("+442079999999".to_owned());
        expect![[r#"
            info number/+442079999999: a local number of GB that `Main` answers, without a minute of calls in 30 days
              do: Find out who was given the number; if nobody needs it, take it out of `phone_numbers` and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_number_of_which_nothing_is_known_is_let_be() {
        let mut world = sound();
        world.numbers[0].minutes = None;
        assert_eq!(said(&RULE, &world), "");
    }
}
