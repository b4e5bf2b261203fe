//! A queue that takes contacts without limit.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::{
        tally::{SINGLE_MAX, few},
        thing,
    },
    world::{Part, Queue, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-unlimited",
    area: Area::Routing,
    severity: Severity::Info,
    title: "A queue has no limit of contacts",
    why: "Without a limit of its own a queue fills up to the quota of the instance, and its \
            callers wait, by the minute, where the flow could offer a call back.",
    remedy: "Set `max_contacts` of the queue, and lead the branch of a full queue somewhere \
            in the flow.",
    references: &[],
    needs: &[Part::Queues],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_open = |queue: &&Queue| queue.is_enabled && queue.max_contacts.is_none();
    let open: Vec<&Queue> = world.queues.iter().filter(is_open).collect();
    if open.len() > SINGLE_MAX {
        let names: Vec<String> = open
            .iter()
            .map(|queue| format!("`{}`", queue.name))
            .collect();
        let evidence = format!("{} queues have no limit: {}", open.len(), few(&names, ", "));
        marks.find(Subject::new("queue", "several"), evidence);
        return;
    }
    for queue in open {
        marks.find(thing::queue(queue), "has no limit of contacts");
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{queue, said, sound};

    #[test]
    fn a_queue_without_a_limit_is_found_and_many_are_told_together() {
        let mut world = sound();
        world.queues[0].max_contacts = None;
        expect![[r#"
            info queue/Sales: has no limit of contacts
              do: Set `max_contacts` of the queue, and lead the branch of a full queue somewhere in the flow.
        "#]].assert_eq(&said(&RULE, &world));
        let queues = (110..131).map(|number| queue(&format!("Queue {number}"), number));
        world.queues = queues.collect();
        world
            .queues
            .iter_mut()
            .for_each(|queue| queue.max_contacts = None);
        expect![[r#"
            info queue/several: 21 queues have no limit: `Queue 110`, `Queue 111`, `Queue 112` and 18 more
              do: Set `max_contacts` of the queue, and lead the branch of a full queue somewhere in the flow.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_closed_queue_needs_no_limit() {
        let mut world = sound();
        world.queues[0].max_contacts = None;
        world.queues[0].is_enabled = false;
        assert_eq!(said(&RULE, &world), "");
    }
}
