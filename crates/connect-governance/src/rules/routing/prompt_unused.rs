//! A prompt that no flow plays.

use flow_language::{Ref, RefKind};

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::script::{Mentions, scripts},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "prompt-unused",
    area: Area::Routing,
    severity: Severity::Info,
    title: "A prompt is played by no flow",
    why: "What nobody plays counts against the quota, and is recorded anew with the rest for \
            nothing.",
    remedy: "Remove it from `prompts`, unless a flow that is a draft still is meant to play \
            it.",
    references: &[],
    needs: &[Part::Prompts, Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mentions = Mentions::of(world, &scripts(world));
    if mentions.is_open(RefKind::Prompt) {
        // Some flow plays what only the contact names.
        return;
    }
    for prompt in world.prompts.iter().filter(|prompt| !prompt.is_builtin) {
        let name = Ref::new(RefKind::Prompt, &prompt.name).ok();
        if !mentions.has(name.as_ref(), &prompt.arn) {
            let subject = Subject::new("prompt", &prompt.name).at(&prompt.arn);
            marks.find(subject, "no published flow plays it");
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{act, arn, document, main_actions, said, sound},
        world::Prompt,
    };

    fn old() -> Prompt {
        Prompt {
            name: "Old".to_owned(),
            arn: arn("prompt", 402),
            is_builtin: false,
        }
    }

    #[test]
    fn a_prompt_that_no_flow_plays_is_found() {
        let mut world = sound();
        world.prompts.push(old());
        expect![[r#"
            info prompt/Old: no published flow plays it
              do: Remove it from `prompts`, unless a flow that is a draft still is meant to play it.
        "#]]
        .assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_prompt_that_only_the_contact_names_may_be_any() {
        let mut world = sound();
        world.prompts.push(old());
        let mut actions = main_actions();
        actions[5]["Parameters"]["PromptId"] = "$.Attributes.prompt".into();
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }

    #[test]
    fn a_prompt_that_stands_as_data_of_a_contact_is_let_be() {
        let mut world = sound();
        world.prompts.push(old());
        let mut actions = main_actions();
        let data = serde_json::json!({"Attributes": {"prompt": arn("prompt", 402)}});
        actions.push(act("Set", "UpdateContactAttributes", &data, "End", &[]));
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
