//! A queue whose flow for outbound calls is gone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{tally::is_id, thing},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "queue-whisper-gone",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "The flow that a queue names for outbound calls is not there",
    why: "Calls out of the queue begin without what was meant to be said, such as that they \
            are recorded.",
    remedy: "Name another flow in `outbound_caller` of the queue, and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Queues, Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for queue in &world.queues {
        let Some(flow) = &queue.outbound_flow else {
            continue;
        };
        // A flow of a type that is not known here has a name, and is not among the flows.
        if is_id(flow) && !world.flows.iter().any(|it| it.name == *flow) {
            let evidence = format!("outbound calls have the flow {flow}, which is not there");
            marks.find(thing::queue(queue), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_queue_that_names_a_flow_that_is_gone_is_found() {
        let mut world = sound();
        world.queues[0].outbound_flow = Some("00000000-0000-4000-8000-000000000019".to_owned());
        expect![[r#"
            medium queue/Sales: outbound calls have the flow 00000000-0000-4000-8000-000000000019, which is not there
              do: Name another flow in `outbound_caller` of the queue, and run `connectctl apply`.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_queue_whose_flow_is_there_is_let_be() {
        let mut world = sound();
        world.queues[0].outbound_flow = Some("Main".to_owned());
        assert_eq!(said(&RULE, &world), "");
    }
}
