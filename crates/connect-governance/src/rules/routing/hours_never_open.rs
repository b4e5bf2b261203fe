//! Hours that a queue has, and that are never open.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        tally::{count, few},
        thing,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "hours-never-open",
    area: Area::Routing,
    severity: Severity::High,
    title: "Hours that a queue has are never open",
    why: "A flow that looks at them finds the queue closed on every day, and sends every \
            caller away.",
    remedy: "Give the hours open times under `hours_of_operation`, and run `connectctl \
            apply`.",
    references: &[],
    needs: &[Part::Hours, Part::Queues],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for hours in world.hours.iter().filter(|hours| hours.openings.is_empty()) {
        let queues = world
            .queues
            .iter()
            .filter(|queue| queue.hours == hours.name);
        let queues: Vec<String> = queues.map(|queue| format!("`{}`", queue.name)).collect();
        if !queues.is_empty() {
            let number = count(queues.len(), "queue has", "queues have");
            let evidence = format!("never open, and {number} them: {}", few(&queues, ", "));
            marks.find(thing::hours(hours), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{hours, said, sound};

    #[test]
    fn hours_of_a_queue_that_are_never_open_are_found() {
        let mut world = sound();
        world.hours[0].openings.clear();
        expect![[r#"
            high hours/Weekdays: never open, and 1 queue has them: `Sales`
              do: Give the hours open times under `hours_of_operation`, and run `connectctl apply`.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn hours_that_no_queue_has_may_be_closed() {
        let mut world = sound();
        let mut closed = hours("Bank holidays", 202);
        closed.openings.clear();
        world.hours.push(closed);
        assert_eq!(said(&RULE, &world), "");
    }
}
