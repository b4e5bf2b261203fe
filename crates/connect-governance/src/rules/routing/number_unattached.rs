//! A number that nothing answers.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        routing::use_of_number::{shown_by, what},
        thing,
    },
    world::{Number, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "number-unattached",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "A number is answered by no flow",
    why: "A number is charged for every day on which it is held, under the telecommunications \
            name on the bill, whether it is used or not. Who calls it hears nothing.",
    remedy: "Attach a flow under `phone_numbers` and run `connectctl apply`, or release the \
            number: it cannot be had back for sure, and claiming and releasing too often blocks \
            claiming.",
    references: &[],
    needs: &[Part::Numbers],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let unanswered = |number: &&Number| number.has_target && number.flow.is_none();
    for number in world.numbers.iter().filter(unanswered) {
        let what = what(number);
        if let Some(queue) = shown_by(world, number) {
            let evidence =
                format!("{what}, shown by the queue `{queue}`, and no flow answers who calls back");
            marks
                .find(thing::number(number), evidence)
                .severity(Severity::Low);
        } else {
            let calls = match number.minutes {
                Some((minutes, days)) => {
                    format!(", and it had {minutes} minutes of calls in {days} days")
                }
                None => String::new(),
            };
            let evidence = format!("{what}, charged by the day, and no flow answers it{calls}");
            marks.find(thing::number(number), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{number, said, sound},
        world::World,
    };

    fn unanswered() -> World {
        let mut world = sound();
        let mut number = number("+442079999999", 502);
        (number.flow, number.minutes) = (None, Some((0, 30)));
        world.numbers.push(number);
        world
    }

    #[test]
    fn a_number_that_nothing_answers_is_found() {
        expect![[r#"
            medium number/+442079999999: a local number of GB, charged by the day, and no flow answers it, and it had 0 minutes of calls in 30 days
              do: Attach a flow under `phone_numbers` and run `connectctl apply`, or release the number: it cannot be had back for sure, and claiming and releasing too often blocks claiming.
        "#]].assert_eq(&said(&RULE, &unanswered()));
    }

    #[test]
    fn a_number_that_a_queue_shows_weighs_less() {
        let mut world = unanswered();
        world.queues[0].caller_number = Some("+442079999999".to_owned());
        expect![[r#"
            low number/+442079999999: a local number of GB, shown by the queue `Sales`, and no flow answers who calls back
              do: Attach a flow under `phone_numbers` and run `connectctl apply`, or release the number: it cannot be had back for sure, and claiming and releasing too often blocks claiming.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_number_whose_instance_is_gone_is_told_elsewhere() {
        let mut world = unanswered();
        world.numbers[1].has_target = false;
        assert_eq!(said(&RULE, &world), "");
    }
}
