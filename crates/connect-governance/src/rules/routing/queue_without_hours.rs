//! A queue whose hours are gone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-without-hours",
    area: Area::Routing,
    severity: Severity::High,
    title: "The hours of a queue are not there",
    why: "A queue without hours is never open, and a flow that looks at them takes its error \
            branch.",
    remedy: "Give the queue hours that are there, under `queues`, and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Queues, Part::Hours],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for queue in &world.queues {
        if !world.hours.iter().any(|hours| hours.name == queue.hours) {
            let evidence = match queue.hours.as_str() {
                "" => "has no hours".to_owned(),
                hours => format!("has the hours {hours}, which are not there"),
            };
            marks.find(thing::queue(queue), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{queue, said, sound};

    #[test]
    fn a_queue_whose_hours_are_gone_is_found() {
        let mut world = sound();
        world.queues[0].hours = "00000000-0000-4000-8000-000000000299".to_owned();
        world.queues.push(queue("Support", 102));
        world.queues[1].hours = String::new();
        expect![[r#"
            high queue/Sales: has the hours 00000000-0000-4000-8000-000000000299, which are not there
              do: Give the queue hours that are there, under `queues`, and run `connectctl apply`.
            high queue/Support: has no hours
              do: Give the queue hours that are there, under `queues`, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_queue_with_hours_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
