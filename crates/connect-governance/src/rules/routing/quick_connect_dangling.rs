//! A quick connect that leads to what is gone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        tally::{is_e164, is_id},
        thing,
    },
    world::{Part, QuickConnectTarget, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "quick-connect-dangling",
    area: Area::Routing,
    severity: Severity::Medium,
    title: "A quick connect leads to what is not there",
    why: "An agent who presses it loses the contact, or sends it where nobody answers.",
    remedy: "Lead it elsewhere under `quick_connects` and run `connectctl apply`, or remove \
            it.",
    references: &[],
    needs: &[Part::QuickConnects],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for quick_connect in &world.quick_connects {
        if let Some(gone) = gone(world, &quick_connect.target) {
            let evidence = format!("leads to {gone}");
            marks.find(thing::quick_connect(quick_connect), evidence);
        }
    }
}

/// What is wrong with where it leads. Of a part that was not seen nothing is known to be gone.
fn gone(world: &World, target: &QuickConnectTarget) -> Option<String> {
    let (noun, name) = match target {
        QuickConnectTarget::User { exists: true, .. } => return None,
        QuickConnectTarget::User { name, .. } => ("user", name),
        QuickConnectTarget::Queue(name) => {
            let is_there = world.queues.iter().any(|queue| queue.name == *name);
            (!is_there && world.has(Part::Queues)).then_some(("queue", name))?
        }
        QuickConnectTarget::Flow(name) => {
            let is_there = world.flows.iter().any(|flow| flow.name == *name);
            // A flow of a type that is not known here has a name, and is not among the flows.
            let is_gone = !is_there && is_id(name) && world.has(Part::Flows);
            is_gone.then_some(("flow", name))?
        }
        QuickConnectTarget::Number(number) => {
            return (!is_e164(number)).then(|| format!("{number}, which is not E.164"));
        }
    };
    Some(format!("the {noun} {name}, which is not there"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{quick_connect, said, sound},
        world::{Part, QuickConnectTarget},
    };

    #[test]
    fn quick_connects_to_what_is_gone_are_found() {
        let mut world = sound();
        let targets = [
            QuickConnectTarget::User {
                name: "grace".to_owned(),
                exists: false,
            },
            QuickConnectTarget::Queue("Old".to_owned()),
            QuickConnectTarget::Flow("00000000-0000-4000-8000-000000000019".to_owned()),
            QuickConnectTarget::Number("999".to_owned()),
        ];
        world.quick_connects = targets.map(|target| quick_connect("Help", target)).into();
        expect![[r#"
            medium quick-connect/Help: leads to the user grace, which is not there
              do: Lead it elsewhere under `quick_connects` and run `connectctl apply`, or remove it.
            medium quick-connect/Help: leads to the queue Old, which is not there
              do: Lead it elsewhere under `quick_connects` and run `connectctl apply`, or remove it.
            medium quick-connect/Help: leads to the flow 00000000-0000-4000-8000-000000000019, which is not there
              do: Lead it elsewhere under `quick_connects` and run `connectctl apply`, or remove it.
            medium quick-connect/Help: leads to 999, which is not E.164
              do: Lead it elsewhere under `quick_connects` and run `connectctl apply`, or remove it.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn what_was_not_seen_is_not_known_to_be_gone() {
        let mut world = sound();
        world.quick_connects = vec![quick_connect(
            "Help",
            QuickConnectTarget::Queue("Old".to_owned()),
        )];
        world.unseen.insert(Part::Queues, "denied".to_owned());
        assert_eq!(said(&RULE, &world), "");
    }
}
