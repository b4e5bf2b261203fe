//! Hours that nothing has.

use flow_language::{Ref, RefKind};

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Mentions, scripts},
        thing,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "hours-unused",
    area: Area::Routing,
    severity: Severity::Low,
    title: "Hours of operation belong to no queue, and no flow looks at them",
    why: "Hours that nobody has are changed in the belief that something comes of it.",
    remedy: "Give them to a queue, look at them in a flow, or remove them from \
            `hours_of_operation`.",
    references: &[],
    needs: &[Part::Hours, Part::Queues, Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mentions = Mentions::of(world, &scripts(world));
    if mentions.is_open(RefKind::Hours) {
        // Some flow looks at hours that only the contact names.
        return;
    }
    for hours in world.hours.iter().filter(|hours| !hours.is_builtin) {
        let name = Ref::new(RefKind::Hours, &hours.name).ok();
        let is_had = world.queues.iter().any(|queue| queue.hours == hours.name);
        if !is_had && !mentions.has(name.as_ref(), &hours.arn) {
            marks.find(
                thing::hours(hours),
                "no queue has them, and no flow looks at them",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{hours, said, sound};

    #[test]
    fn hours_that_nothing_has_are_found() {
        let mut world = sound();
        world.hours.push(hours("Old", 202));
        expect![[r#"
            low hours/Old: no queue has them, and no flow looks at them
              do: Give them to a queue, look at them in a flow, or remove them from `hours_of_operation`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn hours_that_a_flow_looks_at_are_let_be() {
        let mut world = sound();
        world.queues.clear();
        assert_eq!(said(&RULE, &world), "", "`Main` looks at them");
    }
}
