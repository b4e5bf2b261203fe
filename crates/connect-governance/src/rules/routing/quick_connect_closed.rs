//! A quick connect to a queue that is switched off.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing,
    world::{Part, QuickConnectTarget, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "quick-connect-closed",
    area: Area::Routing,
    severity: Severity::Low,
    title: "A quick connect leads to a queue that is closed",
    why: "An agent who passes a contact on this way is refused while the contact waits on the \
            line.",
    remedy: "Lead it to another queue under `quick_connects`, remove it, or switch the queue \
            on.",
    references: &[],
    needs: &[Part::QuickConnects, Part::Queues],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_closed = |name: &str| {
        let mut queues = world.queues.iter();
        queues.any(|queue| queue.name == name && !queue.is_enabled)
    };
    for quick_connect in &world.quick_connects {
        match &quick_connect.target {
            QuickConnectTarget::Queue(name) if is_closed(name) => {
                let evidence = format!("leads to the queue {name}, which is disabled");
                marks.find(thing::quick_connect(quick_connect), evidence);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{quick_connect, said, sound},
        world::QuickConnectTarget,
    };

    #[test]
    fn a_quick_connect_to_a_closed_queue_is_found() {
        let mut world = sound();
        let target = QuickConnectTarget::Queue("Sales".to_owned());
        world.quick_connects = vec![quick_connect("Sell", target)];
        assert_eq!(said(&RULE, &world), "");
        world.queues[0].is_enabled = false;
        expect![[r#"
            low quick-connect/Sell: leads to the queue Sales, which is disabled
              do: Lead it to another queue under `quick_connects`, remove it, or switch the queue on.
        "#]].assert_eq(&said(&RULE, &world));
    }
}
