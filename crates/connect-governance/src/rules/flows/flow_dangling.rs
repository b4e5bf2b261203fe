//! A flow that names something that is gone.

use flow_language::{RefKind, RefValue};

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Script, id, scripts, subject},
        tally::few,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-dangling",
    area: Area::Flows,
    severity: Severity::High,
    title: "A flow names what is gone",
    why: "A block whose queue, hours, prompt or flow was removed takes its error branch, and \
            the contact goes where nobody meant it to.",
    remedy: "Name another one, or remove the block; `connectctl flow deploy` of a bundle \
            looks every name up before it writes.",
    references: &[],
    needs: &[
        Part::Flows,
        Part::Queues,
        Part::Hours,
        Part::Prompts,
        Part::Users,
    ],
    judge,
};

/// Kinds of which the world has all.
const KINDS: &[(RefKind, &str)] = &[
    (RefKind::Queue, "queue"),
    (RefKind::User, "user"),
    (RefKind::Flow, "flow"),
    (RefKind::Module, "module"),
    (RefKind::Hours, "hours"),
    (RefKind::Prompt, "prompt"),
];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for script in scripts(world) {
        if script.flow.is_builtin {
            continue;
        }
        let gone: Vec<String> = KINDS
            .iter()
            .flat_map(|(kind, noun)| gone(world, &script, *kind, noun))
            .collect();
        if !gone.is_empty() {
            marks.find(subject(script.flow), few(&gone, "; "));
        }
    }
}

/// What has an id still, where the world has a name for everything that is there.
fn gone(world: &World, script: &Script<'_>, kind: RefKind, noun: &str) -> Vec<String> {
    let references = script.references(kind).into_iter();
    let gone = references.filter_map(|(block, value)| match value {
        RefValue::Static(text) if is_own(world, &text) => {
            let id = id(&text);
            Some(format!("{block} names the {noun} {id}, which is not there"))
        }
        _ => None,
    });
    gone.collect()
}

/// Things of other instances are told as errors of the flow, and queues of agents are not listed.
fn is_own(world: &World, text: &str) -> bool {
    let is_other = text.starts_with("arn:") && !text.contains(&world.instance.id);
    !is_other && !text.contains("/queue/agent/")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{arn, document, main_actions, said, sound};

    #[test]
    fn a_block_that_names_what_is_gone_is_found() {
        let mut world = sound();
        world.queues.clear();
        world.hours.clear();
        expect![[r#"
            high flow/Main: `Queue` names the queue 00000000-0000-4000-8000-000000000101, which is not there; `Hours` names the hours 00000000-0000-4000-8000-000000000201, which is not there
              do: Name another one, or remove the block; `connectctl flow deploy` of a bundle looks every name up before it writes.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn queues_of_agents_and_values_of_contacts_are_let_be() {
        let mut world = sound();
        for queue in ["$.Attributes.queue".to_owned(), arn("queue/agent", 7)] {
            let mut actions = main_actions();
            actions[7]["Parameters"]["QueueId"] = queue.into();
            world.flows[0].document = Some(document(&actions));
            assert_eq!(said(&RULE, &world), "");
        }
    }
}
